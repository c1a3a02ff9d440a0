package dev.lockstep.translator.codegen;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.memory.FlatMemory;
import dev.lockstep.memory.FlatWindow;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.Region;
import dev.lockstep.translator.linkage.Flags;
import dev.lockstep.translator.linkage.FlatConstants;
import dev.lockstep.translator.linkage.GuestFlatMemory;
import dev.lockstep.translator.linkage.GuestMemory;
import dev.lockstep.translator.linkage.Mode;
import dev.lockstep.vfp.VfpState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Short names for emitting bytecode into one method.
 *
 * <p>The stack map is simple, and therefore made here and not computed by ASM, which took longer than everything else: all
 * locals are set before the first label, keep their types, and the stack is empty at every label.
 */
final class Assembly {
    static final String CPU_STATE = Type.getInternalName(CpuState.class);
    private static final String CPU_DESCRIPTOR = Type.getDescriptor(CpuState.class);
    private static final String GUEST_MEMORY = Type.getInternalName(GuestMemory.class);
    private static final String GUEST_FLAT_MEMORY = Type.getInternalName(GuestFlatMemory.class);
    private static final Handle FLAT = new Handle(
            Opcodes.H_INVOKESTATIC,
            Type.getInternalName(FlatConstants.class),
            "link",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);
    private static final String WINDOW = Type.getDescriptor(FlatWindow.class);
    private static final String FLAGS = Type.getInternalName(Flags.class);
    private static final String ARITHMETIC = "dev/lockstep/cpu/Arithmetic";
    private static final String PARALLEL = "dev/lockstep/cpu/ParallelArithmetic";

    private static final String INTEGER = Type.getInternalName(Integer.class);
    private static final String VFP_STATE = Type.getDescriptor(VfpState.class);

    private final String owner;
    private final CodeState state;
    private final MethodVisitor method;
    private int stackPointers;
    private boolean inStack;

    /** Types of the locals, as far as they are set before the first label. */
    private final Object[] types = new Object[Local.COUNT];

    private boolean framed;

    /**
     * Begins a method.
     *
     * @param owner internal name of the class that it belongs to
     * @param region what is translated
     */
    Assembly(String owner, Region region, MethodVisitor method) {
        this.owner = owner;
        state = region.state();
        this.method = method;
        Arrays.fill(types, Opcodes.TOP);
        types[Local.CPU] = CPU_STATE;
        types[Local.PC] = Opcodes.INTEGER;
        types[Local.DEPTH] = Opcodes.INTEGER;
    }

    CodeState state() {
        return state;
    }

    MethodVisitor method() {
        return method;
    }

    Assembly push(int value) {
        if (value >= -1 && value <= 5) {
            method.visitInsn(Opcodes.ICONST_0 + value);
        } else if (value == (byte) value) {
            method.visitIntInsn(Opcodes.BIPUSH, value);
        } else if (value == (short) value) {
            method.visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            method.visitLdcInsn(value);
        }
        return this;
    }

    Assembly push(long value) {
        method.visitLdcInsn(value);
        return this;
    }

    /** Any opcode without operands. */
    Assembly op(int opcode) {
        method.visitInsn(opcode);
        return this;
    }

    Assembly load(int local) {
        method.visitVarInsn(Opcodes.ILOAD, local);
        return this;
    }

    Assembly store(int local) {
        set(local, Opcodes.INTEGER);
        method.visitVarInsn(Opcodes.ISTORE, local);
        return this;
    }

    private void set(int local, Object type) {
        if (!framed) {
            types[local] = type;
        }
    }

    /** As a frame wants them: up to the last that is set, and a long counts once; that for stores is the last. */
    private Object[] locals() {
        int count = types.length;
        while (types[count - 1].equals(Opcodes.TOP)) {
            count--;
        }
        List<Object> locals = new ArrayList<>(Arrays.asList(types).subList(0, count));
        if (types[Local.TAG].equals(Opcodes.LONG)) {
            locals.remove(Local.TAG + 1);
        }
        return locals.toArray();
    }

    /** Where exceptions are caught, whose one is on the stack. */
    Assembly markHandler(Label label) {
        method.visitLabel(label);
        Object[] exception = {Type.getInternalName(RuntimeException.class)};
        method.visitFrame(Opcodes.F_SAME1, 0, null, 1, exception);
        return this;
    }

    Assembly loadCpu() {
        method.visitVarInsn(Opcodes.ALOAD, Local.CPU);
        return this;
    }

    Assembly getField(String name) {
        loadCpu();
        method.visitFieldInsn(Opcodes.GETFIELD, CPU_STATE, name, "I");
        return this;
    }

    /** Emitted between the processor and the value: {@code loadCpu() ... value ... putField()}. */
    Assembly putField(String name) {
        method.visitFieldInsn(Opcodes.PUTFIELD, CPU_STATE, name, "I");
        return this;
    }

    Assembly jump(int opcode, Label target) {
        method.visitJumpInsn(opcode, target);
        return this;
    }

    Assembly goTo(Label target) {
        return jump(Opcodes.GOTO, target);
    }

    /** A place to jump to. */
    Assembly mark(Label label) {
        method.visitLabel(label);
        if (framed) {
            method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        } else {
            framed = true;
            Object[] locals = locals();
            method.visitFrame(Opcodes.F_FULL, locals.length, locals, 0, new Object[0]);
        }
        return this;
    }

    Assembly call(Class<?> owner, String name, String descriptor) {
        method.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(owner), name, descriptor, false);
        return this;
    }

    /** Tells which registers most likely hold addresses in the stack, one bit each. */
    void setStackPointers(int set) {
        stackPointers = set;
    }

    /**
     * Tells which address the accesses that follow have.
     *
     * @param base register that it was computed from
     */
    Assembly access(int base) {
        inStack = (stackPointers & 1 << base) != 0;
        return this;
    }

    private boolean flat() {
        return state.mode() == Mode.FLAT;
    }

    /** A load from the address on the stack; {@code bits} 8, 16 or 32. */
    Assembly loadGuest(int bits) {
        if (flat()) {
            pushWindows();
            return invoke(GUEST_FLAT_MEMORY, "load" + bits, "(I" + WINDOW + WINDOW + CPU_DESCRIPTOR + ")I");
        }
        pushTlb("READ_TAGS", Local.TAG);
        invoke(GUEST_MEMORY, "load" + bits, "(I[J[[B[IJ" + CPU_DESCRIPTOR + ")I");
        if (state.bigEndian() && bits > 8) {
            reverse();
            return bits == 16 ? push(16).op(Opcodes.IUSHR) : this;
        }
        return this;
    }

    /** A store of the value on the stack to the address below it. */
    Assembly storeGuest(int bits) {
        if (flat()) {
            pushWindows();
            return invoke(GUEST_FLAT_MEMORY, "store" + bits, "(II" + WINDOW + WINDOW + CPU_DESCRIPTOR + ")V");
        }
        if (state.bigEndian() && bits > 8) {
            if (bits == 16) {
                push(16).op(Opcodes.ISHL);
            }
            reverse();
        }
        pushTlb("WRITE_TAGS", Local.WRITE_TAG);
        return invoke(GUEST_MEMORY, "store" + bits, "(II[J[[B[IJ" + CPU_DESCRIPTOR + ")V");
    }

    /**
     * In flat memory, jumps to a label if all bytes of an access of several words are in the same window.
     *
     * @param count of bytes from the address in the scratch local on
     * @return whether memory is flat
     */
    boolean jumpIfTogether(int count, boolean load, Label label) {
        if (flat()) {
            load(Local.SCRATCH).push(count);
            pushWindow(inStack);
            invoke(GUEST_FLAT_MEMORY, load ? "loads" : "stores", "(II" + WINDOW + ")Z")
                    .jump(Opcodes.IFNE, label);
        }
        return flat();
    }

    /** A load from the address on the stack, of a word that is known to be in the window. */
    Assembly loadTogether() {
        pushWindow(inStack);
        return invoke(GUEST_FLAT_MEMORY, "get", "(I" + WINDOW + ")I");
    }

    /** A store of the value on the stack to the address below it, that is known to be in the window. */
    void storeTogether() {
        pushWindow(inStack);
        invoke(GUEST_FLAT_MEMORY, "put", "(II" + WINDOW + ")V");
    }

    private void pushWindow(boolean stack) {
        method.visitVarInsn(Opcodes.ALOAD, stack ? Local.STACK : Local.MAIN);
    }

    /** The window where the access most likely is, the other one, and the processor. */
    private void pushWindows() {
        pushWindow(inStack);
        pushWindow(!inStack);
        loadCpu();
    }

    /** Takes what accesses to guest memory need into locals. */
    void loadMemory() {
        if (flat()) {
            method.visitInvokeDynamicInsn("flat", "()" + Type.getDescriptor(FlatMemory.class), FLAT);
            op(Opcodes.DUP);
            storeWindow("main", Local.MAIN);
            storeWindow("stack", Local.STACK);
        } else {
            loadTag("tag", Local.TAG);
            loadTag("writeTag", Local.WRITE_TAG);
        }
    }

    private void loadTag(String field, int local) {
        loadCpu();
        method.visitFieldInsn(Opcodes.GETFIELD, CPU_STATE, field, "J");
        set(local, Opcodes.LONG);
        method.visitVarInsn(Opcodes.LSTORE, local);
    }

    /** Of the flat memory on the stack, which is taken from there. */
    private void storeWindow(String name, int local) {
        method.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, Type.getInternalName(FlatMemory.class), name, "()" + WINDOW, false);
        set(local, Type.getInternalName(FlatWindow.class));
        method.visitVarInsn(Opcodes.ASTORE, local);
    }

    private void reverse() {
        invoke(INTEGER, "reverseBytes", "(I)I");
    }

    /** The VFP's state. */
    Assembly loadVfp() {
        loadCpu();
        method.visitFieldInsn(Opcodes.GETFIELD, CPU_STATE, "vfp", VFP_STATE);
        return this;
    }

    private void pushTlb(String tags, int tag) {
        method.visitFieldInsn(Opcodes.GETSTATIC, owner, tags, "[J");
        method.visitFieldInsn(Opcodes.GETSTATIC, owner, "PAGES", "[[B");
        method.visitFieldInsn(Opcodes.GETSTATIC, owner, "ADDENDS", "[I");
        method.visitVarInsn(Opcodes.LLOAD, tag);
        loadCpu();
    }

    /** A method of {@link GuestMemory} that takes the processor first. */
    Assembly memory(String name, String rest) {
        return invoke(GUEST_MEMORY, name, "(" + CPU_DESCRIPTOR + rest);
    }

    /** The address on the stack, or an alignment fault. */
    Assembly aligned() {
        return invoke(GUEST_MEMORY, "aligned", "(I)I");
    }

    /** A function over ints in {@link Flags}. */
    Assembly flags(String name, int parameters) {
        return invoke(FLAGS, name, ints(parameters));
    }

    /** A function over ints that only computes. */
    Assembly arithmetic(String name, int parameters) {
        return invoke(ARITHMETIC, name, ints(parameters));
    }

    /** A function of any shape in the arithmetic of the runtime. */
    Assembly arithmetic(String name, String descriptor) {
        return invoke(ARITHMETIC, name, descriptor);
    }

    /** A function (processor, int, int) to int: those that set Q. */
    Assembly saturating(String name) {
        return invoke(ARITHMETIC, name, "(" + CPU_DESCRIPTOR + "II)I");
    }

    /** An exact long sum on the stack, with the processor below it, to its low word; sets Q. */
    Assembly accumulate() {
        return invoke(ARITHMETIC, "accumulate", "(" + CPU_DESCRIPTOR + "J)I");
    }

    /** A parallel addition or subtraction: (processor, Rn, Rm) to Rd. */
    Assembly parallel(String name) {
        return invoke(PARALLEL, name, "(" + CPU_DESCRIPTOR + "II)I");
    }

    private Assembly invoke(String owner, String name, String descriptor) {
        method.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
        return this;
    }

    private static String ints(int parameters) {
        return "(" + "I".repeat(parameters) + ")I";
    }
}
