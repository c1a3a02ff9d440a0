package dev.lockstep.cli;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.Segment;
import dev.lockstep.kernel.api.Abi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep disasm}: the instructions of a program as text. */
@Command(
        name = "disasm",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows the instructions of a program: address, word and text, as objdump does.",
        description = {
            "Without --from, all executable segments of an ELF executable, or the code of a small program. Words that are"
                    + " no instruction, such as constants among the code, are shown as .word.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:wrong usage, or a broken program file"},
        footerHeading = "%nExamples:%n",
        footer = {"  lockstep disasm hello", "  lockstep disasm --from main --count 12 sha256"})
final class DisasmCommand implements Callable<Integer> {
    private final Host host;

    @Option(
            names = "--from",
            paramLabel = "A",
            description = "Begins at an address (0x10074, or decimal) or a function (main).")
    private Optional<String> from;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = Converters.LongCount.class,
            defaultValue = "9223372036854775807",
            description = "Shows at most N words (default: all).")
    private long count;

    @Option(names = "--source", description = "Shows the source line before its first instruction, where it is known.")
    private boolean source;

    @Option(names = "--json", description = "One JSON object a line for each word.")
    private boolean json;

    @Parameters(
            paramLabel = "PROG",
            completionCandidates = ProgramNames.class,
            description = "Name of a prebuilt program, or path of a program file.")
    private String program;

    DisasmCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws CommandException, ImageException, OutputClosedException {
        ProgramFinder finder = new ProgramFinder(host);
        List<Image> images = finder.images(program, Abi.LOCKSTEP);
        boolean several = images.size() > 1;
        try (TextOutput out = new TextOutput(host)) {
            long left = count;
            for (Image image : images) {
                Listing listing = new Listing(image, out, json, source);
                if (several && !json) {
                    out.line(out.bold(image.name()) + ":");
                }
                left -= show(image, listing, left);
            }
        }
        return ExitStatus.OK;
    }

    private long show(Image image, Listing listing, long most) throws CommandException, OutputClosedException {
        if (from.isPresent()) {
            long address = address(image, from.get());
            for (Segment segment : image.segments()) {
                long start = Integer.toUnsignedLong(segment.address());
                if (start <= address && address < start + segment.content().length) {
                    return listing.show(segment, address - start, most);
                }
            }
            throw new CommandException(program + ": found no content at " + from.get()
                    + ", wanted an address in a segment (see lockstep info)");
        }
        long shown = 0;
        for (Segment segment : image.segments()) {
            if (isCode(image, segment)) {
                shown += listing.show(segment, 0, most - shown);
            }
        }
        return shown;
    }

    /** In a small program everything may be executed; the segment with the entry is what its header calls code. */
    private static boolean isCode(Image image, Segment segment) {
        return switch (image.format()) {
            case ELF -> segment.rights().execute();
            case SMALL -> Integer.toUnsignedLong(image.entry() - segment.address()) < segment.content().length;
        };
    }

    private long address(Image image, String text) throws CommandException {
        for (Map.Entry<Long, String> function : image.symbols().functions().entrySet()) {
            if (function.getValue().equals(text)) {
                return function.getKey() & ~1L;
            }
        }
        OptionalLong number = number(text);
        if (number.isEmpty()) {
            throw new CommandException(
                    program + ": found --from " + text + ", wanted a function of it, or an address such as 0x10074");
        }
        if ((number.getAsLong() & 1) != 0) {
            throw new CommandException(program + ": found --from " + text + ", wanted a multiple of 2");
        }
        return number.getAsLong();
    }

    private static OptionalLong number(String text) {
        try {
            boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
            return OptionalLong.of(
                    hexadecimal ? Integer.parseUnsignedInt(text.substring(2), 16) & 0xffffffffL : Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
