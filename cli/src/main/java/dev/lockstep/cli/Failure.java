package dev.lockstep.cli;

import dev.lockstep.image.ImageException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;

/** What becomes of a command that an error has ended: one line on standard error, and an exit status. */
final class Failure {
    private Failure() {}

    /**
     * Tells of an error in one line.
     *
     * @return the exit status
     */
    static int tell(Host host, Throwable error) {
        if (error instanceof CommandException || error instanceof ImageException) {
            host.complain(oneLine(error.getMessage()));
            return ExitStatus.USAGE;
        }
        if (error instanceof InvalidPathException unusable) {
            host.complain("file name: found '" + oneLine(unusable.getInput())
                    + "', wanted one that can be written in the characters of this locale");
            return ExitStatus.USAGE;
        }
        if (error instanceof OutputClosedException) {
            return ExitStatus.PIPE;
        }
        if (host.traces()) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            host.print(trace.toString());
        }
        if (error instanceof OutOfMemoryError) {
            host.complain(
                    "Java's heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB is used up: give it more with LOCKSTEP_JAVA_OPTS=-Xmx..., or the programs less with --memory");
            return ExitStatus.INTERNAL;
        }
        host.complain("internal error: " + oneLine(error.toString()) + " (LOCKSTEP_DEBUG=1 shows where)");
        return ExitStatus.INTERNAL;
    }

    /** A message without line breaks. */
    static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", "; ");
    }
}
