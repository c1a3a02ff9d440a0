package dev.lockstep.kernel.api;

import dev.lockstep.cpu.StepObserver;

/**
 * Watches one hart of a kernel closely: turns, system calls, single steps. Called on the hart's thread. Nothing that it does
 * may change what a process does; what it makes of turns (several pieces instead of one) changes no hash.
 */
public interface HartObserver {
    /** Why a turn is over. */
    enum TurnEnd {
        /** It was long enough, or the kernel stops. */
        PREEMPTED,
        /** The process gave the rest up. */
        YIELDED,
        /** The process waits for a child. */
        WAITS,
        /** The process has ended. */
        ENDED
    }

    /** Watches nothing. */
    HartObserver NONE = new HartObserver() {};

    /** Who is told of every step; asked once. Translated code tells only if its engine was made for that. */
    default StepObserver steps() {
        return StepObserver.NONE;
    }

    /** A process begins or goes on with a turn. */
    default void dispatched(ObservedProcess process) {}

    /** The most instructions, at least 1, that a process may execute now before this observer is told that they were. */
    default int most(ObservedProcess process) {
        return Integer.MAX_VALUE;
    }

    /** A process has executed some instructions, or has returned from a system call. */
    default void executed(ObservedProcess process) {}

    /**
     * A process stands at a system call, which is served next.
     *
     * @param name of the call as documentation has it: {@code fork}, {@code SYS_WRITE}
     */
    default void calls(ObservedProcess process, String name) {}

    /**
     * The process has forked.
     *
     * @param child its ordinal
     */
    default void forked(ObservedProcess process, int child) {}

    /** The process has got another image by exec. */
    default void replaced(ObservedProcess process) {}

    /** The instruction at the process's pc cannot be executed; it is killed next. */
    default void faulted(ObservedProcess process) {}

    /**
     * The process ends; it is gone when this returns.
     *
     * @param end what a listener is told too
     */
    default void ended(ObservedProcess process, ProcessEnd end) {}

    /**
     * The turn is over.
     *
     * @param process not to be asked for anything where the turn ended with it
     */
    default void turnOver(ObservedProcess process, TurnEnd why) {}

    /** A process that can run is sent to another hart. */
    default void sent(PidPath process, int hart) {}

    /** A process has come from another hart. */
    default void arrived(PidPath process) {}
}
