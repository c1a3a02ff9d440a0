package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.translator.analysis.ControlFlow;
import dev.lockstep.translator.analysis.InstructionSource;
import dev.lockstep.translator.analysis.Region;
import dev.lockstep.translator.linkage.GuestCall;
import dev.lockstep.translator.linkage.Mode;
import dev.lockstep.translator.linkage.TranslatedRegion;
import java.util.Optional;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The translator, phase by phase.
 *
 * <ol>
 *   <li>{@link ControlFlow} collects the instructions reachable from a root without following calls, cuts them into basic
 *       blocks, finds the entries, and bounds the paths between two tests of the budget.
 *   <li>{@link dev.lockstep.translator.analysis.FlagFlow} finds where conditions may compare operands instead of flags.
 *   <li>{@link RegionEmitter} emits one static method: prologue, a switch over the entries, blocks, one shared exit. For
 *       the instructions it uses {@link InstructionEmitter}, {@link TransferEmitter}, {@link MemoryEmitter}, {@link OperandEmitter} and
 *       {@link FlagEmitter}; for the hashing flavours {@link EventEmitter}.
 *   <li>This class wraps it as a subclass of {@link TranslatedRegion}, called as {@link GuestNames} says and with the
 *       lines of its {@link SourceMap}, and checks its size: HotSpot never compiles a
 *       method over {@value #HUGE_METHOD_LIMIT} bytes, so a region that came out larger is cut smaller and emitted again.
 * </ol>
 *
 * <p>What is generated depends on nothing but the instructions, the symbols and the flavour: the same bytes each time.
 */
public final class RegionCompiler {
    /** HotSpot's HugeMethodLimit. */
    public static final int HUGE_METHOD_LIMIT = 8000;

    /** Instructions that a first attempt takes, by what they cost on average. */
    private static final int PLAIN_INSTRUCTIONS = 500;

    private static final int HASHING_INSTRUCTIONS = 120;

    /** Different exits that a region may have, and those that it may have when it would come out too large. */
    private static final int[] EXITS = {8, 3};

    private static final String SUPER = Type.getInternalName(TranslatedRegion.class);
    private static final String SHAPE = GuestCall.TYPE.toMethodDescriptorString();

    private final Flavour flavour;

    public RegionCompiler(Flavour flavour) {
        this.flavour = flavour;
    }

    /**
     * Translates the region around a root.
     *
     * @param names of the program that it belongs to
     * @param root entry point of its first instruction
     * @param mode what the region is for
     * @return empty when nothing can be fetched at the root
     */
    public Optional<CompiledRegion> compile(InstructionSource source, GuestNames names, int root, Mode mode) {
        InstructionSource code = new FunctionBounds(source, names.symbols(), root);
        int limit = flavour.hashes() ? HASHING_INSTRUCTIONS : PLAIN_INSTRUCTIONS;
        while (true) {
            Optional<Region> region = ControlFlow.region(code, root, mode, limit);
            if (region.isEmpty()) {
                return Optional.empty();
            }
            for (int exits : EXITS) {
                Optional<CompiledRegion> compiled = compile(region.get(), names, exits);
                if (compiled.isPresent()) {
                    return compiled;
                }
            }
            limit = Math.min(limit, region.get().length()) * 3 / 4;
        }
    }

    /** Empty when the method came out too large. A single instruction always fits. */
    private Optional<CompiledRegion> compile(Region region, GuestNames names, int exits) {
        if (span(region) > Place.MAX_SPAN) {
            return Optional.empty();
        }
        String name = names.className(region.rootEntryPoint(), region.state().mode());
        String methodName = names.methodName(region.rootEntryPoint());
        SourceMap lines = new SourceMap(names.symbols(), region);
        String internalName = name.replace('.', '/');
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V21, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, internalName, null, SUPER, null);
        writer.visitSource(lines.sourceFile(), null);
        MemoryEmitter.constants(writer, internalName, region.state().mode());
        constructor(writer);
        bridge(writer, internalName, methodName);
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, methodName, SHAPE, null, null);
        Label end = new RegionEmitter(region, flavour, internalName, lines, method, exits).emit();
        writer.visitEnd();
        int size = end.getOffset();
        return size >= HUGE_METHOD_LIMIT
                ? Optional.empty()
                : Optional.of(new CompiledRegion(region, name, writer.toByteArray(), size));
    }

    private static long span(Region region) {
        return ((region.blocks().lastKey() - region.blocks().firstKey()) >>> 1) + 2L * region.length();
    }

    private static void constructor(ClassWriter writer) {
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        method.visitCode();
        method.visitVarInsn(ALOAD, 0);
        method.visitMethodInsn(INVOKESPECIAL, SUPER, "<init>", "()V", false);
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void bridge(ClassWriter writer, String internalName, String methodName) {
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC, "run", SHAPE, null, null);
        method.visitCode();
        method.visitVarInsn(ALOAD, 1);
        method.visitVarInsn(ILOAD, 2);
        method.visitVarInsn(ILOAD, 3);
        method.visitMethodInsn(INVOKESTATIC, internalName, methodName, SHAPE, false);
        method.visitInsn(IRETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
