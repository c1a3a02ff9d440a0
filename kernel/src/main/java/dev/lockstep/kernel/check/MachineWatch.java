package dev.lockstep.kernel.check;

import dev.lockstep.machine.Machine;

/** Somebody who looks at the bare machine while it runs the guest kernel, from outside. */
public interface MachineWatch {
    /** Nobody. */
    MachineWatch NONE = machine -> {};

    /** The machine is loaded and runs next. */
    void attach(Machine machine);

    /** Whether enough was seen, and the run may end early. */
    default boolean done() {
        return false;
    }
}
