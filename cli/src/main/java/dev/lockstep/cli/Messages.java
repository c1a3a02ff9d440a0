package dev.lockstep.cli;

/** Passes a kernel's messages on to the user: the first ones, and of the others how many there were. */
final class Messages {
    private static final int MOST_TOLD = 20;

    private final Host host;
    private int all;

    Messages(Host host) {
        this.host = host;
    }

    synchronized void tell(String line) {
        if (all < MOST_TOLD) {
            host.complain(line);
        }
        all++;
    }

    /** How many there were. */
    synchronized int count() {
        return all;
    }

    /** Tells how many were not told. */
    synchronized void end() {
        if (all > MOST_TOLD) {
            host.complain((all - MOST_TOLD) + " more such messages");
        }
    }
}
