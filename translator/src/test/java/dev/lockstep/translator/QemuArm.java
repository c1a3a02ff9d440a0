package dev.lockstep.translator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** User-mode qemu and the GNU assembler, as seen by the oracles. */
final class QemuArm {
    private static final String QEMU = "qemu-arm";
    private static final String ASSEMBLER = "arm-none-eabi-as";
    private static final String BINUTILS = "binutils-arm-none-eabi";
    private static final String OBJCOPY = "arm-none-eabi-objcopy";

    private QemuArm() {}

    /** A line about a tool that is missing; empty if none is. */
    static Optional<String> missing() throws InterruptedException {
        return Stream.of(missing(QEMU, "qemu-user"), missing(ASSEMBLER, BINUTILS), missing(OBJCOPY, BINUTILS))
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

    /**
     * Runs an ELF file on an ARM1176.
     *
     * @param options of qemu, before the program's name
     * @param output where what the program writes goes
     * @return the exit status; more than 128 if a signal killed it
     */
    static int run(Path elf, Path output, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(QEMU, "-cpu", "arm1176"));
        command.addAll(List.of(options));
        command.add(elf.toString());
        return new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Assembles ARM code that needs no linking, and returns its bytes. */
    static byte[] assemble(String source, Path directory) throws IOException, InterruptedException {
        Path text = Files.writeString(directory.resolve("harness.s"), source);
        Path object = directory.resolve("harness.o");
        Path binary = directory.resolve("harness.bin");
        must(ASSEMBLER, "-o", object.toString(), text.toString());
        must(OBJCOPY, "-O", "binary", "-j", ".text", object.toString(), binary.toString());
        return Files.readAllBytes(binary);
    }

    private static void must(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + ": status " + status);
        }
    }
}
