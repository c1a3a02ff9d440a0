package dev.lockstep.cli.gdb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** Waits for gdb on a port of the loopback address, for one connection only. */
final class Server implements AutoCloseable {
    private final Socket socket;

    /**
     * Waits until gdb connects.
     *
     * @param port 0 for any that is free
     * @param tell is given a line that says where it listens
     * @throws IOException when that port cannot be listened at
     */
    Server(int port, Consumer<String> tell) throws IOException {
        try (ServerSocket listener = new ServerSocket()) {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            tell.accept("waiting for gdb: target remote localhost:" + listener.getLocalPort());
            socket = listener.accept();
        }
        socket.setTcpNoDelay(true);
    }

    /** The wire to gdb. */
    Link link() throws IOException {
        return new Link(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
