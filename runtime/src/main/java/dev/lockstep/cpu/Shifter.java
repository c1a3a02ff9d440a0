package dev.lockstep.cpu;

import dev.lockstep.isa.Shift;

/**
 * The barrel shifter (ARM ARM A5.1): value and carry-out for any amount from 0 to 255. Amounts of shifts by an immediate
 * are given as decoded (LSR and ASR by 32 are 32), so both kinds share these functions.
 *
 * <p>No switch over the shift: of a constant one, HotSpot folds comparisons, but not the table that a switch looks into.
 */
public final class Shifter {
    private Shifter() {}

    /**
     * The shifted value.
     *
     * @param value what is shifted
     * @param amount 0 to 255
     * @param carry C before, 0 or 1; only RRX uses it
     */
    public static int value(Shift shift, int value, int amount, int carry) {
        if (shift == Shift.LSL) {
            return lsl(value, amount);
        }
        if (shift == Shift.LSR) {
            return lsr(value, amount);
        }
        if (shift == Shift.ASR) {
            return asr(value, amount);
        }
        return shift == Shift.ROR ? Integer.rotateRight(value, amount) : carry << 31 | value >>> 1;
    }

    /**
     * The carry-out, 0 or 1; the carry before where nothing is shifted out.
     *
     * @param carry C before, 0 or 1
     */
    public static int carry(Shift shift, int value, int amount, int carry) {
        if (shift == Shift.LSL) {
            return lslCarry(value, amount, carry);
        }
        if (shift == Shift.LSR) {
            return lsrCarry(value, amount, carry);
        }
        if (shift == Shift.ASR) {
            return asrCarry(value, amount, carry);
        }
        return shift == Shift.ROR ? rorCarry(value, amount, carry) : value & 1;
    }

    public static int lsl(int value, int amount) {
        return amount < 32 ? value << amount : 0;
    }

    public static int lsr(int value, int amount) {
        return amount < 32 ? value >>> amount : 0;
    }

    public static int asr(int value, int amount) {
        return value >> Math.min(amount, 31);
    }

    public static int lslCarry(int value, int amount, int carry) {
        return amount == 0 ? carry : amount > 32 ? 0 : value >>> (32 - amount) & 1;
    }

    public static int lsrCarry(int value, int amount, int carry) {
        return amount == 0 ? carry : amount > 32 ? 0 : value >>> (amount - 1) & 1;
    }

    public static int asrCarry(int value, int amount, int carry) {
        return amount == 0 ? carry : value >> Math.min(amount - 1, 31) & 1;
    }

    public static int rorCarry(int value, int amount, int carry) {
        return amount == 0 ? carry : value >>> (amount - 1) & 1;
    }
}
