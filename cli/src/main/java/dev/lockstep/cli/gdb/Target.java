package dev.lockstep.cli.gdb;

import java.util.List;

/** What gdb sees: threads with registers and memory. All of it stands still while it is looked at. */
interface Target {
    /** In place of a thread: whichever. */
    int ANY = 0;

    /** In place of a thread: each. */
    int ALL = -1;

    /** The thread that is about to execute an instruction; numbers begin with 1. */
    int currentThread();

    /** The threads that there are; the first ones, where there are very many. */
    List<Integer> threads();

    /** Whether there is such a thread. */
    boolean alive(int thread);

    /** What a thread is, for {@code info threads}; it must be there. */
    String describe(int thread);

    /** All registers of a thread, as {@link Registers} orders them; it must be there. */
    byte[] registers(int thread);

    /** Whether gdb may change anything. */
    default boolean changeable() {
        return true;
    }

    /** Changes one register of a thread, which must be there. */
    void setRegister(int thread, int number, long value);

    /** Memory as a thread sees it, as far as it can be read from an address on; it must be there. */
    byte[] memory(int thread, int address, int bytes);

    /** Changes memory of a thread, which must be there; false where there is none. */
    boolean setMemory(int thread, int address, byte[] content);

    /** What a {@code monitor} command says: lines with their ends; empty for one that is not known. */
    String monitor(String command);

    /** The commands that {@link #monitor} knows, a line each. */
    String monitorHelp();
}
