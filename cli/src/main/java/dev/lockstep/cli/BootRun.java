package dev.lockstep.cli;

import dev.lockstep.cli.gdb.Killed;
import dev.lockstep.cli.gdb.MachineDebugger;
import dev.lockstep.cli.gdb.Rerun;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.machine.Machine;
import dev.lockstep.machine.Marker;
import dev.lockstep.machine.Tracer;
import dev.lockstep.machine.bcm2835.BoardOptions;
import dev.lockstep.machine.bcm2835.Clocks;
import dev.lockstep.machine.bcm2835.SdImage;
import dev.lockstep.machine.bcm2835.SdImageException;
import dev.lockstep.machine.processor.Ending;
import dev.lockstep.machine.processor.HostClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run of {@code lockstep boot}: opens the files, makes the machine, and tells how it ended. */
final class BootRun {
    private static final int ELF_MAGIC = 0x7f454c46;
    private static final String PANIC = "PANIC";

    private final Host host;
    private final BootOptions options;

    BootRun(Host host, BootOptions options) {
        this.host = host;
        this.options = options;
    }

    /**
     * Runs until something ends it.
     *
     * @return the exit status
     */
    int run() throws CommandException, ImageException, OutputClosedException {
        byte[] kernel = readKernel();
        if (options.uart().isEmpty()) {
            return debugged(kernel, host.out());
        }
        Path file = options.uart().get();
        try (OutputStream out = Files.newOutputStream(host.directory().resolve(file))) {
            return debugged(kernel, out);
        } catch (OutputClosedException e) {
            throw new CommandException(file + ": cannot be written", e);
        } catch (IOException e) {
            throw new CommandException(file + ": cannot be written: " + FileErrors.reason(e), e);
        }
    }

    private byte[] readKernel() throws CommandException {
        Path path = host.directory().resolve(options.kernel());
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            String found = Files.isDirectory(path) ? "a directory" : FileErrors.reason(e);
            throw new CommandException(options.kernel() + ": file: found " + found + ", wanted a kernel", e);
        }
    }

    /** Runs, with gdb if that is wanted: as often as it takes to see what gdb wants to see. */
    private int debugged(byte[] kernel, OutputStream out)
            throws CommandException, ImageException, OutputClosedException {
        if (options.gdb().isEmpty()) {
            return withCard(new Surroundings(kernel, host, out, Optional.empty()));
        }
        int port = options.gdb().getAsInt();
        try (MachineDebugger debugger = new MachineDebugger(port, host::complain)) {
            Host seen = host.with(debugger.input(host.in()), host.out(), debugger.output(host.err()));
            Surroundings around = new Surroundings(kernel, seen, debugger.output(out), Optional.of(debugger));
            while (true) {
                try {
                    debugger.begin();
                    return withCard(around);
                } catch (Rerun earlier) {
                    // gdb wants to see what was before.
                }
            }
        } catch (Killed byUser) {
            host.complain("gdb has ended the run");
            return ExitStatus.WRONG;
        } catch (IOException e) {
            throw new CommandException("--gdb: port " + port + ": " + FileErrors.reason(e), e);
        }
    }

    /**
     * What a machine is made with.
     *
     * @param kernel the file's content
     * @param seen where it reads and complains
     * @param out where it writes
     * @param debugger who watches it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Surroundings(byte[] kernel, Host seen, OutputStream out, Optional<MachineDebugger> debugger) {}

    private int withCard(Surroundings around) throws CommandException, ImageException, OutputClosedException {
        if (options.card().isEmpty()) {
            return reported(around, Optional.empty());
        }
        Path card = options.card().get();
        try (SdImage image = SdImage.open(host.directory().resolve(card), false)) {
            return reported(around, Optional.of(image));
        } catch (SdImageException e) {
            throw new CommandException(card + ": cannot be read: " + FileErrors.reason(e.getCause()), e);
        } catch (IOException e) {
            throw new CommandException(card + ": cannot be read: " + FileErrors.reason(e), e);
        }
    }

    /** Runs, with a report if that is wanted. */
    private int reported(Surroundings around, Optional<SdImage> card)
            throws CommandException, ImageException, OutputClosedException {
        Marker panic = new Marker(around.out, PANIC);
        Machine machine = machine(around, card, new Marker(panic, options.until()));
        if (options.report().isEmpty()) {
            return ended(machine, panic, around.debugger, line -> {});
        }
        try (ReportFile file =
                ReportFile.to(host.directory().resolve(options.report().get()))) {
            return ended(machine, panic, around.debugger, line -> file.writeLines(List.of(line)));
        }
    }

    /** A machine with the kernel in its memory. */
    private Machine machine(Surroundings around, Optional<SdImage> card, Marker marker)
            throws CommandException, ImageException {
        Host seen = around.seen;
        BoardOptions board =
                new BoardOptions(marker, Optional.of(seen.in()), false, options.wires(), card, options.commandLine());
        boolean coherent = options.tlb() == BootOptions.Tlb.coherent;
        Machine machine =
                new Machine(options.megabytes(), coherent, board, marker, line -> seen.complain("warning: " + line));
        if (!load(machine, around.kernel)) {
            throw new CommandException(options.kernel() + ": found no room for " + around.kernel.length
                    + " bytes, wanted a kernel that fits " + options.megabytes() + " MB");
        }
        if (options.time() == BootOptions.Time.host) {
            machine.processor().follow(HostClock.start(Clocks.CYCLES_PER_MICROSECOND));
        }
        if (options.nowhere() == BootOptions.Nowhere.abort) {
            machine.processor().abortStrayAccesses();
        }
        Tracer tracer = new Tracer(machine, line -> seen.complain("trace: " + line));
        for (BootOptions.Trace each : options.trace()) {
            switch (each) {
                case exceptions -> tracer.exceptions();
                case instructions -> tracer.instructions();
                case devices -> tracer.devices();
                case mmu -> tracer.mmu();
            }
        }
        return machine;
    }

    private boolean load(Machine machine, byte[] kernel) throws ImageException {
        return isElf(kernel)
                ? machine.load(ImageReader.readKernel(options.kernel().toString(), kernel))
                : machine.load(kernel, options.at());
    }

    private static boolean isElf(byte[] bytes) {
        return bytes.length >= Integer.BYTES
                && ((bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff)
                        == ELF_MAGIC;
    }

    /** Where the report goes. */
    @FunctionalInterface
    private interface Report {
        void write(String line) throws CommandException;
    }

    /** Runs to the end and tells of it. */
    private int ended(Machine machine, Marker panic, Optional<MachineDebugger> debugger, Report target)
            throws CommandException, OutputClosedException {
        Ending ending = execute(machine, debugger);
        host.complain("ended: " + ending.text());
        int status =
                switch (ending.kind()) {
                    case BOARD, MARKER, IDLE -> panic.found() ? ExitStatus.WRONG : ExitStatus.OK;
                    case LIMIT, WILD -> ExitStatus.WRONG;
                };
        debugger.ifPresent(present -> present.exited(status));
        target.write(new JsonObject()
                .with("kernel", options.kernel().toString())
                .with("end", ending.kind().name().toLowerCase(Locale.ROOT))
                .with("reason", ending.text())
                .with("panic", panic.found())
                .with("status", status)
                .with("instructions", machine.processor().instructions())
                .toString());
        return status;
    }

    private Ending execute(Machine machine, Optional<MachineDebugger> debugger) throws OutputClosedException {
        try {
            return debugger.isPresent()
                    ? debugger.get().run(machine, options.maxSteps())
                    : machine.run(options.maxSteps());
        } catch (SdImageException e) {
            throw e;
        } catch (UncheckedIOException e) {
            throw new OutputClosedException(e.getCause());
        }
    }
}
