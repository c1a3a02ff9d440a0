package dev.lockstep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** How much of the machine's memory this JVM takes, as Linux tells it (proc(5), /proc/pid/status). */
final class HostMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KB = 1024;

    private HostMemory() {}

    /** Now, in bytes; 0 where nobody tells. */
    static long now() {
        return field("VmRSS:");
    }

    /** The most so far, in bytes. */
    static long peak() {
        return field("VmHWM:");
    }

    /**
     * Makes sure that Java took all of its heap's memory at its start, as the launcher makes it do.
     *
     * @throws CommandException when it did not
     */
    static void requirePretouched() throws CommandException {
        String option = "-XX:+AlwaysPreTouch";
        boolean given = ProcessHandle.current()
                .info()
                .arguments()
                .filter(arguments -> Arrays.asList(arguments).contains(option))
                .isPresent();
        if (!given) {
            throw new CommandException(
                    "--pretouch: found a JVM without " + option + ", wanted one that the launcher starts");
        }
    }

    private static long field(String name) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
