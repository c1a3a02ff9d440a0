package dev.lockstep.machine.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Raspberry Pi Zero in qemu-system-arm, whose memory is a file: {@link #memory} is what the guest finds when it begins and
 * has left when it has ended.
 */
final class QemuSystem {
    private static final String QEMU = "qemu-system-arm";
    private static final String ASSEMBLER = "arm-none-eabi-as";
    private static final String OBJCOPY = "arm-none-eabi-objcopy";
    private static final String BINUTILS = "binutils-arm-none-eabi";

    /** The board has just as much, and qemu wants it all. */
    private static final long BOARD_BYTES = 512L << 20;

    private static final int MOST_SECONDS = 60;

    private final Path directory;
    private final Path file;
    private final int bytes;
    private ByteBuffer memory = ByteBuffer.allocate(0);

    /**
     * A machine that was never on.
     *
     * @param directory for the file
     * @param bytes how many of the memory {@link #memory} shows
     */
    QemuSystem(Path directory, int bytes) {
        this.directory = directory;
        file = directory.resolve("memory");
        this.bytes = bytes;
    }

    /** A line about a tool that is missing; empty if none is. */
    static Optional<String> missing() throws InterruptedException {
        return Stream.of(missing(QEMU, QEMU), missing(ASSEMBLER, BINUTILS), missing(OBJCOPY, BINUTILS))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> missing(String tool, String debianPackage) throws InterruptedException {
        try {
            new ProcessBuilder(tool, "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return Optional.empty();
        } catch (IOException notFound) {
            return Optional.of(tool + " is missing: install the Debian package " + debianPackage);
        }
    }

    /** A new memory of zeros, little-endian, from address 0. */
    ByteBuffer clear() throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), BOARD_BYTES - 1);
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        return memory;
    }

    /** Memory from address 0 on, little-endian. */
    ByteBuffer memory() {
        return memory;
    }

    /**
     * Switches it on, with the processor at an address in supervisor mode, and waits until the guest resets it.
     *
     * @throws IOException if it does not within a minute, with what qemu says
     */
    void run(int address) throws IOException, InterruptedException {
        String backend = "memory-backend-file,id=ram,size=512M,share=on,mem-path=" + file;
        Path log = directory.resolve("qemu.log");
        Process qemu = start(
                log,
                ProcessBuilder.Redirect.DISCARD,
                "-M",
                "raspi0,memory-backend=ram",
                "-object",
                backend,
                "-device",
                "loader,cpu-num=0,addr=" + address,
                "-serial",
                "null");
        await(qemu, log);
    }

    /** What a raw image sends by the mini-UART until it resets the board. */
    static String output(Path image, int address, Path directory) throws IOException, InterruptedException {
        Path log = directory.resolve("qemu.log");
        Path output = directory.resolve("uart");
        String loader = "loader,cpu-num=0,force-raw=on,addr=%d,file=%s".formatted(address, image);
        Process qemu = start(
                log,
                ProcessBuilder.Redirect.to(output.toFile()),
                "-M",
                "raspi0",
                "-device",
                loader,
                "-serial",
                "null",
                "-serial",
                "stdio");
        await(qemu, log);
        return Files.readString(output);
    }

    private static Process start(Path log, ProcessBuilder.Redirect output, String... options) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(QEMU, "-display", "none", "-monitor", "none", "-no-reboot"), Stream.of(options))
                .toList();
        return new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output)
                .redirectError(log.toFile())
                .start();
    }

    private static void await(Process qemu, Path log) throws IOException, InterruptedException {
        if (!qemu.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            qemu.destroyForcibly().waitFor();
            throw new IOException(QEMU + " did not end in " + MOST_SECONDS + " seconds");
        }
        if (qemu.exitValue() != 0) {
            throw new IOException(QEMU + ": status " + qemu.exitValue() + ": " + Files.readString(log));
        }
    }

    /** Assembles an image among the resources, which begins at address 0 and needs no linking. */
    static byte[] assemble(String resource, Path directory) throws IOException, InterruptedException {
        Path source = directory.resolve("image.s");
        Path object = directory.resolve("image.o");
        Path binary = directory.resolve("image.bin");
        try (var text = QemuSystem.class.getResourceAsStream(resource)) {
            Files.write(source, text.readAllBytes());
        }
        must(ASSEMBLER, "-mno-warn-deprecated", "-o", object.toString(), source.toString());
        must(OBJCOPY, "-O", "binary", "-j", ".text", object.toString(), binary.toString());
        return Files.readAllBytes(binary);
    }

    private static void must(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + ": status " + status);
        }
    }

    /** Gives the disk space back. */
    void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
