package dev.lockstep.machine.debug;

import dev.lockstep.machine.UndefinedAccessException;
import dev.lockstep.machine.cp15.FixedHooks;
import dev.lockstep.machine.cp15.SystemControl;
import dev.lockstep.machine.mmu.Mmu;

/** A debug unit in monitor debug-mode, and the words of its registers (TRM 13.3). */
final class EnabledDebugUnit {
    static final int DSCR = 0x0010;
    static final int VCR = 0x0070;

    /** Of the DSCR. */
    static final int MONITOR = 1 << 15;

    static final int NO_USER = 1 << 12;

    /** Of the control registers. */
    static final int MISMATCH = 2 << 21;

    static final int CONTEXT = 1 << 21;
    static final int LINKED = 1 << 20;
    static final int WORD = 0xf << 5;
    static final int ANY = 3 << 1;
    static final int USER = 2 << 1;
    static final int PRIVILEGED = 1 << 1;
    static final int ON = 1;

    /** Some address. */
    static final int A = 0x40_0010;

    private final SystemControl system = new SystemControl(new Mmu(address -> 0), new FixedHooks());
    private final DebugUnit debug = new DebugUnit(system);

    EnabledDebugUnit() {
        write(DSCR, MONITOR);
    }

    SystemControl system() {
        return system;
    }

    DebugUnit debug() {
        return debug;
    }

    void breakpoint(int n, int value, int control) {
        write(n << 4 | 4, value);
        write(n << 4 | 5, control);
    }

    void watchpoint(int n, int value, int control) {
        write(n << 4 | 6, value);
        write(n << 4 | 7, control);
    }

    private void write(int register, int value) {
        try {
            debug.write(register, value, true);
        } catch (UndefinedAccessException e) {
            throw new AssertionError(e);
        }
    }
}
