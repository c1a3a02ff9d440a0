package dev.lockstep.kernel;

import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Schedule;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Records the trace of a program in qemu-arm (docs/TRACES.md), for {@code lockstep diff --trace}. It begins with the registers
 * and the stack that our kernel gives it; everything after that is qemu's, but for the system calls, which {@link QemuProcess}
 * plays.
 */
final class QemuTrace {
    private QemuTrace() {}

    /**
     * Records.
     *
     * @param words the file to write, an ELF executable, its arguments
     */
    public static void main(String[] words) throws IOException, InterruptedException {
        try {
            Path trace = Path.of(words[0]);
            Path elf = Path.of(words[1]);
            long steps = record(trace, elf, List.of(words).subList(2, words.length));
            System.out.println(elf + ": " + steps + " steps recorded");
        } catch (ImageException | KernelException | IllegalStateException e) {
            fail(e.getMessage());
        } catch (NoSuchFileException e) {
            fail(e.getFile() + ": no such file or directory");
        } catch (FileSystemException e) {
            fail(e.getFile() + ": " + Optional.ofNullable(e.getReason()).orElse("cannot be written"));
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            fail("the recording has ended before the program");
        }
    }

    private static void fail(String message) {
        System.err.println("record-qemu-trace: " + message);
        System.exit(2);
    }

    /** Returns how many steps there were. The trace is written beside its place, and is there when it is whole. */
    static long record(Path trace, Path elf, List<String> arguments)
            throws IOException, InterruptedException, ImageException, KernelException {
        if (Files.exists(trace) && !Files.isRegularFile(trace)) {
            if (Files.isDirectory(trace)) {
                throw new FileSystemException(trace.toString(), null, "found a directory, wanted a file for the trace");
            }
            return write(trace, elf, arguments);
        }
        if (Files.exists(trace) && Files.isSameFile(trace, elf)) {
            throw new FileSystemException(trace.toString(), null, "found the program, wanted a file for the trace");
        }
        Path beside = trace.resolveSibling(
                "." + trace.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        // For a recording that is interrupted.
        beside.toFile().deleteOnExit();
        try {
            long steps = write(beside, elf, arguments);
            Files.move(beside, trace, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return steps;
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    @SuppressWarnings("try") // closed at the end, and needed for nothing before
    private static long write(Path trace, Path elf, List<String> arguments)
            throws IOException, InterruptedException, ImageException, KernelException {
        Image image = ImageReader.read(elf).get(0);
        RecordingEngine begin = new RecordingEngine(new InterpretingEngine(Profile.FULL), image.stackTop());
        KernelOptions options = KernelOptions.of(begin, Profile.FULL)
                .withSchedule(new Schedule.Exact(1))
                .withLimits(Limits.STANDARD.withMaxSteps(1));
        try (Kernel kernel = new Kernel(options)) {
            kernel.start(image, arguments);
            kernel.run();
        }
        int[] known = begin.moments().get(0).registers().clone();
        Path directory = Files.createTempDirectory("lockstep-qemu");
        long steps = 0;
        try (QemuProcess qemu = new QemuProcess(image, elf, directory, known, begin.stack());
                Ending ending = Ending.of(qemu, directory);
                BufferedWriter out = Files.newBufferedWriter(trace)) {
            out.write("lockstep-trace 1\n# " + elf.getFileName() + " " + String.join(" ", arguments) + ", qemu-arm\n");
            out.write("state");
            for (int value : known) {
                out.write(" " + HexFormat.of().toHexDigits(value));
            }
            out.write('\n');
            while (qemu.step()) {
                out.write(changes(known, qemu.registers()));
                known = qemu.registers().clone();
                steps++;
            }
            out.write("# exit code " + qemu.exitCode().orElseThrow() + "\nend\n");
        } finally {
            delete(directory);
        }
        return steps;
    }

    private static void delete(Path directory) throws IOException {
        for (String name : List.of("program.elf", "gdb", "")) {
            Files.deleteIfExists(directory.resolve(name));
        }
    }

    /** Sees to it that qemu and its files are gone too when a recording is interrupted. */
    private record Ending(Thread hook) implements AutoCloseable {
        static Ending of(QemuProcess qemu, Path directory) {
            Thread hook = new Thread(() -> {
                try {
                    qemu.close();
                    delete(directory);
                } catch (IOException e) {
                    // They are only of no use any longer.
                }
            });
            Runtime.getRuntime().addShutdownHook(hook);
            return new Ending(hook);
        }

        @Override
        public void close() {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It runs.
            }
        }
    }

    private static String changes(int[] before, int[] after) {
        StringBuilder line = new StringBuilder("+");
        for (int number = 0; number < after.length; number++) {
            if (before[number] != after[number]) {
                line.append(number == GdbStub.CPSR ? " cpsr=" : " r" + number + "=")
                        .append(HexFormat.of().toHexDigits(after[number]));
            }
        }
        return line.append('\n').toString();
    }
}
