package dev.lockstep.machine.processor;

import dev.lockstep.machine.bus.PhysicalMemory;
import dev.lockstep.machine.cp15.SystemControl;
import dev.lockstep.machine.mmu.Access;
import dev.lockstep.machine.mmu.FaultStatus;

/**
 * External aborts: what the bus refuses, and the imprecise abort that waits to be taken (TRM 2.12.10 and 2.12.11). The bus of
 * a BCM2835 is not known to refuse anything, so it does so only when it is told to: then where neither RAM nor a device
 * answers.
 */
final class BusErrors {
    private final PhysicalMemory memory;
    private final SystemControl system;
    private boolean refusing;
    private boolean pending;
    private boolean write;

    BusErrors(PhysicalMemory memory, SystemControl system) {
        this.memory = memory;
        this.system = system;
    }

    /** From now on it refuses accesses to where nothing is. */
    void begin() {
        refusing = true;
    }

    /** Whether an access to a physical address that is not RAM is refused. */
    boolean refuses(int physical) {
        return refusing && !memory.answers(physical);
    }

    /**
     * Whether the abort of an access that was refused is precise. What is left out here: loads of the pc, and the load of a
     * swap, are always precise on the part.
     */
    boolean precise(Access access, boolean stronglyOrdered) {
        return stronglyOrdered || access == Access.READ && system.fastInterrupts();
    }

    /** An imprecise abort waits from now on; one that waits already is the same one. */
    void pend(Access access) {
        pending = true;
        write = access == Access.WRITE;
    }

    /** Whether one waits. */
    boolean pending() {
        return pending;
    }

    /** Fills the fault registers for the one that waited, which is taken. */
    void record() {
        pending = false;
        system.recordDataAbort(FaultStatus.IMPRECISE_EXTERNAL, 0, 0, write);
    }
}
