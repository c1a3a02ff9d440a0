package dev.lockstep.cli;

import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.Kernel;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.ProcessEnd;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.translator.TranslatingEngine;
import dev.lockstep.translator.aot.Pretranslated;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The main class of a jar that {@code lockstep translate} wrote: does what {@code lockstep run} does, with the program of
 * the jar; all arguments are the program's. No other class of this module is in such a jar.
 *
 * <p>With the system property {@code lockstep.training} the program runs a little way, silent and without input: the script
 * before the jar has Java note down then what it loads.
 *
 * <p>Exec finds the program itself, by its name, and nothing else.
 */
public final class Standalone implements KernelListener {
    /** Where the ABI's name is kept, when one was chosen. */
    static final String ABI = "lockstep/abi";

    /** Set in the environment, it has a line on standard error tell what code was used. */
    private static final String STATISTICS = "LOCKSTEP_STATS";

    /** Each process's last instruction in a run that only shows Java what is loaded. */
    private static final Limits TRAINING =
            new Limits(Limits.STANDARD.memoryBytes(), Limits.STANDARD.maxProcesses(), 200_000);

    private static final int BROKEN = 2;
    private static final int INTERNAL = 70;
    private static final int PIPE = 141;

    private final OutputStream err = new FileOutputStream(FileDescriptor.err);
    private final boolean training = Boolean.getBoolean("lockstep.training");
    private int status;

    private Standalone() {}

    public static void main(String[] arguments) {
        int status = new Standalone().run(List.of(arguments));
        // System.exit asks for loggers first, which takes longer than many a program.
        if (status != 0) {
            System.exit(status);
        }
    }

    private int run(List<String> arguments) {
        try {
            Pretranslated program = Pretranslated.beside(Standalone.class, ABI);
            Engine engine = new TranslatingEngine(Profile.NONE).withStore(program.code());
            Optional<Abi> abi = program.note().flatMap(Abi::named);
            int status = run(ImageReader.read(program.name(), program.image()), engine, abi, arguments);
            if (System.getenv(STATISTICS) != null) {
                message(program.code().loaded() + " regions of the jar entered, "
                        + engine.statistics().regions() + " translated");
            }
            return status;
        } catch (ImageException | KernelException e) {
            message(e.getMessage());
            return BROKEN;
        } catch (IOException | RuntimeException | Error e) {
            if (System.getenv("LOCKSTEP_DEBUG") != null) {
                e.printStackTrace();
            }
            message("internal error: " + e.toString().replaceAll("\\s*\\R\\s*", "; ")
                    + " (LOCKSTEP_DEBUG=1 shows where)");
            return INTERNAL;
        }
    }

    private int run(List<Image> images, Engine engine, Optional<Abi> abi, List<String> arguments)
            throws KernelException {
        Image first = images.getFirst();
        KernelOptions options = KernelOptions.of(engine, Profile.NONE)
                .withAbi(abi)
                .withPrograms((name, caller) -> name.equals(first.name()) ? Optional.of(first) : Optional.empty())
                .withLimits(training ? TRAINING : Limits.STANDARD)
                .withConsole(training ? silence() : streams())
                .withListener(this);
        try (Kernel kernel = new Kernel(options)) {
            for (Image image : images) {
                kernel.start(image, arguments);
            }
            RunOutcome outcome = kernel.run();
            return switch (outcome) {
                case COMPLETED -> status;
                case OUTPUT_CLOSED -> PIPE;
                case STOPPED, STUCK -> INTERNAL;
            };
        }
    }

    private ConsoleStreams streams() {
        return new ConsoleStreams(System.in, new FileOutputStream(FileDescriptor.out), err);
    }

    private static ConsoleStreams silence() {
        return new ConsoleStreams(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    @Override
    public void ending(ProcessEnd process) {
        if (process.startedByUser() && process.ordinal() == 1) {
            status = process.exit() & 0xff;
        }
    }

    @Override
    public void message(String line) {
        if (training) {
            return;
        }
        try {
            err.write(("lockstep: " + line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Standard error is closed: nobody is left to tell.
        }
    }
}
