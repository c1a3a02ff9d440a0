package dev.lockstep.cli;

import dev.lockstep.image.ImageException;
import dev.lockstep.machine.bcm2835.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
    private static final int MOST_MEGABYTES = 512;

    private final Host host;

    @Option(
            names = "--at",
            paramLabel = "ADDRESS",
            converter = Converters.Address.class,
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
    private BootOptions.Time time;

    @Option(names = "--ram", paramLabel = "MB", defaultValue = "448", description = "Memory, 1 to 512 (default: 448).")
    private int megabytes;

    @Option(
            names = "--tlb",
            paramLabel = "KIND",
            defaultValue = "real",
            description = "real, coherent: whether TLB entries stay until the kernel removes them, or forgotten"
                    + " maintenance is forgiven (default: real).")
    private BootOptions.Tlb tlb;

    @Option(
            names = "--nowhere",
            paramLabel = "WHAT",
            defaultValue = "warn",
            description =
                    "warn, abort: what loads and stores do where neither memory nor a device is: read 0 or are lost,"
                            + " with a warning, or take an external abort (default: warn).")
    private BootOptions.Nowhere nowhere;

    @Option(
            names = "--wire",
            paramLabel = "PIN:PIN",
            converter = BootConverters.Pins.class,
            description = "Joins two GPIO pins: what one drives the other reads. May be given several times.")
    private List<Wire> wires = List.of();

    @Option(
            names = "--command-line",
            paramLabel = "TEXT",
            converter = BootConverters.CommandLine.class,
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
    private Set<BootOptions.Trace> trace = Set.of();

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

    @Override
    public Integer call() throws CommandException, ImageException, OutputClosedException {
        if (megabytes < 1 || megabytes > MOST_MEGABYTES) {
            throw new CommandException("--ram: found " + megabytes + ", wanted 1 to " + MOST_MEGABYTES);
        }
        if (at % Integer.BYTES != 0) {
            throw new CommandException("--at: found 0x%x, wanted a multiple of 4".formatted(at));
        }
        BootOptions options = new BootOptions(
                kernel,
                at,
                time,
                megabytes,
                tlb,
                nowhere,
                wires,
                commandLine,
                card,
                until,
                maxSteps,
                uart.filter(name -> !name.toString().equals("-")),
                trace,
                report,
                gdb);
        return new BootRun(host, options).run();
    }
}
