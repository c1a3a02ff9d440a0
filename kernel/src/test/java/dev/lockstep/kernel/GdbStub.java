package dev.lockstep.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * An ARM1176 in user-mode qemu, stopped and stepped through its gdb stub: the remote protocol as far as that takes.
 *
 * <p>The 'g' packet of this target holds r0 to r15, eight FPA registers of 12 bytes and their status word, and the cpsr.
 */
final class GdbStub implements AutoCloseable {
    static final int REGISTERS = 17;
    static final int CPSR = 16;

    private static final int FPA_BYTES = 8 * 12 + 4;
    private static final int PC_END = 16 * Integer.BYTES;
    private static final int MOST_MEMORY = 1024;
    private static final int START_SECONDS = 20;

    private final Process qemu;
    private final SocketChannel socket;
    /** What the last reply still has to be answered with; it travels with the next packet. */
    private String acknowledgement = "";

    private final ByteBuffer in = ByteBuffer.allocate(1 << 14).flip();

    /**
     * Starts an ELF file, stopped before its first instruction.
     *
     * @param directory for the socket and a copy of the file that may be executed
     */
    GdbStub(Path elf, Path directory) throws IOException, InterruptedException {
        Path copy = Files.write(directory.resolve("program.elf"), Files.readAllBytes(elf));
        if (!copy.toFile().setExecutable(true)) {
            throw new IOException(copy + " cannot be made executable, which qemu wants");
        }
        Path address = directory.resolve("gdb");
        qemu = new ProcessBuilder("qemu-arm", "-cpu", "arm1176", "-g", address.toString(), copy.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        socket = connect(address);
    }

    private SocketChannel connect(Path address) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        while (true) {
            try {
                channel.connect(UnixDomainSocketAddress.of(address));
                return channel;
            } catch (IOException notYet) {
                channel.close();
                if (System.nanoTime() > end || qemu.waitFor(5, TimeUnit.MILLISECONDS)) {
                    qemu.destroyForcibly();
                    throw new IOException("qemu does not open its gdb stub", notYet);
                }
                channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            }
        }
    }

    /** Executes one instruction. */
    void step() {
        String reply = request("s");
        if (!reply.startsWith("T05")) {
            throw new IllegalStateException("a step in qemu ends with " + reply);
        }
    }

    /** r0 to r15, cpsr. */
    int[] registers() {
        ByteBuffer packet =
                ByteBuffer.wrap(HexFormat.of().parseHex(request("g"))).order(ByteOrder.LITTLE_ENDIAN);
        int[] registers = new int[REGISTERS];
        packet.asIntBuffer().get(registers, 0, CPSR);
        registers[CPSR] = packet.getInt(PC_END + FPA_BYTES);
        return registers;
    }

    /** Sets r0 to r15 and cpsr. */
    void setRegisters(int[] registers) {
        ByteBuffer packet =
                ByteBuffer.allocate(PC_END + FPA_BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        packet.asIntBuffer().put(registers, 0, CPSR);
        packet.putInt(PC_END + FPA_BYTES, registers[CPSR]);
        expectOk("G" + HexFormat.of().formatHex(packet.array()));
    }

    byte[] read(int address, int bytes) {
        ByteBuffer content = ByteBuffer.allocate(bytes);
        while (content.hasRemaining()) {
            int part = Math.min(content.remaining(), MOST_MEMORY);
            content.put(HexFormat.of().parseHex(request("m%x,%x".formatted(address + content.position(), part))));
        }
        return content.array();
    }

    void write(int address, byte[] content) {
        for (int done = 0; done < content.length; done += MOST_MEMORY) {
            int part = Math.min(content.length - done, MOST_MEMORY);
            expectOk("M%x,%x:%s".formatted(address + done, part, HexFormat.of().formatHex(content, done, done + part)));
        }
    }

    private void expectOk(String command) {
        String reply = request(command);
        if (!reply.equals("OK")) {
            throw new IllegalStateException("qemu answers '" + reply + "' to " + command);
        }
    }

    /** Sends a packet and waits for the one that answers it. */
    private String request(String command) {
        try {
            byte[] bytes = command.getBytes(StandardCharsets.US_ASCII);
            int sum = 0;
            for (byte each : bytes) {
                sum += each;
            }
            send(acknowledgement + "$" + command + "#%02x".formatted(sum & 0xff));
            acknowledgement = "+";
            return receive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(String text) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (out.hasRemaining()) {
            socket.write(out);
        }
    }

    private String receive() throws IOException {
        while (next() != '$') {
            // An acknowledgement.
        }
        StringBuilder reply = new StringBuilder();
        for (int c = next(); c != '#'; c = next()) {
            reply.append((char) c);
        }
        next();
        next();
        return reply.toString();
    }

    private int next() throws IOException {
        if (!in.hasRemaining()) {
            in.clear();
            int count = socket.read(in);
            in.flip();
            if (count < 0) {
                throw new IOException("qemu has closed its gdb stub");
            }
        }
        return in.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        qemu.destroyForcibly();
    }
}
