package dev.lockstep.cli.gdb;

/** Everything must begin anew, because gdb wants to see something earlier. Control flow, without a stack trace. */
public final class Rerun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Rerun() {
        super("the run begins anew", null, false, false);
    }
}
