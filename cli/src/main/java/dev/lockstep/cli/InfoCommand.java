package dev.lockstep.cli;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.image.Segment;
import dev.lockstep.kernel.api.Abi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep info}: what a program file says about itself. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows format, ABI, entry, segments, heap, stack and prog-hash of a program.",
        description = "A file may hold several small programs: all of them are shown, with the words of their headers.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:wrong usage, or a broken program file"},
        footerHeading = "%nExamples:%n",
        footer = {"  lockstep info hello", "  lockstep info --json hello.bin"})
final class InfoCommand implements Callable<Integer> {
    private final Host host;

    @Option(names = "--json", description = "One JSON object a line for each program in the file.")
    private boolean json;

    @Parameters(
            paramLabel = "PROG",
            completionCandidates = ProgramNames.class,
            description = "Name of a prebuilt program, or path of a program file.")
    private String program;

    InfoCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws CommandException, ImageException, OutputClosedException {
        Path file = new ProgramFinder(host).file(program, Abi.LOCKSTEP);
        List<Image> images = ImageReader.read(file);
        List<SmallProgramHeader> headers = images.getFirst().format() == Image.Format.SMALL
                ? SmallProgramHeader.readAll(file, images.size())
                : List.of();
        try (TextOutput out = new TextOutput(host)) {
            for (int i = 0; i < images.size(); i++) {
                Optional<SmallProgramHeader> header =
                        headers.isEmpty() ? Optional.empty() : Optional.of(headers.get(i));
                if (json) {
                    out.line(json(file, images.get(i), header).toString());
                } else {
                    if (i > 0) {
                        out.line("");
                    }
                    describe(out, file, images.get(i), header);
                }
            }
        }
        return ExitStatus.OK;
    }

    private static void describe(TextOutput out, Path file, Image image, Optional<SmallProgramHeader> header)
            throws OutputClosedException {
        String origin = image.abi().isPresent() ? "named by the file" : "by default";
        String symbol = image.symbols().describe(image.entry());
        int stackBottom = image.stackTop() - image.stackBytes();
        out.line(out.bold(image.name()));
        out.line(row("file", file.toString()));
        out.line(row("format", format(image)));
        out.line(row("ABI", abi(image) + " (" + origin + ")"));
        out.line(row("entry", hex(image.entry()) + (symbol.isEmpty() ? "" : " " + symbol)));
        out.line(row("prog-hash", hex(image.programHash())));
        for (Segment segment : image.segments()) {
            out.line(row(
                    "segment",
                    "%s to %s %s %d bytes, %d of them from the file"
                            .formatted(
                                    hex(segment.address()),
                                    hex((int) (segment.address() + segment.memoryBytes())),
                                    segment.rights(),
                                    segment.memoryBytes(),
                                    segment.content().length)));
        }
        out.line(row("heap", hex(image.heapStart()) + " to " + hex(image.heapLimit()) + " at most"));
        out.line(row("stack", hex(stackBottom) + " to " + hex(image.stackTop())));
        out.line(row("functions", Integer.toString(image.symbols().functions().size())));
        if (header.isPresent()) {
            out.line(row("header at", header.get().start() + " in the file"));
            for (SmallProgramHeader.Field field : header.get().fields()) {
                out.line(row("  " + field.name(), field.text()));
            }
        }
    }

    private static String row(String name, String value) {
        return "  %-16s %s".formatted(name, value);
    }

    private static JsonObject json(Path file, Image image, Optional<SmallProgramHeader> header) {
        List<JsonObject> segments = new ArrayList<>();
        for (Segment segment : image.segments()) {
            segments.add(new JsonObject()
                    .withHex("address", segment.address())
                    .with("memoryBytes", segment.memoryBytes())
                    .with("fileBytes", segment.content().length)
                    .with("rights", segment.rights().toString()));
        }
        JsonObject object = new JsonObject()
                .with("file", file.toString())
                .with("name", image.name())
                .with("format", format(image))
                .with("abi", abi(image))
                .with("abiNamed", image.abi().isPresent())
                .withHex("entry", image.entry())
                .withHex("progHash", image.programHash())
                .with("segments", segments)
                .withHex("heapStart", image.heapStart())
                .withHex("heapLimit", image.heapLimit())
                .withHex("stackTop", image.stackTop())
                .with("stackBytes", image.stackBytes())
                .with("functions", image.symbols().functions().size());
        if (header.isPresent()) {
            JsonObject words = new JsonObject();
            header.get().fields().forEach(field -> field.addTo(words));
            object.with("headerStart", header.get().start()).with("header", words);
        }
        return object;
    }

    private static String format(Image image) {
        return switch (image.format()) {
            case ELF -> "ELF";
            case SMALL -> "small program";
        };
    }

    /** What a run would take; a name that no kernel knows is shown too. */
    private static String abi(Image image) {
        return Abi.of(image).map(Abi::label).orElseGet(() -> image.abi().orElse(""));
    }

    private static String hex(int value) {
        return "0x%08x".formatted(value);
    }
}
