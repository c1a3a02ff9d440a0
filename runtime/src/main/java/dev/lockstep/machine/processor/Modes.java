package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import java.util.Arrays;

/**
 * The registers that modes have for themselves, and the rules by which the status registers change (ARM ARM A2.4 to A2.6).
 *
 * <p>The registers of the mode that the processor is in are those of {@link CpuState}; here are those of the others. r8 to
 * r12 are apart for FIQ only.
 */
public final class Modes {
    /** CPSR bit A: imprecise data aborts are masked. */
    static final int MASK_A = 1 << 8;
    /** CPSR bit I: interrupts are masked. */
    static final int MASK_I = 1 << 7;
    /** CPSR bit F: fast interrupts are masked. */
    static final int MASK_F = 1 << 6;

    /** CPSR bit J. The processor has no Java state that anybody could use. */
    private static final int JAZELLE = 1 << 24;

    /** What MSR changes in every mode: N, Z, C, V, Q, GE and E (ARM ARM A4.1.39). */
    private static final int USER_MASK = 0xf80f0200;
    /** What it changes in privileged modes too. */
    private static final int PRIVILEGED_MASK = MASK_A | MASK_I | MASK_F | Mode.FIELD;
    /** What it changes in an SPSR only. */
    private static final int STATE_MASK = JAZELLE | CpuState.THUMB;

    /** What there is in the CPSR: bits 26, 25, 23 to 20 and 15 to 10 read as zero (TRM 2.10, figure 2-9). */
    private static final int THERE = USER_MASK | PRIVILEGED_MASK | CpuState.THUMB;

    private static final int FIRST_FIQ = 8;
    private static final int FIQ_REGISTERS = 5;

    private final CpuState cpu;
    private final Runnable changed;
    private final int[] sp = new int[Mode.BANKS];
    private final int[] lr = new int[Mode.BANKS];
    private final int[] spsr = new int[Mode.BANKS];

    /** r8 to r12 of the modes that are not current: FIQ's, or those of all others. */
    private final int[] others = new int[FIQ_REGISTERS];

    private Mode mode = Mode.SVC;

    /** The last mode number that somebody wrote and that does not exist; negative when none was. */
    private int wrongMode = -1;

    /**
     * As after reset: supervisor mode, A, I and F masked.
     *
     * @param changed is called whenever mode, masks or state have changed
     */
    Modes(CpuState cpu, Runnable changed) {
        this.cpu = cpu;
        this.changed = changed;
        cpu.setCpsr(MASK_A | MASK_I | MASK_F | Mode.SVC.number());
    }

    /** The mode that the processor is in. */
    public Mode mode() {
        return mode;
    }

    boolean privileged() {
        return mode.privileged();
    }

    /** The SPSR of the current mode, which must have one. */
    public int spsr() {
        return spsr[mode.bank()];
    }

    /** MSR CPSR: what of the fields the current mode may change. */
    void writeCpsr(int value, int fields) {
        int mask = bytes(fields) & (privileged() ? USER_MASK | PRIVILEGED_MASK : USER_MASK);
        int cpsr = cpu.cpsr() & ~mask | value & mask;
        if ((mask & ~USER_MASK) == 0) {
            cpu.setCpsr(cpsr);
        } else {
            become(cpsr);
        }
    }

    /** MSR SPSR. */
    void writeSpsr(int value, int fields) {
        int mask = bytes(fields) & (USER_MASK | PRIVILEGED_MASK | STATE_MASK);
        int old = spsr[mode.bank()];
        spsr[mode.bank()] = old & ~mask | value & mask;
    }

    /** The bits of the fields c, x, s, f. */
    private static int bytes(int fields) {
        return ((fields & 1) != 0 ? 0xff : 0)
                | ((fields & 2) != 0 ? 0xff00 : 0)
                | ((fields & 4) != 0 ? 0xff0000 : 0)
                | ((fields & 8) != 0 ? 0xff000000 : 0);
    }

    /**
     * The CPSR becomes this, whatever the rules; the registers are those of its mode. A mode that does not exist leaves
     * the old one, and is told by {@link #wrongMode}.
     */
    void become(int cpsr) {
        int number = cpsr & Mode.FIELD;
        if (Mode.exists(number)) {
            switchTo(Mode.of(number));
        } else {
            wrongMode = number;
        }
        cpu.setCpsr(cpsr & THERE & ~Mode.FIELD | mode.number());
        changed.run();
    }

    /** The exception's mode begins, with a CPSR in which its mode is set; what was the CPSR is its SPSR. */
    void enter(Mode to, int cpsr) {
        int before = cpu.cpsr();
        switchTo(to);
        spsr[to.bank()] = before;
        cpu.setCpsr(cpsr);
        changed.run();
    }

    /** The last mode number that was written and does not exist; negative when none was. */
    int wrongMode() {
        return wrongMode;
    }

    private void switchTo(Mode to) {
        int[] r = cpu.r;
        sp[mode.bank()] = r[CpuState.SP];
        lr[mode.bank()] = r[CpuState.LR];
        if ((mode == Mode.FIQ) != (to == Mode.FIQ)) {
            for (int i = 0; i < FIQ_REGISTERS; i++) {
                int current = r[FIRST_FIQ + i];
                r[FIRST_FIQ + i] = others[i];
                others[i] = current;
            }
        }
        mode = to;
        r[CpuState.SP] = sp[to.bank()];
        r[CpuState.LR] = lr[to.bank()];
    }

    /** A register of user mode, 0 to 15, as LDM and STM with ^ see it. */
    public int userRegister(int number) {
        if (number == CpuState.SP && mode.hasSpsr()) {
            return sp[0];
        }
        if (number == CpuState.LR && mode.hasSpsr()) {
            return lr[0];
        }
        return isFiqs(number) ? others[number - FIRST_FIQ] : cpu.r[number];
    }

    /** Sets one, 0 to 14. */
    void setUserRegister(int number, int value) {
        if (number == CpuState.SP && mode.hasSpsr()) {
            sp[0] = value;
        } else if (number == CpuState.LR && mode.hasSpsr()) {
            lr[0] = value;
        } else if (isFiqs(number)) {
            others[number - FIRST_FIQ] = value;
        } else {
            cpu.r[number] = value;
        }
    }

    private boolean isFiqs(int number) {
        return mode == Mode.FIQ && number >= FIRST_FIQ && number < FIRST_FIQ + FIQ_REGISTERS;
    }

    /** A number that differs, in all likelihood, when a register of another mode does, or a status register. */
    int hash() {
        return Arrays.hashCode(
                new int[] {Arrays.hashCode(sp), Arrays.hashCode(lr), Arrays.hashCode(spsr), Arrays.hashCode(others)});
    }

    /** The stack pointer of any mode. */
    int stackPointer(Mode of) {
        return of.bank() == mode.bank() ? cpu.r[CpuState.SP] : sp[of.bank()];
    }

    /** Sets it. */
    void setStackPointer(Mode of, int value) {
        if (of.bank() == mode.bank()) {
            cpu.r[CpuState.SP] = value;
        } else {
            sp[of.bank()] = value;
        }
    }
}
