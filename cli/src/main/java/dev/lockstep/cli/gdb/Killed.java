package dev.lockstep.cli.gdb;

/** gdb has ended the run. Control flow, without a stack trace. */
public final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed by gdb", null, false, false);
    }
}
