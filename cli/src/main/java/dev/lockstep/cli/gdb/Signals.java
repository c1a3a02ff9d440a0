package dev.lockstep.cli.gdb;

import dev.lockstep.cpu.Fault;

/** gdb's numbers of the signals that faults give (GDB: include/gdb/signals.def); they are not all those of Linux. */
final class Signals {
    private static final int ILL = 4;
    private static final int TRAP = 5;
    private static final int KILL = 9;
    private static final int BUS = 10;
    private static final int SEGV = 11;

    private Signals() {}

    /** The number of the signal that a process is killed by. */
    static int of(Fault.Kind kind) {
        return switch (kind) {
            case UNDEFINED, UNPREDICTABLE -> ILL;
            case BREAKPOINT -> TRAP;
            case READ, WRITE, EXECUTE -> SEGV;
            case ALIGNMENT -> BUS;
            case OUT_OF_MEMORY -> KILL;
        };
    }
}
