package dev.lockstep.cli.gdb;

import java.util.List;

/** A target that gdb sees as one thread: a machine, or the one process that matters. */
interface OneThread extends Vehicle {
    /** Its number. */
    int THREAD = 1;

    @Override
    default int currentThread() {
        return THREAD;
    }

    @Override
    default List<Integer> threads() {
        return List.of(THREAD);
    }

    @Override
    default boolean alive(int thread) {
        return thread == THREAD;
    }
}
