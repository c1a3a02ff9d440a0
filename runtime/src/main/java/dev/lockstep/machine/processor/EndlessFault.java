package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import java.util.Arrays;

/**
 * Notices a guest that takes the same faults for ever, and proves it: between two of them nothing has changed, not one bit of
 * registers, TLB and memory, and nothing that time could change was looked at or is due. So it goes on like that without end.
 *
 * <p>It looks after {@value #PATIENCE} faults, and each time their number has doubled: first for a fault with the same pc,
 * registers and status, and only if such a one comes back at the whole machine.
 */
final class EndlessFault {
    private static final int PATIENCE = 1024;

    private final CpuState cpu;
    private final Snapshots snapshots;
    private long faults;
    private long nextLook = PATIENCE;
    private Stage stage = Stage.COUNTING;
    private ExceptionKind kind = ExceptionKind.UNDEFINED;
    private int registers;
    private long outside;
    private long snapshot;

    private enum Stage {
        COUNTING,
        /** A fault was noted. */
        NOTED,
        /** It has come again, and what the whole machine was like then is known. */
        REPEATED
    }

    /** The machine as a whole. */
    interface Snapshots {
        /** A number that differs, in all likelihood, when anything does that the guest can see, time excepted. */
        long take();

        /** How often something was looked at, or done, that depends on more than that. */
        long outside();

        /** Whether nothing will ever happen of itself. */
        boolean nothingDue();
    }

    EndlessFault(CpuState cpu, Snapshots snapshots) {
        this.cpu = cpu;
        this.snapshots = snapshots;
    }

    /**
     * A fault is about to be taken.
     *
     * @return whether it will be taken for ever
     */
    boolean taken(ExceptionKind fault) {
        faults++;
        if (faults == nextLook) {
            nextLook *= 2;
            stage = Stage.NOTED;
            kind = fault;
            registers = registersNow();
            return false;
        }
        if (stage == Stage.COUNTING || fault != kind || registersNow() != registers) {
            return false;
        }
        if (!snapshots.nothingDue()) {
            stage = Stage.COUNTING;
            return false;
        }
        if (stage == Stage.NOTED) {
            stage = Stage.REPEATED;
            outside = snapshots.outside();
            snapshot = snapshots.take();
            return false;
        }
        stage = Stage.COUNTING;
        return snapshots.outside() == outside && snapshots.take() == snapshot;
    }

    private int registersNow() {
        return 31 * Arrays.hashCode(cpu.r) + cpu.cpsr();
    }
}
