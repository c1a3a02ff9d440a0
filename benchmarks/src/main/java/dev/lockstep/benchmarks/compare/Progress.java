package dev.lockstep.benchmarks.compare;

import java.io.PrintStream;

/** One line of a terminal that says what is being done. */
public final class Progress {
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream terminal;
    private final boolean shown;

    /** Shows nothing where there is no terminal. */
    public Progress(PrintStream terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    /** Replaces the line. */
    public void tell(String text) {
        if (shown) {
            terminal.print(CLEAR_LINE + text);
            terminal.flush();
        }
    }
}
