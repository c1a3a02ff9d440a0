package dev.lockstep.kernel.api;

import java.util.Locale;

/** When a process goes on on another hart. It changes where and when processes run, and nothing that they compute. */
public enum Migration {
    /** When that hart has nothing to do and this one has more than it can run. */
    AUTO,

    /** Never: a program and all its descendants stay on the hart on which it was started. */
    NEVER,

    /** Before every turn, where that is possible: for tests. */
    ALWAYS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
