package dev.lockstep.kernel.process;

import dev.lockstep.kernel.api.PidPath;

/** What the harts of a kernel tell each other. A process that has gone to another hart still has its record at home. */
interface Recipient {
    /**
     * A process is to go on here.
     *
     * @param home number of the hart that it is from
     * @param slot its record there
     */
    void arrives(int home, int slot, PidPath path, Traveller process);

    /** A process of this hart is to go on here again. */
    void comesBack(int slot, Traveller process);

    /**
     * A process of this hart has ended elsewhere.
     *
     * @param clock of its end
     * @param exit its code, or the number of the signal that killed it
     */
    void hasEnded(int slot, long clock, int exit, boolean killed);

    /** A process of this hart that is elsewhere cannot end before this clock. */
    void cannotEndBefore(int slot, long clock);

    /**
     * A hart wants to be told when its process that is here cannot end before this clock.
     *
     * @param home number of the hart
     * @param slot the process's record there
     */
    void isAsked(int home, int slot, long clock);
}
