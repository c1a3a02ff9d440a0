package dev.lockstep.benchmarks.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    /** The processor that Lockstep has too. */
    private static final List<String> QEMU = List.of("qemu-arm", "-cpu", "arm1176");

    private final Arguments arguments;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;

    private Comparison(Arguments arguments, PrintStream out, PrintStream err) {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
        progress = new Progress(err, arguments.flag("progress"));
    }

    /** See the class. */
    public static void main(String[] args) throws InterruptedException {
        Comparison comparison = new Comparison(Arguments.of(args), System.out, System.err);
        int status;
        try {
            status = comparison.run();
        } catch (IOException | CompareException e) {
            comparison.say(e.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    private int run() throws IOException, InterruptedException, CompareException {
        Settings settings = arguments.flag("quick") ? Settings.QUICK : Settings.FULL;
        List<Result> results = new ArrayList<>();
        List<Program> programs = programs();
        for (Program program : programs) {
            try {
                results.add(new Measurement(program, settings, this::emptyCache, progress::tell).measure());
            } catch (WrongChecksumException e) {
                progress.tell("");
                say(e.getMessage());
            }
        }
        progress.tell("");
        if (!results.isEmpty()) {
            Report report = new Report(arguments.value("machine"), settings, results);
            out.print(TextTable.of(report));
            Files.writeString(Path.of(arguments.value("json")), Json.of(report));
            Files.writeString(Path.of(arguments.value("svg")), BarChart.of(report));
        }
        return results.size() == programs.size() ? 0 : 1;
    }

    private List<Program> programs() throws IOException, CompareException {
        List<String> names = new ArrayList<>();
        if (arguments.value("programs").isEmpty()) {
            try (Stream<Path> files = Files.list(Path.of(arguments.value("elf")))) {
                files.map(Program::name).sorted().forEach(names::add);
            }
        } else {
            names.addAll(List.of(arguments.value("programs").split(",", -1)));
        }
        List<Program> programs = new ArrayList<>();
        for (String name : names) {
            programs.add(program(name));
        }
        return programs;
    }

    private Program program(String name) throws CompareException {
        List<String> lockstep = new ArrayList<>(List.of(arguments.value("launcher"), "run"));
        Stream.of(arguments.value("options").split(" ", -1))
                .filter(option -> !option.isEmpty())
                .forEach(lockstep::add);
        Program program = new Program(
                name,
                Path.of(arguments.value("host"), name),
                Path.of(arguments.value("elf"), name + ".elf"),
                QEMU,
                lockstep);
        if (!program.built()) {
            throw new CompareException(name + ": found no such program in user-code/bench");
        }
        return program;
    }

    private void emptyCache() throws IOException {
        Path cache = Path.of(arguments.value("cache"));
        if (!Files.exists(cache)) {
            return;
        }
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void say(String text) {
        err.println("bench-vs-qemu: " + text);
    }
}
