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
import dev.lockstep.machine.bcm2835.Wire;
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
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code lockstep boot}: a kernel on the bare machine. */
@Command(
        name = "boot",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs a kernel on a Raspberry Pi's ARM1176 and BCM2835, interpreted, until something ends it.",
        description = {
            "KERNEL is a raw image, or an ELF executable. It is entered as the firmware does it: in supervisor mode,"
                    + " interrupts masked, MMU off. What the UARTs send is standard output; standard input is what they"
                    + " receive. Time is the instructions executed, unless --clock says otherwise: every run is the same.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:ended by a reboot, by --until, or waiting for an interrupt that nothing will raise",
            "1:ended after the kernel sent PANIC, by --max-steps, or where no program goes",
            "2:wrong usage, or a kernel that cannot be loaded"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lockstep boot kernel/guest/prebuilt/threads.img",
            "  lockstep boot --tlb=coherent kernel/guest/prebuilt/tlb-flush.img"
        })
final class BootCommand implements Callable<Integer> {
    private static final int ELF_MAGIC = 0x7f454c46;
    private static final int MOST_MEGABYTES = 512;
    private static final String PANIC = "PANIC";

    private final Host host;

    @Option(
            names = "--at",
            paramLabel = "ADDRESS",
            converter = Address.class,
            defaultValue = "0x8000",
            description = "Where a raw image is loaded and entered (default: 0x8000).")
    private int at;

    @Option(
            names = "--clock",
            paramLabel = "CLOCK",
            defaultValue = "instructions",
            description =
                    "instructions, host: what the board's time follows. With host a kernel can be typed to and waits"
                            + " take their time, but no two runs are the same (default: instructions).")
    private Time time;

    @Option(names = "--ram", paramLabel = "MB", defaultValue = "448", description = "Memory, 1 to 512 (default: 448).")
    private int megabytes;

    @Option(
            names = "--tlb",
            paramLabel = "KIND",
            defaultValue = "real",
            description = "real, coherent: whether TLB entries stay until the kernel removes them, or forgotten"
                    + " maintenance is forgiven (default: real).")
    private Tlb tlb;

    @Option(
            names = "--nowhere",
            paramLabel = "WHAT",
            defaultValue = "warn",
            description =
                    "warn, abort: what loads and stores do where neither memory nor a device is: read 0 or are lost,"
                            + " with a warning, or take an external abort (default: warn).")
    private Nowhere nowhere;

    @Option(
            names = "--wire",
            paramLabel = "PIN:PIN",
            converter = WireConverter.class,
            description = "Joins two GPIO pins: what one drives the other reads. May be given several times.")
    private List<Wire> wires = List.of();

    @Option(
            names = "--command-line",
            paramLabel = "TEXT",
            converter = CommandLineConverter.class,
            defaultValue = "",
            description = "What the boot loader tells the kernel (ATAG_CMDLINE), at most 1023 characters.")
    private String commandLine;

    @Option(
            names = "--sd",
            paramLabel = "IMAGE",
            description =
                    "An SD card's content. What the kernel writes lasts until the end only, and the file stays as it"
                            + " is.")
    private Optional<Path> card = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Ends when a UART has sent this text.")
    private String until;

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            converter = Converters.LongCount.class,
            defaultValue = "9223372036854775807",
            description = "Ends after so many instructions (default: no limit).")
    private long maxSteps;

    @Option(
            names = "--uart",
            paramLabel = "FILE",
            description = "Writes what the UARTs send to a file; - is standard output (default: -).")
    private Optional<Path> uart = Optional.empty();

    @Option(
            names = "--trace",
            paramLabel = "WHAT",
            split = ",",
            description =
                    "${COMPLETION-CANDIDATES}, or several with commas: writes a line to standard error for each exception"
                            + " that is taken, instruction that is executed (slow), access to a device's register, or table"
                            + " walk, TLB entry and refused access.")
    private Set<Trace> trace = Set.of();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes a JSON object that tells how it ended, and after how many instructions.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--gdb",
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description =
                    "Waits for gdb at a port of this machine, 0 for any that is free, and lets it debug the machine,"
                            + " forwards and backwards; see docs/DEBUGGING.md.")
    private OptionalInt gdb = OptionalInt.empty();

    @Parameters(paramLabel = "KERNEL", description = "Path of the kernel.")
    private Path kernel;

    BootCommand(Host host) {
        this.host = host;
    }

    /** Kinds of TLB; the names are the words of the option. */
    enum Tlb {
        real,
        coherent
    }

    /** What time follows; the names are the words of the option. */
    enum Time {
        instructions,
        host
    }

    /** What becomes of accesses to nowhere; the names are the words of the option. */
    enum Nowhere {
        warn,
        abort
    }

    /** What can be traced; the names are the words of the option. */
    enum Trace {
        exceptions,
        instructions,
        devices,
        mmu
    }

    /** An address, hexadecimal with 0x. */
    static final class Address implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            try {
                long address = Long.decode(value);
                if (address >= 0 && address < 1L << Integer.SIZE) {
                    return (int) address;
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw new TypeConversionException("found '" + value + "', wanted an address, as 0x8000");
        }
    }

    /** Two pins. */
    static final class WireConverter implements ITypeConverter<Wire> {
        @Override
        public Wire convert(String value) {
            try {
                return Wire.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("found " + e.getMessage());
            }
        }
    }

    /** A command line that fits the tag. */
    static final class CommandLineConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            try {
                return BoardOptions.checkedCommandLine(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("found " + e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws CommandException, ImageException, OutputClosedException {
        if (megabytes < 1 || megabytes > MOST_MEGABYTES) {
            throw new CommandException("--ram: found " + megabytes + ", wanted 1 to " + MOST_MEGABYTES);
        }
        if (at % Integer.BYTES != 0) {
            throw new CommandException("--at: found 0x%x, wanted a multiple of 4".formatted(at));
        }
        byte[] bytes = bytesOf(host.directory().resolve(kernel));
        Optional<Path> file = uart.filter(name -> !name.toString().equals("-"));
        if (file.isEmpty()) {
            return debugged(bytes, host.out());
        }
        try (OutputStream out = Files.newOutputStream(host.directory().resolve(file.get()))) {
            return debugged(bytes, out);
        } catch (OutputClosedException e) {
            throw new CommandException(file.get() + ": cannot be written", e);
        } catch (IOException e) {
            throw new CommandException(file.get() + ": cannot be written: " + FileErrors.reason(e), e);
        }
    }

    /** Runs, with gdb if that is wanted: as often as it takes to see what gdb wants to see. */
    private int debugged(byte[] bytes, OutputStream out)
            throws CommandException, ImageException, OutputClosedException {
        if (gdb.isEmpty()) {
            return runWithCard(new Surroundings(bytes, host, out, Optional.empty()));
        }
        try (MachineDebugger debugger = new MachineDebugger(gdb.getAsInt(), host::complain)) {
            Host seen = host.with(debugger.input(host.in()), host.out(), debugger.output(host.err()));
            Surroundings around = new Surroundings(bytes, seen, debugger.output(out), Optional.of(debugger));
            while (true) {
                try {
                    debugger.begin();
                    return runWithCard(around);
                } catch (Rerun earlier) {
                    // gdb wants to see what was before.
                }
            }
        } catch (Killed byUser) {
            host.complain("gdb has ended the run");
            return ExitStatus.WRONG;
        } catch (IOException e) {
            throw new CommandException("--gdb: port " + gdb.getAsInt() + ": " + FileErrors.reason(e), e);
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

    private int runWithCard(Surroundings around) throws CommandException, ImageException, OutputClosedException {
        if (card.isEmpty()) {
            return run(around, Optional.empty());
        }
        try (SdImage image = SdImage.open(host.directory().resolve(card.get()), false)) {
            return run(around, Optional.of(image));
        } catch (SdImageException e) {
            throw new CommandException(card.get() + ": cannot be read: " + FileErrors.reason(e.getCause()), e);
        } catch (IOException e) {
            throw new CommandException(card.get() + ": cannot be read: " + FileErrors.reason(e), e);
        }
    }

    private byte[] bytesOf(Path path) throws CommandException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            String found = Files.isDirectory(path) ? "a directory" : FileErrors.reason(e);
            throw new CommandException(kernel + ": file: found " + found + ", wanted a kernel", e);
        }
    }

    private int run(Surroundings around, Optional<SdImage> image)
            throws CommandException, ImageException, OutputClosedException {
        byte[] bytes = around.kernel;
        Host seen = around.seen;
        Marker panic = new Marker(around.out, PANIC);
        Marker marker = new Marker(panic, until);
        BoardOptions options = new BoardOptions(marker, Optional.of(seen.in()), false, wires, image, commandLine);
        Machine machine =
                new Machine(megabytes, tlb == Tlb.coherent, options, marker, line -> seen.complain("warning: " + line));
        if (!load(machine, bytes)) {
            throw new CommandException(kernel + ": found no room for " + bytes.length
                    + " bytes, wanted a kernel that fits " + megabytes + " MB");
        }
        if (time == Time.host) {
            machine.processor().follow(HostClock.start(Clocks.CYCLES_PER_MICROSECOND));
        }
        if (nowhere == Nowhere.abort) {
            machine.processor().abortStrayAccesses();
        }
        Tracer tracer = new Tracer(machine, line -> seen.complain("trace: " + line));
        for (Trace each : trace) {
            switch (each) {
                case exceptions -> tracer.exceptions();
                case instructions -> tracer.instructions();
                case devices -> tracer.devices();
                case mmu -> tracer.mmu();
            }
        }
        if (report.isEmpty()) {
            return run(machine, panic, around.debugger, line -> {});
        }
        try (ReportFile file = ReportFile.to(host.directory().resolve(report.get()))) {
            return run(machine, panic, around.debugger, line -> file.writeLines(List.of(line)));
        }
    }

    /** Where the report goes. */
    @FunctionalInterface
    private interface Report {
        void write(String line) throws CommandException;
    }

    private int run(Machine machine, Marker panic, Optional<MachineDebugger> debugger, Report target)
            throws CommandException, OutputClosedException {
        Ending ending = run(machine, debugger);
        host.complain("ended: " + ending.text());
        int status =
                switch (ending.kind()) {
                    case BOARD, MARKER, IDLE -> panic.found() ? ExitStatus.WRONG : ExitStatus.OK;
                    case LIMIT, WILD -> ExitStatus.WRONG;
                };
        debugger.ifPresent(present -> present.exited(status));
        target.write(new JsonObject()
                .with("kernel", kernel.toString())
                .with("end", ending.kind().name().toLowerCase(Locale.ROOT))
                .with("reason", ending.text())
                .with("panic", panic.found())
                .with("status", status)
                .with("instructions", machine.processor().instructions())
                .toString());
        return status;
    }

    private Ending run(Machine machine, Optional<MachineDebugger> debugger) throws OutputClosedException {
        try {
            return debugger.isPresent() ? debugger.get().run(machine, maxSteps) : machine.run(maxSteps);
        } catch (SdImageException e) {
            throw e;
        } catch (UncheckedIOException e) {
            throw new OutputClosedException(e.getCause());
        }
    }

    private boolean load(Machine machine, byte[] bytes) throws ImageException {
        if (!isElf(bytes)) {
            return machine.load(bytes, at);
        }
        return machine.load(ImageReader.readKernel(kernel.toString(), bytes));
    }

    private static boolean isElf(byte[] bytes) {
        return bytes.length >= Integer.BYTES
                && ((bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff)
                        == ELF_MAGIC;
    }
}
