package dev.lockstep.cli.gdb;

import dev.lockstep.cpu.DataAccess;

/** A target whose time a {@link Pilot} steers. Between two moments lies at least one instruction, or an exception. */
interface Vehicle extends Target {
    /** The moment: from 0, greater at each that follows, and the same number for the same one after going back. */
    long time();

    /** Address of the instruction about to be executed. */
    int pc();

    /** What that instruction is about to do with memory; valid until the next call. */
    DataAccess access();

    /** How far back to look for what is likely near, in units of {@link #time}. */
    long window();

    /** Remembers this moment, if that is cheap, as one to which {@link #back} may return. */
    void remember();

    /** The first moment to which {@link #back} can go and return; now, when there is none. */
    long remembered();

    /**
     * Goes back to a moment that is not after the given one: either before this returns, or by giving everything up.
     *
     * @throws Rerun the target must be made anew
     */
    void back(long time);

    /** Makes visible what the guest has written so far. */
    void flush();
}
