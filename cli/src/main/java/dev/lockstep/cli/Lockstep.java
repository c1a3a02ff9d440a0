package dev.lockstep.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code lockstep} command: only its subcommands do something. Errors are told in one line; nothing here ends the JVM.
 */
@Command(
        name = "lockstep",
        mixinStandardHelpOptions = true,
        versionProvider = Lockstep.Version.class,
        header = "Runs ARMv6 programs on the JVM, interpreted and translated, with one step hash.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done (run: what the first program says)",
            "2:wrong usage, or a broken program file; nothing was run",
            "70:an error in Lockstep; LOCKSTEP_DEBUG=1 shows its stack trace"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lockstep run hello",
            "  lockstep run --hash full --report - fork-wait",
            "  lockstep COMMAND --help",
        })
public final class Lockstep implements Runnable {
    /** Needs all the others, to tell their words. */
    private static final String COMPLETION = "completion";

    /** The subcommands in the order of the help. */
    private static final Map<String, Function<Host, Object>> COMMANDS = commands();

    private CommandLine line;

    private Lockstep() {}

    private static Map<String, Function<Host, Object>> commands() {
        Map<String, Function<Host, Object>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand::new);
        commands.put("translate", TranslateCommand::new);
        commands.put("ultrafork", UltraforkCommand::new);
        commands.put("boot", BootCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("diff", DiffCommand::new);
        commands.put("disasm", DisasmCommand::new);
        commands.put("info", InfoCommand::new);
        commands.put("cache", CacheCommand::new);
        commands.put(COMPLETION, CompletionCommand::new);
        return Collections.unmodifiableMap(commands);
    }

    /**
     * Does what a command line says.
     *
     * @return the exit status
     */
    static int run(Host host, String... arguments) {
        try {
            List<String> words = List.of(arguments);
            boolean one = !words.isEmpty()
                    && COMMANDS.containsKey(words.getFirst())
                    && !words.getFirst().equals(COMPLETION);
            return commandLine(host, one ? Set.of(words.getFirst()) : COMMANDS.keySet())
                    .execute(arguments);
        } catch (Exception | Error e) {
            return Failure.tell(host, e);
        }
    }

    /** The whole tree of commands. */
    static CommandLine commandLine(Host host) {
        return commandLine(host, COMMANDS.keySet());
    }

    /** A tree with some of the subcommands. Making one takes time that a start of a small program would notice. */
    private static CommandLine commandLine(Host host, Set<String> names) {
        Lockstep lockstep = new Lockstep();
        CommandLine line = new CommandLine(lockstep);
        lockstep.line = line;
        COMMANDS.forEach((name, command) -> {
            if (names.contains(name)) {
                line.addSubcommand(new CommandLine(command.apply(host), new Factory(host)));
                line.getSubcommands().get(name).getCommandSpec().versionProvider(new Version());
            }
        });
        return configured(line, host);
    }

    private static CommandLine configured(CommandLine line, Host host) {
        return line.registerConverter(EngineChoice.class, new Converters.Word<>(EngineChoice.class))
                .registerConverter(HashChoice.class, new Converters.Word<>(HashChoice.class))
                .registerConverter(AbiChoice.class, new Converters.Word<>(AbiChoice.class))
                .registerConverter(ClockChoice.class, new Converters.Word<>(ClockChoice.class))
                .setExpandAtFiles(false)
                .setOut(writer(host.out()))
                .setErr(writer(host.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(host.outIsTerminal() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler((error, arguments) -> misused(host, error))
                .setExecutionExceptionHandler((error, command, parsed) -> Failure.tell(host, error));
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static int misused(Host host, ParameterException error) {
        CommandLine command = error.getCommandLine();
        String message = Failure.oneLine(error.getMessage());
        if (error instanceof UnmatchedArgumentException unmatched
                && !command.getSubcommands().isEmpty()) {
            message = "found '" + unmatched.getUnmatched().getFirst() + "', wanted " + commands(command);
        }
        host.complain(message + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitStatus.USAGE;
    }

    /** Without a subcommand there is nothing to do but to help. */
    @Override
    public void run() {
        throw new ParameterException(line, "found no command, wanted " + commands(line));
    }

    private static String commands(CommandLine line) {
        return "one of " + String.join(", ", line.getSubcommands().keySet());
    }

    /** Makes what annotations name by class. */
    private record Factory(Host host) implements IFactory {
        @Override
        public <T> T create(Class<T> type) throws Exception {
            return type == ProgramNames.class
                    ? type.cast(new ProgramNames(host))
                    : CommandLine.defaultFactory().create(type);
        }
    }

    /** Tells the module's version, and Java's. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Lockstep.class.getModule().isNamed()
                    ? Lockstep.class.getModule().getDescriptor().rawVersion().orElse("(development)")
                    : "(development)";
            return new String[] {"lockstep " + version, "Java " + Runtime.version()};
        }
    }
}
