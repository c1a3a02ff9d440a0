package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.cpu.Shifter;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Operand;
import dev.lockstep.isa.Shift;

/** Pushes registers and flexible operands. */
final class OperandEmitter {
    private static final int PC = 15;

    private final Assembly code;
    private final FlagEmitter flags;

    OperandEmitter(Assembly code, FlagEmitter flags) {
        this.code = code;
        this.flags = flags;
    }

    /**
     * A register's value.
     *
     * @param address of the instruction: the pc reads as that + 8, + 4 in Thumb state
     */
    Assembly register(int number, int address) {
        return number == PC ? code.push(pc(address)) : code.load(Local.register(number));
    }

    /** A register's value as the base of an address: the pc is aligned to a word. */
    Assembly base(int number, int address) {
        return number == PC ? code.push(pc(address) & ~3) : code.load(Local.register(number));
    }

    private int pc(int address) {
        return address + (code.state().thumb() ? 4 : 8);
    }

    /** The flexible operand, or the magnitude of an address's offset. */
    void flexible(Instruction i, int address) {
        switch (i.operand()) {
            case NONE, IMMEDIATE -> code.push(i.immediate());
            case REGISTER -> shifted(i, address);
            case REGISTER_SHIFTED_BY_REGISTER -> {
                register(i.rm(), address);
                amount(i, address);
                if (i.shift() == Shift.ROR) {
                    code.call(Integer.class, "rotateRight", "(II)I");
                } else {
                    code.call(Shifter.class, i.shift().name().toLowerCase(java.util.Locale.ROOT), "(II)I");
                }
            }
        }
    }

    /** Rm shifted by the immediate amount. */
    void shifted(Instruction i, int address) {
        int amount = i.shiftAmount();
        if (i.shift() == Shift.RRX) {
            flags.pushCarry();
            code.push(31).op(ISHL);
            register(i.rm(), address).push(1).op(IUSHR).op(IOR);
            return;
        }
        register(i.rm(), address);
        if (amount == 0) {
            return;
        }
        switch (i.shift()) {
            case LSL -> code.push(amount).op(ISHL);
            case LSR -> {
                if (amount == 32) {
                    code.op(POP).push(0);
                } else {
                    code.push(amount).op(IUSHR);
                }
            }
            case ASR -> code.push(Math.min(amount, 31)).op(ISHR);
            case ROR, RRX -> code.push(amount).call(Integer.class, "rotateRight", "(II)I");
        }
    }

    /** Whether the flexible operand gives a carry-out that differs from C. */
    static boolean shiftsOut(Instruction i) {
        return switch (i.operand()) {
            case NONE -> false;
            case IMMEDIATE -> i.shiftAmount() != 0;
            case REGISTER -> i.shiftAmount() != 0 || i.shift() == Shift.RRX;
            case REGISTER_SHIFTED_BY_REGISTER -> true;
        };
    }

    /** The shifter's carry-out, 0 or 1; only where {@link #shiftsOut}. */
    void carryOut(Instruction i, int address) {
        if (i.operand() == Operand.IMMEDIATE) {
            code.push(i.immediate() >>> 31);
            return;
        }
        register(i.rm(), address);
        if (i.shift() == Shift.RRX) {
            code.push(1).op(IAND);
            return;
        }
        if (i.operand() == Operand.REGISTER) {
            int bit = i.shift() == Shift.LSL ? 32 - i.shiftAmount() : i.shiftAmount() - 1;
            code.push(bit).op(IUSHR).push(1).op(IAND);
            return;
        }
        amount(i, address);
        flags.pushCarry();
        String name = i.shift().name().toLowerCase(java.util.Locale.ROOT) + "Carry";
        code.call(Shifter.class, name, "(III)I");
    }

    private void amount(Instruction i, int address) {
        register(i.rs(), address).push(0xff).op(IAND);
    }
}
