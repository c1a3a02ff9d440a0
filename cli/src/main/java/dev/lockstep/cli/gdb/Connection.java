package dev.lockstep.cli.gdb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/** A gdb that has connected. */
final class Connection {
    private final Socket socket;
    private final Inbox inbox;
    private final Link link;

    /** Over a socket. */
    Connection(Socket socket) throws IOException {
        this.socket = socket;
        setUp(socket);
        inbox = new Inbox(socket.getInputStream());
        link = new Link(new BufferedInputStream(inbox), socket.getOutputStream());
    }

    private static void setUp(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
        } catch (SocketException e) {
            // It is slower then.
        }
    }

    /** The wire to it. */
    Link link() {
        return link;
    }

    /** Whether it has hung up; waits so long for that, in milliseconds. */
    boolean isOver(long patience) {
        return inbox.hasEnded(patience);
    }

    /** Hangs up. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Then it is gone already.
        }
    }
}
