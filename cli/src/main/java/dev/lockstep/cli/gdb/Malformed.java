package dev.lockstep.cli.gdb;

/** A packet is not what the protocol says. Carries no stack trace: it is answered with an error code. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed() {
        super("malformed packet", null, false, false);
    }
}
