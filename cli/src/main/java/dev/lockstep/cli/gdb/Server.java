package dev.lockstep.cli.gdb;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Listens for gdb on a port of the loopback address: one connection at a time, any number of them one after another. Another one at
 * the same time is told so and hung up on.
 */
final class Server implements AutoCloseable {
    private static final int BACKLOG = 8;

    /** What a connection has to be gone after the next one has come, and to say something, in milliseconds. */
    private static final int PATIENCE = 1000;

    /** gdb shows the text of such an error (GDB manual, E.1 Overview: E.errtext). */
    private static final String REFUSAL = "E.another gdb is connected to this run";

    private final ServerSocket listener;
    private final Consumer<String> tell;
    private Optional<Connection> current = Optional.empty();

    /** Whether that waits to be served. */
    private boolean fresh;

    private boolean closed;

    /**
     * Listens from now on.
     *
     * @param port 0 for any that is free
     * @param tell is given a line for the user
     * @throws IOException when that port cannot be listened at
     */
    Server(int port, Consumer<String> tell) throws IOException {
        this.tell = tell;
        listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        Thread thread = new Thread(this::accept, "gdb server");
        thread.setDaemon(true);
        thread.start();
    }

    /** The command by which gdb connects. */
    String command() {
        return "target remote localhost:" + listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (isBusy()) {
                    refuse(socket);
                } else {
                    offer(new Connection(socket));
                }
            } catch (IOException e) {
                // That one is gone, or this is closed.
            }
        }
    }

    private boolean isBusy() {
        Optional<Connection> present;
        synchronized (this) {
            present = current;
        }
        // Its end may be on the way.
        return present.isPresent() && !present.get().isOver(PATIENCE);
    }

    /** Says why to whatever it asks first. */
    private void refuse(Socket socket) throws IOException {
        try (socket) {
            socket.setSoTimeout(PATIENCE);
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next != '#' && next >= 0; ) {
                next = in.read();
            }
            int sum = REFUSAL.chars().sum() & 0xff;
            socket.getOutputStream()
                    .write(("+$" + REFUSAL + "#%02x".formatted(sum)).getBytes(StandardCharsets.ISO_8859_1));
            tell.accept("a second gdb was refused: one is connected");
        }
    }

    private synchronized void offer(Connection connection) {
        if (closed) {
            connection.close();
            return;
        }
        current.ifPresent(Connection::close);
        current = Optional.of(connection);
        fresh = true;
        notifyAll();
    }

    /** Whether a gdb has connected that {@link #next} has not given yet. */
    synchronized boolean offers() {
        return fresh;
    }

    /** Whether the gdb that was given last has hung up. */
    synchronized boolean isLost() {
        return fresh || current.isEmpty() || current.get().isOver(0);
    }

    /**
     * Waits for the next gdb.
     *
     * @return empty when this is closed
     */
    synchronized Optional<Link> next() {
        if (!fresh && !closed) {
            tell.accept("waiting for gdb: " + command());
        }
        try {
            while (!fresh && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        fresh = false;
        return closed ? Optional.empty() : current.map(Connection::link);
    }

    /** Hangs up on the one that was given last. */
    synchronized void hangUp() {
        if (!fresh) {
            current.ifPresent(Connection::close);
            current = Optional.empty();
        }
    }

    /** Hangs up, and listens no longer. Any thread may call this. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            current.ifPresent(Connection::close);
            notifyAll();
        }
        try {
            listener.close();
        } catch (IOException e) {
            // Nobody can connect in any case.
        }
    }
}
