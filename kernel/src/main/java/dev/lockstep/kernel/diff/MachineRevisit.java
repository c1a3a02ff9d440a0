package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.check.BootedMachine;
import dev.lockstep.kernel.diff.FirstDifference.Moment;
import dev.lockstep.machine.Machine;
import java.io.IOException;
import java.util.Optional;

/**
 * One side of a divergence that is a boot of the guest kernel on the bare machine: a new machine for every look at it, each of
 * which retires the same instructions, and how many of them there are before the step that differs.
 */
public final class MachineRevisit {
    private final MachineSide side;
    private final long begin;

    /**
     * A side as it was when the divergence was found.
     *
     * @param side on the machine
     * @param moment of this side
     */
    public MachineRevisit(Side side, Moment moment) {
        this.side = side.machineSide();
        begin = moment.machineTime().orElseThrow();
    }

    /** How many instructions the machine has retired where the instruction of the step is next. */
    public long begin() {
        return begin;
    }

    /** How many it may retire in one run. */
    public long limit() {
        return side.mostInstructions();
    }

    /**
     * A new machine, whose first instruction is next.
     *
     * @throws IOException when the kernel or a program cannot be read
     */
    public BootedMachine boot() throws IOException {
        return side.booted();
    }

    /** Which process of the guest kernel has the processor, or has had it last; empty before there is one. */
    public static Optional<PidPath> process(Machine machine) {
        return new GuestRegister(machine).path();
    }
}
