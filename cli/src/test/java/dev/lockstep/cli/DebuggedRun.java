package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command in a thread of its own, waiting for gdb at a port. */
final class DebuggedRun {
    /** What gdb is told when the first process has taken a step. */
    static final String STOPPED = "T05thread:1;";

    private static final Pattern LISTENING = Pattern.compile("target remote localhost:(\\d+)\n");
    private static final int PATIENCE_SECONDS = 60;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    /**
     * Starts the command.
     *
     * @param input standard input
     * @param command run or boot
     * @param arguments what else it is given
     */
    DebuggedRun(String input, String command, String... arguments) {
        this(input, host -> Lockstep.run(host, words(command, arguments)));
    }

    /**
     * Starts what gives an exit status.
     *
     * @param input standard input
     */
    DebuggedRun(String input, ToIntFunction<Host> command) {
        Host host = Shell.here().withInput(input).host(out, err);
        Thread thread = new Thread(() -> status.complete(command.applyAsInt(host)), "debugged run");
        thread.setDaemon(true);
        thread.start();
    }

    /** The program hello. */
    static DebuggedRun hello() {
        return new DebuggedRun("", "run", "--report", "-", "hello");
    }

    private static String[] words(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(command, "--gdb", "0"));
        words.addAll(Arrays.asList(arguments));
        return words.toArray(String[]::new);
    }

    /** Where it listens. */
    int port() throws InterruptedException {
        return port(LISTENING, err);
    }

    /** Where one side of a divergence can be seen. */
    int port(String side) throws InterruptedException {
        return port(Pattern.compile(side + ": gdb-multiarch -ex 'target remote localhost:([0-9]+)'"), out);
    }

    private int port(Pattern pattern, ByteArrayOutputStream written) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && !status.isDone()) {
            Matcher line = pattern.matcher(written.toString(StandardCharsets.UTF_8));
            if (line.find()) {
                return Integer.parseInt(line.group(1));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new AssertionError("it does not listen: " + err.toString(StandardCharsets.UTF_8));
    }

    /** What it has written so far. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Waits for its exit status. */
    int status() throws Exception {
        return status.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for its end; standard error without the line that says where it listens. */
    Shell.Outcome end() throws Exception {
        int exit = status();
        String errors = err.toString(StandardCharsets.UTF_8);
        assertTrue(errors.startsWith("lockstep: waiting for gdb: "), errors);
        return new Shell.Outcome(exit, out(), errors.substring(errors.indexOf('\n') + 1));
    }
}
