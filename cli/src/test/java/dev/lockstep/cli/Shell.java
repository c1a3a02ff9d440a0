package dev.lockstep.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs the command in this JVM, with streams of its own, in a directory, with the prebuilt programs at hand. */
final class Shell {
    /** Where Maven runs the tests of this module: in its folder. */
    static final Path PREBUILT = Path.of("..", "user-code", "prebuilt");

    private final Path directory;
    private final Optional<Path> cache;
    private final Optional<Path> prebuilt;
    private final String input;

    private Shell(Path directory, Optional<Path> cache, Optional<Path> prebuilt, String input) {
        this.directory = directory;
        this.cache = cache;
        this.prebuilt = prebuilt;
        this.input = input;
    }

    /** In the module's own folder. */
    static Shell here() {
        return in(Path.of(""));
    }

    static Shell in(Path directory) {
        return new Shell(directory, Optional.empty(), Optional.of(PREBUILT), "");
    }

    Shell withInput(String text) {
        return new Shell(directory, cache, prebuilt, text);
    }

    /** Without this, nothing is kept between runs. */
    Shell withCache(Path folder) {
        return new Shell(directory, Optional.of(folder), prebuilt, input);
    }

    Shell withoutPrebuilt() {
        return new Shell(directory, cache, Optional.empty(), input);
    }

    Host host(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Host(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                err,
                directory,
                cache,
                prebuilt,
                false,
                false,
                false);
    }

    Outcome lockstep(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(host(out, err), arguments);
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Where a symbol of a program is. */
    long symbol(String program, String name) {
        return lockstep("disasm", "--from", name, "--count", "1", program).lines().stream()
                .filter(line -> line.endsWith("<" + name + ">:"))
                .map(line -> Long.parseLong(line.substring(0, 8), 16))
                .findFirst()
                .orElseThrow();
    }

    /** What a run of the command gave. */
    record Outcome(int status, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }
}
