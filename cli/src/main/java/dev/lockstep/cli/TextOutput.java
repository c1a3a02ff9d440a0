package dev.lockstep.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Lines of text to standard output, buffered until it is closed, with styles where that is a terminal. */
final class TextOutput implements AutoCloseable {
    private final Writer writer;
    private final boolean colours;

    TextOutput(Host host) {
        writer = new BufferedWriter(new OutputStreamWriter(host.out(), StandardCharsets.UTF_8), 1 << 16);
        colours = host.outIsTerminal();
    }

    void line(String text) throws OutputClosedException {
        try {
            writer.append(text).append('\n');
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
    }

    /** In bold letters, where there are such. */
    String bold(String text) {
        return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** In faint letters, where there are such. */
    String faint(String text) {
        return colours ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    @Override
    public void close() throws OutputClosedException {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
    }
}
