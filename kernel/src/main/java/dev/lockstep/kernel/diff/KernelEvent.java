package dev.lockstep.kernel.diff;

import java.util.Locale;

/**
 * Something that happened to a process and was no instruction of it.
 *
 * @param step how many steps the process had taken
 * @param kind what it was
 * @param detail more about it; may be empty
 */
public record KernelEvent(long step, Kind kind, String detail) {
    /** What can happen. */
    public enum Kind {
        TURN_BEGINS,
        TURN_PREEMPTED,
        TURN_YIELDED,
        WAITS,
        ENDS,
        SYSTEM_CALL,
        FORKS,
        BORN,
        EXEC,
        FAULT,
        SENT_TO_HART,
        ARRIVED_AT_HART,
        MEMORY_MADE_FLAT,
        MEMORY_MADE_PAGED,
        /** On the machine: not one of the debug hardware, by which the guest kernel sees each step. */
        EXCEPTION,
        TLB_ENTRIES_REMOVED,
        /** On the machine: between two instructions of a process, and by no call of it. */
        REGISTERS_CHANGED
    }

    @Override
    public String toString() {
        String words = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words + (detail.isEmpty() ? "" : " " + detail) + ", after step " + step;
    }
}
