package dev.lockstep.kernel.console;

/** What one process has written to its two streams and nobody has seen yet: the beginnings of lines. */
public final class ProcessOutput {
    final LineBuffer out = new LineBuffer();
    final LineBuffer err = new LineBuffer();

    /** Memory that it takes. */
    public int bytes() {
        return out.bytes().length + err.bytes().length;
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return out.length() == 0 && err.length() == 0;
    }
}
