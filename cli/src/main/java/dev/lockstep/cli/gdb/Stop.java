package dev.lockstep.cli.gdb;

/**
 * Why the target stands still, as gdb is told (GDB manual, E.3 Stop Reply Packets).
 *
 * @param signal gdb's number of a signal
 * @param thread whose doing it is
 * @param reason what stands between signal and thread, {@code swbreak:;} for instance; empty as a rule
 */
record Stop(int signal, int thread, String reason) {
    static final int INT = 2;
    static final int TRAP = 5;

    /** Nothing but that it stopped. */
    static Stop trap(int thread) {
        return new Stop(TRAP, thread, "");
    }

    /** At a breakpoint. */
    static Stop breakpoint(Points.Kind kind, int thread) {
        return new Stop(TRAP, thread, kind == Points.Kind.HARDWARE ? "hwbreak:;" : "swbreak:;");
    }

    /** Before an access, in the direction in which time goes. */
    static Stop watchpoint(Points.Watch watch, int thread) {
        return new Stop(TRAP, thread, "%s:%x;".formatted(watch.word(), watch.address()));
    }

    /** There is nothing before this moment. */
    static Stop beginning(int thread) {
        return new Stop(TRAP, thread, "replaylog:begin;");
    }

    /** Whether it is a watchpoint's. */
    boolean isWatchpoint() {
        return reason.contains("watch:");
    }

    /** The packet. */
    String packet() {
        return "T%02x%sthread:%x;".formatted(signal, reason, thread);
    }
}
