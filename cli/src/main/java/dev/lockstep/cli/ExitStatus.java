package dev.lockstep.cli;

/** What the shell gets to see, besides the exit codes of programs. */
final class ExitStatus {
    static final int OK = 0;

    /** What was to be checked is not right. */
    static final int WRONG = 1;

    /** Wrong usage, a broken image, a file that cannot be read or written: nothing was run. */
    static final int USAGE = 2;

    /** An error in Lockstep itself. */
    static final int INTERNAL = 70;

    /** Interrupted, as if killed by SIGINT. */
    static final int INTERRUPTED = 130;

    /** Standard output was closed by its reader: as if killed by SIGPIPE. */
    static final int PIPE = 141;

    private ExitStatus() {}
}
