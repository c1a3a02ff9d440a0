package dev.lockstep.cli.gdb;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Where gdb connects to one side of a divergence: a server that waits for the first time when the moment is reached. */
final class SideServer implements AutoCloseable {
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Server server;

    /**
     * Listens for gdb.
     *
     * @param port of the loopback address; 0 for any that is free
     * @param name of the side
     * @param tell is given lines for the user when gdb is waited for again
     * @throws IOException when it cannot listen there
     */
    SideServer(int port, String name, Consumer<String> tell) throws IOException {
        server = new Server(port, line -> {
            if (ready.getCount() > 0) {
                ready.countDown();
            } else {
                tell.accept(name + ": " + line);
            }
        });
    }

    /** The server itself. */
    Server server() {
        return server;
    }

    /** The moment will not be waited for any longer: the run has ended. */
    void runEnded() {
        ready.countDown();
    }

    /** Waits until gdb is waited for, or the run has ended. */
    void awaitReady() throws InterruptedException {
        ready.await();
    }

    /** Hangs up. */
    @Override
    public void close() {
        server.close();
    }
}
