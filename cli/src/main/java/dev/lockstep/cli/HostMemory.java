package dev.lockstep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
