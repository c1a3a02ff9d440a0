package dev.lockstep.benchmarks.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures programs one after the other and writes what came out.
 *
 * <p>Started by scripts/bench-vs-qemu with KEY=VALUE for each of: host and elf (folders with the programs for this machine
 * and for ARM), launcher (scripts/lockstep), options (for its run, separated by spaces), cache (a folder that is emptied
 * before each cold process), machine (a text), quick and progress (true or false), programs (names separated by commas;
 * all when empty), json and svg (the files to write).
 *
 * <p>Exit status: 0 when all was measured, 1 when the variants of a program disagree, 2 when nothing could be measured.
 */
public final class Comparison {
    private static final String CLEAR_LINE = "\r\033[K";

    /** The processor that Lockstep has too. */
    private static final List<String> QEMU = List.of("qemu-arm", "-cpu", "arm1176");

    private final Map<String, String> arguments;
    private final PrintStream out;
    private final PrintStream err;

    private Comparison(Map<String, String> arguments, PrintStream out, PrintStream err) {
        this.arguments = Map.copyOf(arguments);
        this.out = out;
        this.err = err;
    }

    /** See the class. */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> arguments = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            arguments.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        Comparison comparison = new Comparison(arguments, System.out, System.err);
        int status;
        try {
            status = comparison.run();
        } catch (IOException | CompareException e) {
            comparison.say(e.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    private String argument(String key) {
        String value = arguments.get(key);
        if (value == null) {
            throw new IllegalArgumentException("found no " + key + "=, wanted one");
        }
        return value;
    }

    private boolean flag(String key) {
        return Boolean.parseBoolean(argument(key));
    }

    private int run() throws IOException, InterruptedException, CompareException {
        Settings settings = flag("quick") ? Settings.QUICK : Settings.FULL;
        List<Result> results = new ArrayList<>();
        List<Program> programs = programs();
        for (Program program : programs) {
            try {
                results.add(new Measurement(program, settings, this::emptyCache, this::progress).measure());
            } catch (WrongChecksumException e) {
                progress("");
                say(e.getMessage());
            }
        }
        progress("");
        if (!results.isEmpty()) {
            Report report = new Report(argument("machine"), settings, results);
            out.print(TextTable.of(report));
            Files.writeString(Path.of(argument("json")), Json.of(report));
            Files.writeString(Path.of(argument("svg")), BarChart.of(report));
        }
        return results.size() == programs.size() ? 0 : 1;
    }

    private List<Program> programs() throws IOException, CompareException {
        List<String> names = new ArrayList<>();
        if (argument("programs").isEmpty()) {
            try (Stream<Path> files = Files.list(Path.of(argument("elf")))) {
                files.map(Program::name).sorted().forEach(names::add);
            }
        } else {
            names.addAll(List.of(argument("programs").split(",", -1)));
        }
        List<Program> programs = new ArrayList<>();
        for (String name : names) {
            programs.add(program(name));
        }
        return programs;
    }

    private Program program(String name) throws CompareException {
        List<String> lockstep = new ArrayList<>(List.of(argument("launcher"), "run"));
        Stream.of(argument("options").split(" ", -1))
                .filter(option -> !option.isEmpty())
                .forEach(lockstep::add);
        Program program = new Program(
                name, Path.of(argument("host"), name), Path.of(argument("elf"), name + ".elf"), QEMU, lockstep);
        if (!program.built()) {
            throw new CompareException(name + ": found no such program in user-code/bench");
        }
        return program;
    }

    private void emptyCache() throws IOException {
        Path cache = Path.of(argument("cache"));
        if (!Files.exists(cache)) {
            return;
        }
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void progress(String text) {
        if (flag("progress")) {
            err.print(CLEAR_LINE + text);
            err.flush();
        }
    }

    private void say(String text) {
        err.println("bench-vs-qemu: " + text);
    }
}
