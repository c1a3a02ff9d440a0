package dev.lockstep.kernel.api;

/**
 * Who wants to know what happens in a kernel. Called on the threads of its harts, by several at the same time if there are
 * several, amid what the kernel does: must not call it, but for {@link dev.lockstep.kernel.Kernel#stop}, which only asks it to
 * end. More may be heard before it does.
 */
public interface KernelListener {
    /** A process has ended. Comes in the order of the ends, which depends on the schedule. */
    default void ended(ProcessReport report) {}

    /** The same, for those who need no report of every process: making one takes time. */
    default void ending(ProcessEnd end) {
        ended(end.report());
    }

    /**
     * Something that a user should read, as one line without its end: a process was killed, and why; or no process can
     * run.
     */
    default void message(String line) {}

    /** Whether this wants to hear of {@link #wrote}. Asked once. */
    default boolean hearsOutput() {
        return false;
    }

    /**
     * A process has written to its standard output or standard error.
     *
     * @param stream 1 or 2
     * @param from the first of {@code count} bytes is at {@code offset}; not to be kept or changed
     */
    default void wrote(PidPath process, int stream, byte[] from, int offset, int count) {}

    /** One that does nothing. */
    static KernelListener none() {
        return new KernelListener() {
            @Override
            public void ending(ProcessEnd end) {
                // Nobody wants to know.
            }
        };
    }
}
