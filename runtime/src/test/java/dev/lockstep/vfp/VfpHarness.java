package dev.lockstep.vfp;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * An ARM program that executes cases on qemu's ARM1176. A case is {@value #CASE_BYTES} bytes: the number of an instruction,
 * the FPSCR, and d0 to d15. It is read from the standard input and written to the standard output, with the FPSCR and the
 * registers that it ended with.
 */
final class VfpHarness {
    static final int CASE_BYTES = 2 * Integer.BYTES + 16 * Long.BYTES;

    private static final String QEMU = "qemu-arm";
    private static final String ASSEMBLER = "arm-none-eabi-as";
    private static final String LINKER = "arm-none-eabi-ld";

    private static final String SOURCE =
            """
                    .arm
                    .arch   armv6k
                    .fpu    vfpv2
                    .global _start
            _start: ldr     r4, =cases
                    mov     r5, r4                  @ where the next bytes go
            fill:   mov     r0, #0
                    mov     r1, r5
                    ldr     r2, =INPUT_BYTES
                    mov     r7, #3
                    svc     #0
                    cmp     r0, #0
                    addgt   r5, r5, r0
                    bgt     fill
                    mov     r6, r4
                    ldr     r8, =stubs
            next:   cmp     r6, r5
                    bhs     finish
                    ldmia   r6!, {r0, r1}
                    add     r0, r8, r0, lsl #3
                    vldmia  r6, {d0-d15}
                    vmsr    fpscr, r1
                    blx     r0
                    vmrs    r1, fpscr
                    str     r1, [r6, #-4]
                    mov     r2, #0
                    vmsr    fpscr, r2
                    vstmia  r6!, {d0-d15}
                    b       next
            finish: subs    r2, r5, r4
                    beq     exit
                    mov     r0, #1
                    mov     r1, r4
                    mov     r7, #4
                    svc     #0
                    cmp     r0, #0
                    ble     exit
                    add     r4, r4, r0
                    b       finish
            exit:   mov     r0, #0
                    mov     r7, #1
                    svc     #0
                    .ltorg
                    .balign 8
            stubs:
            STUBS
                    .bss
                    .balign 8
            cases:  .space  INPUT_BYTES + 8
            """;

    private final Path program;
    private final Path input;
    private final Path output;

    /** Assembles the program for instructions; files go into a directory. */
    VfpHarness(List<VfpInstruction> instructions, int mostCases, Path directory)
            throws IOException, InterruptedException {
        StringBuilder stubs = new StringBuilder();
        instructions.forEach(each -> stubs.append(each.text()).append("\nbx lr\n"));
        String source = SOURCE.replace("INPUT_BYTES", String.valueOf(mostCases * CASE_BYTES))
                .replace("STUBS", stubs);
        Path text = Files.writeString(directory.resolve("harness.s"), source);
        Path object = directory.resolve("harness.o");
        program = directory.resolve("harness");
        input = directory.resolve("cases");
        output = directory.resolve("results");
        must(ASSEMBLER, "-o", object.toString(), text.toString());
        must(LINKER, "-o", program.toString(), object.toString());
    }

    /** Fails where a tool is missing; aborts instead if the environment says {@code LOCKSTEP_ORACLES=optional}. */
    static void requireTools() throws InterruptedException {
        require(QEMU, "qemu-user");
        require(ASSEMBLER, "binutils-arm-none-eabi");
        require(LINKER, "binutils-arm-none-eabi");
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

    /** Runs the cases that a buffer holds up to its position, and returns what they ended with. */
    ByteBuffer run(ByteBuffer cases) throws IOException, InterruptedException {
        try (var channel = Files.newByteChannel(
                input, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(cases.duplicate().flip());
        }
        int status = new ProcessBuilder(QEMU, "-cpu", "arm1176", program.toString())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        byte[] results = Files.readAllBytes(output);
        if (status != 0 || results.length != cases.position()) {
            throw new IOException("qemu: status " + status + " after " + results.length + " of " + cases.position()
                    + " bytes of results");
        }
        return ByteBuffer.wrap(results).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void must(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + ": status " + status);
        }
    }
}
