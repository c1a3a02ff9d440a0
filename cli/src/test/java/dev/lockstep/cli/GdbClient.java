package dev.lockstep.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks the remote protocol as a test wants, packet by packet, without acknowledgements. */
final class GdbClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    GdbClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
        send("QStartNoAckMode");
        receive();
        raw("+");
    }

    /** Sends a packet and gives the one that answers it. */
    String ask(String packet) throws IOException {
        send(packet);
        return receive();
    }

    void send(String packet) throws IOException {
        int sum = packet.chars().sum();
        raw("$" + packet + "#%02x".formatted(sum & 0xff));
    }

    void raw(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    String receive() throws IOException {
        int next = in.read();
        while (next != '$') {
            if (next < 0) {
                throw new IOException("the stub has hung up");
            }
            next = in.read();
        }
        StringBuilder packet = new StringBuilder();
        for (next = in.read(); next != '#'; next = in.read()) {
            packet.append((char) next);
        }
        in.read();
        in.read();
        return packet.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
