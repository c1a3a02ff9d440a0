package dev.lockstep.cli;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.machine.Machine;
import dev.lockstep.machine.Marker;
import dev.lockstep.machine.bcm2835.BoardOptions;
import dev.lockstep.machine.bcm2835.SdImage;
import dev.lockstep.machine.bcm2835.Wire;
import dev.lockstep.machine.processor.Ending;
import dev.lockstep.machine.processor.ExceptionKind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
                    + " receive. Time is the instructions executed: every run is the same.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:ended by a reboot, by --until, or waiting for an interrupt that nothing will raise",
            "1:ended by a reboot after the kernel sent PANIC, by --max-steps, or where no program goes",
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
            description = "${COMPLETION-CANDIDATES}: writes a line to standard error for each exception that is taken.")
    private Optional<Trace> trace = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes a JSON object that tells how it ended, and after how many instructions.")
    private Optional<Path> report = Optional.empty();

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

    /** What can be traced; the names are the words of the option. */
    enum Trace {
        exceptions
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
        byte[] bytes = bytesOf(host.directory().resolve(kernel));
        Optional<Path> file = uart.filter(name -> !name.toString().equals("-"));
        if (file.isEmpty()) {
            return runWithCard(bytes, host.out());
        }
        try (OutputStream out = Files.newOutputStream(host.directory().resolve(file.get()))) {
            return runWithCard(bytes, out);
        } catch (OutputClosedException e) {
            throw new CommandException(file.get() + ": cannot be written", e);
        } catch (IOException e) {
            throw new CommandException(file.get() + ": cannot be written: " + FileErrors.reason(e), e);
        }
    }

    private int runWithCard(byte[] bytes, OutputStream out)
            throws CommandException, ImageException, OutputClosedException {
        if (card.isEmpty()) {
            return run(bytes, out, Optional.empty());
        }
        try (SdImage image = SdImage.open(host.directory().resolve(card.get()), false)) {
            return run(bytes, out, Optional.of(image));
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

    private int run(byte[] bytes, OutputStream out, Optional<SdImage> image)
            throws CommandException, ImageException, OutputClosedException {
        Marker panic = new Marker(out, PANIC);
        Marker marker = new Marker(panic, until);
        BoardOptions options = new BoardOptions(marker, Optional.of(host.in()), false, wires, image, commandLine);
        Machine machine =
                new Machine(megabytes, tlb == Tlb.coherent, options, marker, line -> host.complain("warning: " + line));
        if (!load(machine, bytes)) {
            throw new CommandException(kernel + ": found no room for " + bytes.length
                    + " bytes, wanted a kernel that fits " + megabytes + " MB");
        }
        if (trace.isPresent()) {
            machine.processor().onException(this::tell);
        }
        if (report.isEmpty()) {
            return run(machine, panic, line -> {});
        }
        try (ReportFile file = ReportFile.to(host.directory().resolve(report.get()))) {
            return run(machine, panic, line -> file.writeLines(List.of(line)));
        }
    }

    /** Where the report goes. */
    @FunctionalInterface
    private interface Report {
        void write(String line) throws CommandException;
    }

    private int run(Machine machine, Marker panic, Report target) throws CommandException, OutputClosedException {
        Ending ending = run(machine);
        host.complain("ended: " + ending.text());
        int status =
                switch (ending.kind()) {
                    case BOARD -> panic.found() ? ExitStatus.WRONG : ExitStatus.OK;
                    case MARKER, IDLE -> ExitStatus.OK;
                    case LIMIT, WILD -> ExitStatus.WRONG;
                };
        target.write(new JsonObject()
                .with("kernel", kernel.toString())
                .with("end", ending.kind().name().toLowerCase(Locale.ROOT))
                .with("reason", ending.text())
                .with("panic", panic.found())
                .with("status", status)
                .with("instructions", machine.processor().now())
                .toString());
        return status;
    }

    private void tell(ExceptionKind kind, int pc, int cpsr, long time) {
        host.complain("trace: after %d instructions, cpsr 0x%08x: %s at 0x%08x".formatted(time, cpsr, kind.text(), pc));
    }

    private Ending run(Machine machine) throws OutputClosedException {
        try {
            return machine.run(maxSteps);
        } catch (UncheckedIOException e) {
            throw new OutputClosedException(e.getCause());
        }
    }

    private boolean load(Machine machine, byte[] bytes) throws ImageException {
        if (!isElf(bytes)) {
            return machine.load(bytes, at);
        }
        Image image = ImageReader.read(kernel.toString(), bytes).get(0);
        return machine.load(image);
    }

    private static boolean isElf(byte[] bytes) {
        return bytes.length >= Integer.BYTES
                && ((bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff)
                        == ELF_MAGIC;
    }
}
