package dev.lockstep.cli;

import dev.lockstep.kernel.api.KernelStatistics;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a run that is interrupted (Ctrl-C, SIGTERM) end with a summary: it is asked to stop, and the JVM waits a moment for
 * what is to be told.
 */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 2;

    private final Host host;
    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread hook;

    /**
     * From now on an interruption stops something.
     *
     * @param stop asks it to; called on another thread
     * @param otherwise what is to be told when it does not stop, for instance because it waits for input
     */
    Interruption(Host host, Runnable stop, Supplier<String> otherwise) {
        this.host = host;
        hook = new Thread(
                () -> {
                    stop.run();
                    try {
                        if (!told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                            host.complain(otherwise.get());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Tells how far a run had come that has stopped.
     *
     * @param done what its kernel did
     * @param living processes that were given up
     */
    void tell(KernelStatistics done, int living) {
        host.complain("interrupted after " + done.instructions() + " instructions, with " + done.forks() + " forks and "
                + done.ended() + " processes ended; " + living + " were given up");
    }

    /** All is told. */
    @Override
    public void close() {
        told.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook has run or will.
        }
    }
}
