package dev.lockstep.translator.codegen;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.Region;
import dev.lockstep.translator.linkage.Flags;
import dev.lockstep.translator.linkage.GuestMemory;
import dev.lockstep.vfp.VfpState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private static final String FLAGS = Type.getInternalName(Flags.class);
    private static final String ARITHMETIC = "dev/lockstep/cpu/Arithmetic";
    private static final String PARALLEL = "dev/lockstep/cpu/ParallelArithmetic";

    private static final String VFP_STATE = Type.getDescriptor(VfpState.class);

    private final CodeState state;
    private final MethodVisitor method;

    /** Types of the locals, as far as they are set before the first label. */
    private final Object[] types = new Object[Local.COUNT];

    private boolean framed;

    /**
     * Begins a method.
     *
     * @param region what is translated
     */
    Assembly(Region region, MethodVisitor method) {
        state = region.state();
        this.method = method;
        Arrays.fill(types, Opcodes.TOP);
        types[Local.CPU] = CPU_STATE;
        types[1] = Opcodes.INTEGER;
        types[2] = Opcodes.INTEGER;
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

    /** As a frame wants them: up to the last that is set, and a long counts once. */
    private Object[] locals() {
        int count = types.length;
        while (types[count - 1].equals(Opcodes.TOP)) {
            count--;
        }
        List<Object> locals = new ArrayList<>(Arrays.asList(types).subList(0, count));
        if (types[Local.TAG].equals(Opcodes.LONG)) {
            locals.remove(Local.WRITE_TAG + 1);
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

    /** The processor changes to the other instruction set. */
    void changeState() {
        loadCpu().getField("control").push(CpuState.THUMB).op(Opcodes.IXOR).putField("control");
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

    /** Stores the reference on the stack to a local. */
    void storeReference(int local, String type) {
        set(local, type);
        method.visitVarInsn(Opcodes.ASTORE, local);
    }

    /** Stores the long on the stack to a local and the next. */
    void storeLong(int local) {
        set(local, Opcodes.LONG);
        method.visitVarInsn(Opcodes.LSTORE, local);
    }

    /** The VFP's state. */
    Assembly loadVfp() {
        loadCpu();
        method.visitFieldInsn(Opcodes.GETFIELD, CPU_STATE, "vfp", VFP_STATE);
        return this;
    }

    /** A method of {@link GuestMemory} that takes the processor first. */
    Assembly memory(String name, String rest) {
        return invoke(GUEST_MEMORY, name, "(" + CPU_DESCRIPTOR + rest);
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
