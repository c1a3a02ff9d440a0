package dev.lockstep.translator;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** User-mode qemu and the GNU assembler, as seen by the oracles. */
final class QemuArm {
    private static final String QEMU = "qemu-arm";
    private static final String ASSEMBLER = "arm-none-eabi-as";
    private static final String OBJCOPY = "arm-none-eabi-objcopy";

    private QemuArm() {}

    /** Fails where a tool is missing; aborts instead if the environment says {@code LOCKSTEP_ORACLES=optional}. */
    static void require() throws InterruptedException {
        require(QEMU, "qemu-user");
        require(ASSEMBLER, "binutils-arm-none-eabi");
        require(OBJCOPY, "binutils-arm-none-eabi");
    }

    private static void require(String tool, String debianPackage) throws InterruptedException {
        try {
            new ProcessBuilder(tool, "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            String message = tool + " is missing: install the Debian package " + debianPackage;
            if ("optional".equals(System.getenv("LOCKSTEP_ORACLES"))) {
                Assumptions.abort(message);
            }
            fail(message);
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
