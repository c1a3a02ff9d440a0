package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.isa.Condition;
import org.objectweb.asm.Label;

/**
 * Reads and writes the condition flags in the locals that {@link dev.lockstep.translator.linkage.Flags} describes.
 *
 * <p>Where {@link dev.lockstep.translator.analysis.FlagFlow} says so, the flags are those of {@code s = a + b + 1} with {@code b} the complement of what was
 * subtracted, and conditions compare the two operands; HotSpot sees through the double complement.
 */
final class FlagEmitter {
    private final Assembly code;
    private boolean compared;

    FlagEmitter(Assembly code) {
        this.code = code;
    }

    /** Whether, where emission goes on, the flags are those of a subtraction. */
    void setCompared(boolean known) {
        compared = known;
    }

    /** From the processor's fields to the locals. */
    void load() {
        code.getField("n").store(Local.N).getField("z").store(Local.Z);
        code.getField("flagA").store(Local.A).getField("flagB").store(Local.B).getField("flagS").store(Local.S);
    }

    /** From the locals to the processor's fields. */
    void save() {
        code.loadCpu().load(Local.N).putField("n");
        code.loadCpu().load(Local.Z).putField("z");
        code.loadCpu().load(Local.A).putField("flagA");
        code.loadCpu().load(Local.B).putField("flagB");
        code.loadCpu().load(Local.S).putField("flagS");
    }

    /** N, Z, C and V from bits 31 to 28 of the word on the stack. */
    void setAll() {
        code.op(DUP).store(Local.N);
        code.op(DUP).op(ICONST_M1).op(IXOR).push(1 << 30).op(IAND).store(Local.Z);
        code.op(DUP).push(29).op(IUSHR).push(1).op(IAND).flags("operand", 1);
        code.op(DUP).store(Local.A).op(DUP).store(Local.B);
        code.op(SWAP).push(3).op(ISHL).flags("sum", 2).store(Local.S);
    }

    /** C, 0 or 1. */
    void pushCarry() {
        code.load(Local.A).load(Local.B).load(Local.S).flags("carry", 3);
    }

    /** A value whose sign is V. */
    private void pushOverflow() {
        code.load(Local.A).load(Local.B).load(Local.S).flags("overflow", 3);
    }

    /** N and Z from the result on the stack, which stays there. */
    void setResult() {
        code.op(DUP).store(Local.N).op(DUP).store(Local.Z);
    }

    /** C from the value 0 or 1 in a local; V stays. */
    void setCarry(int local) {
        pushOverflow();
        code.store(Local.S);
        code.load(local).flags("operand", 1).op(DUP).store(Local.A).op(DUP).store(Local.B);
        code.load(Local.S).flags("sum", 2).store(Local.S);
    }

    /** All four flags from an addition whose operands are in a and b; its sum is on the stack and stays there. */
    void setSum() {
        code.op(DUP).store(Local.S);
        setResult();
    }

    /** Jumps if the condition does not hold. */
    void jumpUnless(Condition condition, Label target) {
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
            case CS -> unsigned(IF_ICMPLT, IFEQ, target);
            case CC -> unsigned(IF_ICMPGE, IFNE, target);
            case HI -> {
                if (compared) {
                    unsigned(IF_ICMPLE, NOP, target);
                } else {
                    code.load(Local.Z).jump(IFEQ, target);
                    unsigned(NOP, IFEQ, target);
                }
            }
            case LS -> {
                if (compared) {
                    unsigned(IF_ICMPGT, NOP, target);
                } else {
                    Label holds = new Label();
                    code.load(Local.Z).jump(IFEQ, holds);
                    unsigned(NOP, IFNE, target);
                    code.mark(holds);
                }
            }
            case GE -> signed(IF_ICMPLT, IFLT, target);
            case LT -> signed(IF_ICMPGE, IFGE, target);
            case GT -> {
                if (compared) {
                    signed(IF_ICMPLE, NOP, target);
                } else {
                    code.load(Local.Z).jump(IFEQ, target);
                    signed(NOP, IFLT, target);
                }
            }
            case LE -> {
                if (compared) {
                    signed(IF_ICMPGT, NOP, target);
                } else {
                    Label holds = new Label();
                    code.load(Local.Z).jump(IFEQ, holds);
                    signed(NOP, IFGE, target);
                    code.mark(holds);
                }
            }
            case AL -> {}
        }
    }

    /** Jumps by comparing the operands without sign, or else by C. */
    private void unsigned(int byOperands, int byCarry, Label target) {
        if (compared) {
            code.load(Local.A).push(Integer.MIN_VALUE).op(IADD);
            pushSubtrahend();
            code.push(Integer.MIN_VALUE).op(IADD).jump(byOperands, target);
        } else {
            pushCarry();
            code.jump(byCarry, target);
        }
    }

    /** Jumps by comparing the operands with sign, or else by whether N equals V. */
    private void signed(int byOperands, int byDifference, Label target) {
        if (compared) {
            code.load(Local.A);
            pushSubtrahend();
            code.jump(byOperands, target);
        } else {
            code.load(Local.N);
            pushOverflow();
            code.op(IXOR).jump(byDifference, target);
        }
    }

    private void pushSubtrahend() {
        code.load(Local.B).op(ICONST_M1).op(IXOR);
    }
}
