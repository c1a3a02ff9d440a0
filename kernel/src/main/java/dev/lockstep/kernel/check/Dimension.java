package dev.lockstep.kernel.check;

import java.util.List;
import java.util.Optional;

/**
 * What can differ between two ways of running a program, and may change no hash. The order is that of a {@link RunSpec}'s
 * text, and that in which values are chosen: whether a value may be chosen depends on those before it ({@link SpecRules}).
 */
public enum Dimension {
    /** Who executes instructions: our kernel's engines, or the bare machine with our guest kernel on it. */
    ENGINE("engine", "interpreter, translated, flat or machine"),

    /** How the machine's guest kernel gives a process its memory; our kernel has granules and nothing else. */
    TRANSLATION("translation", "granules; for engine=machine none, pinned, sections, large or small"),

    /** When a process's memory is made flat. */
    PROMOTION("promotion", "never or auto; for engine=flat always or random:SEED"),

    /** How long turns are, in instructions; on the machine in steps. */
    QUANTUM("quantum", "a number of instructions, random:SEED:MEAN, huge or to-fork"),

    /** Who else runs on the same kernel. */
    COMPANY("company", "alone, copies, others or storm"),

    /** Threads of the host that run processes. */
    HARTS("harts", "1 to 8"),

    /** When a process goes on on another hart. */
    MIGRATION("migration", "auto, never or always"),

    /**
     * How much memory there is: plenty, or hardly more than the processes need at one time, so that all of it is used again and
     * again; what our kernel frees is then overwritten too.
     */
    MEMORY("memory", "plenty or starved"),

    /** Whether the MMU stays on, or is turned off and on again at every step event. */
    MMU("mmu", "steady or toggled"),

    /** How address spaces are told apart in the TLB: one ASID and a flush, one for each, few that are used again. */
    ASIDS("asids", "one, each or few"),

    /** The domains of processes: the same, or one for each. */
    DOMAINS("domains", "one or each"),

    /** Which process is next. */
    ORDER("order", "round or random:SEED"),

    /** Interrupts of the machine's timer, in microseconds. */
    TIMER("timer", "none or a number of microseconds"),

    /** Whether translated code of an earlier run is there at the start. */
    CACHE("cache", "cold or warm");

    private final String key;
    private final String wanted;

    Dimension(String key, String wanted) {
        this.key = key;
        this.wanted = wanted;
    }

    /** Its name in a text. */
    public String key() {
        return key;
    }

    /** The values that it can have at all, as one reads them in a message. */
    public String wanted() {
        return wanted;
    }

    /** The dimension of that {@link #key}, if there is one. */
    public static Optional<Dimension> named(String key) {
        return List.of(values()).stream()
                .filter(dimension -> dimension.key.equals(key))
                .findFirst();
    }
}
