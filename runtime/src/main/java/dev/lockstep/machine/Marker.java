package dev.lockstep.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes on what a UART sends, and notices a text in it. */
public final class Marker extends OutputStream {
    private final OutputStream to;
    private final byte[] text;

    /** Where to go on looking when a byte differs, by how many were the same (Knuth, Morris, Pratt). */
    private final int[] shorter;

    private int matched;
    private boolean found;

    /**
     * Looks for a text.
     *
     * @param text in UTF-8; of an empty one nothing is ever found
     */
    public Marker(OutputStream to, String text) {
        this.to = to;
        this.text = text.getBytes(StandardCharsets.UTF_8);
        shorter = new int[this.text.length + 1];
        int same = 0;
        for (int i = 1; i < this.text.length; i++) {
            while (same > 0 && this.text[i] != this.text[same]) {
                same = shorter[same];
            }
            if (this.text[i] == this.text[same]) {
                same++;
            }
            shorter[i + 1] = same;
        }
    }

    @Override
    public void write(int value) throws IOException {
        to.write(value);
        if (found || text.length == 0) {
            return;
        }
        while (matched > 0 && text[matched] != (byte) value) {
            matched = shorter[matched];
        }
        if (text[matched] == (byte) value) {
            matched++;
        }
        found = matched == text.length;
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    /** Whether the text was sent. */
    public boolean found() {
        return found;
    }

    /** What is looked for. */
    String text() {
        return new String(text, StandardCharsets.UTF_8);
    }
}
