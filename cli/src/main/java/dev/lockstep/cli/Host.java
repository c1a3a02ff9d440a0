package dev.lockstep.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command sees of the machine that it runs on. Commands use nothing else of it, so that tests can pass their own.
 *
 * @param in standard input
 * @param out standard output; not buffered
 * @param err standard error; not buffered
 * @param directory where relative paths start
 * @param cache where files may be kept that only save time; empty to keep none
 * @param prebuilt the folder of the prebuilt programs; empty when the launcher did not say where it is
 * @param outIsTerminal whether standard output is a terminal that shows colours, and the user likes them
 * @param errIsTerminal the same for standard error
 * @param traces whether unexpected errors come with their stack trace
 */
public record Host(
        InputStream in,
        OutputStream out,
        OutputStream err,
        Path directory,
        Optional<Path> cache,
        Optional<Path> prebuilt,
        boolean outIsTerminal,
        boolean errIsTerminal,
        boolean traces) {
    private static final String TERMINALS = "lockstep.terminals";

    /**
     * The process that this is. The launcher tells by the system property {@code lockstep.terminals} which of the file
     * descriptors are terminals (for instance {@code 12}), for Java cannot tell.
     */
    static Host ofThisProcess() {
        String home = System.getProperty("lockstep.home", environment("LOCKSTEP_HOME"));
        boolean colours =
                environment("NO_COLOR").isEmpty() && !environment("TERM").equals("dumb");
        String terminals = System.getProperty(TERMINALS, "");
        return new Host(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Path.of(""),
                cacheFolder(),
                home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, "user-code", "prebuilt")),
                colours && terminals.contains("1"),
                colours && terminals.contains("2"),
                !environment("LOCKSTEP_DEBUG").isEmpty());
    }

    /**
     * LOCKSTEP_CACHE if it is an absolute path, nothing if it is anything else; without it the folder {@code lockstep} in
     * XDG_CACHE_HOME, or in {@code .cache} at home (XDG Base Directory Specification).
     */
    private static Optional<Path> cacheFolder() {
        String ours = environment("LOCKSTEP_CACHE");
        if (!ours.isEmpty()) {
            return Optional.of(Path.of(ours)).filter(Path::isAbsolute);
        }
        String xdg = environment("XDG_CACHE_HOME");
        if (xdg.startsWith("/")) {
            return Optional.of(Path.of(xdg, "lockstep"));
        }
        String home = environment("HOME");
        return home.startsWith("/") ? Optional.of(Path.of(home, ".cache", "lockstep")) : Optional.empty();
    }

    /** The same with other streams. */
    Host with(InputStream newIn, OutputStream newOut, OutputStream newErr) {
        return new Host(newIn, newOut, newErr, directory, cache, prebuilt, outIsTerminal, errIsTerminal, traces);
    }

    private static String environment(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }

    /** The folder of the guest kernel's images, beside that of the programs. */
    Optional<Path> guestKernels() {
        return prebuilt.map(folder -> folder.resolve(Path.of("..", "..", "kernel", "guest", "prebuilt"))
                .normalize());
    }

    /** Writes one line to standard error, after the name of the command. */
    void complain(String line) {
        String name = errIsTerminal ? "\u001b[1mlockstep:\u001b[0m " : "lockstep: ";
        print(name + line + "\n");
    }

    /** Writes text to standard error. If that fails there is nobody left to tell. */
    void print(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException e) {
            // Standard error is closed.
        }
    }
}
