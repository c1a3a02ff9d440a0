package dev.lockstep.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a run that is interrupted (Ctrl-C, SIGTERM) end with a summary: it is asked to stop, and the JVM waits a moment for
 * what is to be told.
 */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 2;

    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread hook;

    /**
     * From now on an interruption stops something.
     *
     * @param stop asks it to; called on another thread
     * @param otherwise what is to be told when it does not stop, for instance because it waits for input
     */
    Interruption(Host host, Runnable stop, Supplier<String> otherwise) {
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
