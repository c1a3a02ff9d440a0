package dev.lockstep.cli;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.translator.aot.ProgramJar;
import dev.lockstep.translator.aot.Translation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep translate}: a program as a jar that runs alone. */
@Command(
        name = "translate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Translates a program into a jar that runs alone: java -jar PROG.jar [ARGS].",
        description = {
            "",
            "The jar holds the program, its translated code and what is needed to run it on Java 25 without options. All"
                    + " arguments are the program's; exec finds the program itself and nothing else. Of several small"
                    + " programs in a file the first is translated, the others when they run. The same program gives the"
                    + " same bytes.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:wrong usage, a broken program file, or a jar that cannot be written"},
        footerHeading = "%nExamples:%n",
        footer = {"  lockstep translate sha256 -o sha256.jar && java -jar sha256.jar"})
final class TranslateCommand implements Callable<Integer> {
    /** What a jar needs to run, apart from its main class. */
    private static final List<String> MODULES =
            List.of("dev.lockstep.runtime", "dev.lockstep.translator", "dev.lockstep.kernel", "org.objectweb.asm");

    private static final String MAIN_CLASS = Standalone.class.getName();

    /** The classes of this module that go with them: the main class and what javac makes of it. */
    private static final String MAIN_ENTRIES = MAIN_CLASS.replace('.', '/');

    private final Host host;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "JAR",
            required = true,
            description = "The jar to write; an older one is replaced.")
    private String output;

    @Option(
            names = "--abi",
            paramLabel = "ABI",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES}: as for run (default: ${DEFAULT-VALUE}).")
    private AbiChoice abi;

    @Parameters(
            paramLabel = "PROG",
            completionCandidates = ProgramNames.class,
            description = "Name of a prebuilt program, or path of a program file.")
    private String program;

    TranslateCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws CommandException, ImageException, IOException {
        Path file = new ProgramFinder(host).file(program, abi.preferred());
        Image image = ImageReader.read(file).getFirst();
        if (abi.abi().isEmpty() && Abi.of(image).isEmpty()) {
            throw new CommandException(
                    file + ": found the ABI '" + image.abi().orElse("") + "', wanted one that run knows (see --abi)");
        }
        Path target = host.directory().resolve(output);
        ProgramJar jar = new ProgramJar(MAIN_CLASS);
        for (String module : MODULES) {
            addModule(jar, module, "");
        }
        addModule(jar, "dev.lockstep.cli", MAIN_ENTRIES);
        Optional<String> label = abi.abi().map(Abi::label).or(image::abi);
        label.ifPresent(text -> jar.add(Standalone.ABI, text.getBytes(StandardCharsets.UTF_8)));
        jar.addProgram(file.getFileName().toString(), Files.readAllBytes(file), Translation.of(image));
        write(jar, target);
        if (host.errIsTerminal()) {
            host.complain("wrote " + target + ", " + Files.size(target) + " bytes");
        }
        return ExitStatus.OK;
    }

    private static void write(ProgramJar jar, Path target) throws CommandException {
        try {
            jar.write(target);
        } catch (IOException e) {
            throw new CommandException(target + ": the jar cannot be written (" + FileErrors.reason(e) + ")", e);
        }
    }

    /** Everything in a module whose path begins so, but its descriptors. */
    private static void addModule(ProgramJar jar, String name, String prefix) throws IOException {
        Optional<ModuleReference> module =
                ModuleLayer.boot().configuration().findModule(name).map(resolved -> resolved.reference());
        try (ModuleReader reader = module.orElseThrow().open()) {
            List<String> entries = reader.list()
                    .filter(entry -> entry.startsWith(prefix) && !entry.endsWith("/"))
                    .filter(entry -> !entry.startsWith("META-INF/") && !entry.equals("module-info.class"))
                    .toList();
            for (String entry : entries) {
                try (InputStream in = reader.open(entry).orElseThrow()) {
                    jar.add(entry, in.readAllBytes());
                }
            }
        }
    }
}
