package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Condition;
import dev.lockstep.translator.analysis.FlagFlow.Form;
import dev.lockstep.translator.linkage.Flags;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/**
 * Reads and writes the condition flags in the locals that {@link Flags} describes. Which form they are in is followed
 * while code is emitted, so that conditions behind a comparison compare its two operands and nothing else is computed; only
 * where paths meet may the running code have to look.
 */
final class FlagEmitter {
    private static final String CPU = Type.getDescriptor(CpuState.class);

    private final Assembly code;
    private Form form = Form.UNKNOWN;

    FlagEmitter(Assembly code) {
        this.code = code;
    }

    /** The form in which the flags are where emission goes on. */
    Form form() {
        return form;
    }

    /** Emission goes on where the flags are in this form. */
    void setForm(Form known) {
        form = known;
    }

    /** Sets all locals, which the stack map wants; the flags are in the processor's fields. */
    void begin() {
        for (int local : new int[] {Local.N, Local.Z, Local.A, Local.B, Local.S}) {
            code.push(0).store(local);
        }
        forget();
    }

    /** The processor's fields are up to date, and what the locals hold is forgotten. */
    void forget() {
        code.push(Flags.FIELDS).store(Local.FORM);
        form = Form.FIELDS;
    }

    /** From the locals to the processor's fields. */
    void save() {
        switch (form) {
            case FIELDS -> {}
            case DIFFERENCE -> {
                code.loadCpu().push(Flags.DIFFERENCE).putField("flagForm");
                code.loadCpu().load(Local.A).putField("flagA");
                code.loadCpu().load(Local.B).putField("flagB");
            }
            case GENERIC -> {
                code.loadCpu().push(Flags.GENERIC).putField("flagForm");
                code.loadCpu().load(Local.N).putField("n");
                code.loadCpu().load(Local.Z).putField("z");
                code.loadCpu().load(Local.A).putField("flagA");
                code.loadCpu().load(Local.B).putField("flagB");
                code.loadCpu().load(Local.S).putField("flagS");
            }
            case UNKNOWN -> {
                code.loadCpu().load(Local.FORM).load(Local.N).load(Local.Z);
                code.load(Local.A).load(Local.B).load(Local.S);
                code.call(Flags.class, "save", "(" + CPU + "IIIIII)V");
            }
        }
    }

    /** The same in fewer bytes, by a method: where no register lives any more, a call that is not inlined costs little. */
    void saveLast() {
        if (form == Form.DIFFERENCE) {
            code.loadCpu().load(Local.A).load(Local.B).call(Flags.class, "save", "(" + CPU + "II)V");
        } else if (form == Form.GENERIC) {
            code.loadCpu().load(Local.N).load(Local.Z);
            code.load(Local.A).load(Local.B).load(Local.S);
            code.call(Flags.class, "save", "(" + CPU + "IIIII)V");
        } else {
            save();
        }
    }

    /** Pushes the whole status register. */
    void pushStatus() {
        makeCertain();
        code.loadCpu();
        if (form == Form.FIELDS) {
            code.call(Flags.class, "status", "(" + CPU + ")I");
            return;
        }
        if (form == Form.DIFFERENCE) {
            code.load(Local.A).load(Local.B).call(Flags.class, "status", "(" + CPU + "II)I");
            return;
        }
        code.load(Local.N).load(Local.Z).load(Local.A).load(Local.B).load(Local.S);
        code.call(Flags.class, "status", "(" + CPU + "IIIII)I");
    }

    /** N, Z, C and V from bits 31 to 28 of the word on the stack. */
    void setAll() {
        code.op(DUP).store(Local.N);
        code.op(DUP).op(ICONST_M1).op(IXOR).push(1 << 30).op(IAND).store(Local.Z);
        code.op(DUP).push(29).op(IUSHR).push(1).op(IAND).flags("operand", 1);
        code.op(DUP).store(Local.A).op(DUP).store(Local.B);
        code.op(SWAP).push(3).op(ISHL).flags("sum", 2).store(Local.S);
        becomes(Form.GENERIC);
    }

    /** C, 0 or 1. */
    void pushCarry() {
        pushAddition();
        code.flags("carry", 3);
    }

    /** A value whose sign is V. */
    private void pushOverflow() {
        pushAddition();
        code.flags("overflow", 3);
    }

    /** The three numbers of the addition that C and V are those of. */
    private void pushAddition() {
        if (form == Form.DIFFERENCE) {
            code.load(Local.A).load(Local.B).op(ICONST_M1).op(IXOR);
            pushDifference();
            return;
        }
        makeGeneric();
        code.load(Local.A).load(Local.B).load(Local.S);
    }

    private void pushDifference() {
        code.load(Local.A).load(Local.B).op(ISUB);
    }

    /** N and Z from the result on the stack, which stays there; C and V stay. */
    void setResult() {
        keepCarryAndOverflow();
        code.op(DUP).store(Local.N).op(DUP).store(Local.Z);
    }

    /** C and V stay as they are, in the generic form; N and Z will be set. */
    void keepCarryAndOverflow() {
        makeGeneric();
    }

    /** C from the value 0 or 1 in a local; V stays. N and Z will be set. */
    void setCarry(int local) {
        pushOverflow();
        code.store(Local.S);
        code.load(local).flags("operand", 1).op(DUP).store(Local.A).op(DUP).store(Local.B);
        code.load(Local.S).flags("sum", 2).store(Local.S);
        becomes(Form.GENERIC);
    }

    /** All four flags from an addition whose operands are in a and b; its sum is on the stack and stays there. */
    void setSum() {
        code.op(DUP).store(Local.S).op(DUP).store(Local.N).op(DUP).store(Local.Z);
        becomes(Form.GENERIC);
    }

    /** All four flags from the difference of the two numbers on the stack, which are taken from there. */
    void setDifference() {
        code.store(Local.B).store(Local.A);
        becomes(Form.DIFFERENCE);
    }

    private void becomes(Form next) {
        if (form != next) {
            code.push(next == Form.DIFFERENCE ? Flags.DIFFERENCE : Flags.GENERIC)
                    .store(Local.FORM);
            form = next;
        }
    }

    /** From here on the form is known. To be called while the stack is empty, before anything that depends on the flags. */
    void makeCertain() {
        if (form == Form.UNKNOWN) {
            makeGeneric();
        }
    }

    /** From whatever form they are in. */
    private void makeGeneric() {
        switch (form) {
            case GENERIC -> {}
            case DIFFERENCE -> fromDifference();
            case FIELDS -> fromFields();
            case UNKNOWN -> {
                Label done = new Label();
                Label difference = new Label();
                code.load(Local.FORM).jump(IFEQ, done);
                code.load(Local.FORM).push(Flags.DIFFERENCE).jump(IF_ICMPEQ, difference);
                fromFields();
                code.goTo(done).mark(difference);
                fromDifference();
                code.mark(done);
            }
        }
        form = Form.GENERIC;
    }

    /**
     * Brings the flags from the processor's fields into the form that a block wants them in, where it is entered; jumps away
     * if they cannot be in that form.
     */
    void enter(Form wanted, Label impossible) {
        form = Form.FIELDS;
        switch (wanted) {
            case FIELDS, UNKNOWN -> {}
            case GENERIC -> makeGeneric();
            case DIFFERENCE -> {
                code.getField("flagForm").push(Flags.DIFFERENCE).jump(IF_ICMPNE, impossible);
                code.getField("flagA").store(Local.A);
                code.getField("flagB").store(Local.B);
                becomes(Form.DIFFERENCE);
            }
        }
    }

    private void fromDifference() {
        pushDifference();
        code.op(DUP).store(Local.S).op(DUP).store(Local.N).store(Local.Z);
        code.load(Local.B).op(ICONST_M1).op(IXOR).store(Local.B);
        code.push(Flags.GENERIC).store(Local.FORM);
    }

    private void fromFields() {
        code.loadCpu().call(Flags.class, "makeGeneric", "(" + CPU + ")V");
        code.getField("n").store(Local.N).getField("z").store(Local.Z);
        code.getField("flagA").store(Local.A);
        code.getField("flagB").store(Local.B);
        code.getField("flagS").store(Local.S);
        code.push(Flags.GENERIC).store(Local.FORM);
    }

    /** Jumps if the condition does not hold. The form is known afterwards, on both ways. */
    void jumpUnless(Condition condition, Label target) {
        if (condition == Condition.AL) {
            return;
        }
        if (form == Form.DIFFERENCE) {
            jumpUnlessDifference(condition, target);
        } else {
            makeGeneric();
            jumpUnlessGeneric(condition, target);
        }
    }

    private void jumpUnlessDifference(Condition condition, Label target) {
        switch (condition) {
            case EQ -> compare(IF_ICMPNE, target);
            case NE -> compare(IF_ICMPEQ, target);
            case GE -> compare(IF_ICMPLT, target);
            case LT -> compare(IF_ICMPGE, target);
            case GT -> compare(IF_ICMPLE, target);
            case LE -> compare(IF_ICMPGT, target);
            case CS -> compareUnsigned(IF_ICMPLT, target);
            case CC -> compareUnsigned(IF_ICMPGE, target);
            case HI -> compareUnsigned(IF_ICMPLE, target);
            case LS -> compareUnsigned(IF_ICMPGT, target);
            case MI -> {
                pushDifference();
                code.jump(IFGE, target);
            }
            case PL -> {
                pushDifference();
                code.jump(IFLT, target);
            }
            case VS -> {
                pushOverflow();
                code.jump(IFGE, target);
            }
            case VC -> {
                pushOverflow();
                code.jump(IFLT, target);
            }
            case AL -> {}
        }
    }

    private void compare(int opcode, Label target) {
        code.load(Local.A).load(Local.B).jump(opcode, target);
    }

    private void compareUnsigned(int opcode, Label target) {
        code.load(Local.A).push(Integer.MIN_VALUE).op(IADD);
        code.load(Local.B).push(Integer.MIN_VALUE).op(IADD).jump(opcode, target);
    }

    private void jumpUnlessGeneric(Condition condition, Label target) {
        switch (condition) {
            case EQ -> code.load(Local.Z).jump(IFNE, target);
            case NE -> code.load(Local.Z).jump(IFEQ, target);
            case MI -> code.load(Local.N).jump(IFGE, target);
            case PL -> code.load(Local.N).jump(IFLT, target);
            case VS -> {
                pushOverflow();
                code.jump(IFGE, target);
            }
            case VC -> {
                pushOverflow();
                code.jump(IFLT, target);
            }
            case CS -> jumpByCarry(IFEQ, target);
            case CC -> jumpByCarry(IFNE, target);
            case HI -> {
                code.load(Local.Z).jump(IFEQ, target);
                jumpByCarry(IFEQ, target);
            }
            case LS -> {
                Label holds = new Label();
                code.load(Local.Z).jump(IFEQ, holds);
                jumpByCarry(IFNE, target);
                code.mark(holds);
            }
            case GE -> jumpBySigns(IFLT, target);
            case LT -> jumpBySigns(IFGE, target);
            case GT -> {
                code.load(Local.Z).jump(IFEQ, target);
                jumpBySigns(IFLT, target);
            }
            case LE -> {
                Label holds = new Label();
                code.load(Local.Z).jump(IFEQ, holds);
                jumpBySigns(IFGE, target);
                code.mark(holds);
            }
            case AL -> {}
        }
    }

    private void jumpByCarry(int opcode, Label target) {
        pushCarry();
        code.jump(opcode, target);
    }

    /** Jumps by whether N equals V. */
    private void jumpBySigns(int opcode, Label target) {
        code.load(Local.N);
        pushOverflow();
        code.op(IXOR).jump(opcode, target);
    }
}
