package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.Fault;
import dev.lockstep.machine.cp15.SystemControl;
import dev.lockstep.machine.debug.DebugCause;
import dev.lockstep.machine.debug.DebugUnit;
import dev.lockstep.machine.mmu.Abort;
import dev.lockstep.machine.mmu.Access;
import dev.lockstep.machine.mmu.FaultStatus;
import dev.lockstep.machine.mmu.Mmu;
import dev.lockstep.memory.MemoryFault;
import java.util.Optional;

/** Takes exceptions: fills the fault registers, enters the mode, goes to the vector; and notices when no handler is there. */
final class Exceptions {
    /** So many exceptions one after the other, with no instruction retired in between, never end. */
    private static final int ENDLESS = 8;

    private final CpuState cpu;
    private final Modes modes;
    private final Mmu mmu;
    private final SystemControl system;
    private final DebugUnit debug;
    private final MemoryUnit unit;
    private final BusErrors busErrors;
    private final EndlessFault endless;
    private final Watchers watchers;

    /** Exceptions since the last instruction retired, and the time of that. */
    private int inARow;

    private long last;

    private ExceptionListener listener = (kind, pc, cpsr, time) -> {};

    /** What the guest has done, in words, when exceptions lead nowhere. */
    private Optional<String> trouble = Optional.empty();

    Exceptions(
            CpuState cpu,
            Modes modes,
            Mmu mmu,
            SystemControl system,
            DebugUnit debug,
            MemoryUnit unit,
            BusErrors busErrors,
            EndlessFault endless,
            Watchers watchers) {
        this.cpu = cpu;
        this.modes = modes;
        this.mmu = mmu;
        this.system = system;
        this.debug = debug;
        this.unit = unit;
        this.busErrors = busErrors;
        this.endless = endless;
        this.watchers = watchers;
    }

    /** Somebody is told of all of them. */
    void tell(ExceptionListener other) {
        listener = other;
    }

    /** What the guest has done that can never end well; empty as long as exceptions have handlers. */
    Optional<String> trouble() {
        if (trouble.isEmpty() && inARow > ENDLESS) {
            trouble = Optional.of(
                    "takes an exception at 0x%08x whose handler takes one in turn, without end".formatted(cpu.pc()));
        }
        return trouble;
    }

    /**
     * Takes the exception of the instruction at the pc.
     *
     * @param now the time
     */
    void take(Fault fault, long now) {
        unit.instructionFaulted();
        switch (fault.kind()) {
            case UNDEFINED, UNPREDICTABLE -> enter(ExceptionKind.UNDEFINED, now);
            case BREAKPOINT -> debugAbort(DebugCause.BKPT, now);
            case EXECUTE -> {
                if (!unit.isLost()) {
                    system.record(unit.refused());
                    enter(ExceptionKind.PREFETCH_ABORT, now);
                }
            }
            case ALIGNMENT -> dataAbort(mmu.alignmentAbort(fault.address(), access()), now);
            case READ, WRITE -> dataAbort(unit.refused(), now);
            case OUT_OF_MEMORY -> throw new IllegalStateException("no address space is in use");
        }
    }

    private void dataAbort(Abort abort, long now) {
        system.record(abort);
        enter(ExceptionKind.DATA_ABORT, now);
    }

    /** The data abort of a watchpoint, taken in place of the instruction behind the one that hit it. */
    void watchpoint(MemoryUnit.WatchHit hit, long now) {
        debug.enteredByWatchpoint(hit.fault());
        system.record(hit.abort());
        enter(ExceptionKind.DATA_ABORT, true, now);
    }

    /** The data abort of an access that the bus has refused, taken in place of the instruction that is next by now. */
    void impreciseAbort(long now) {
        busErrors.record();
        enter(ExceptionKind.DATA_ABORT, now);
    }

    /** A prefetch abort by the debug hardware. */
    void debugAbort(DebugCause cause, long now) {
        debug.entered(cause);
        system.recordPrefetchAbort(FaultStatus.DEBUG, mmu.modified(cpu.pc()));
        enter(ExceptionKind.PREFETCH_ABORT, true, now);
    }

    /** Whether the instruction at the pc, which is not aligned as it must be, loads or stores. */
    private Access access() {
        boolean thumb = cpu.thumb();
        int physical = unit.fetchAddress(cpu.pc(), modes.privileged());
        if (thumb) {
            return (unit.halfword(physical) & 1 << 11) == 0 ? Access.WRITE : Access.READ;
        }
        int word = unit.word(physical);
        boolean doubleword = (word & 0x0e1000d0) == 0x000000d0;
        boolean loads = doubleword ? (word & 1 << 5) == 0 : (word & 1 << 20) != 0;
        return loads ? Access.READ : Access.WRITE;
    }

    /** Takes an exception at the pc (ARM ARM A2.6.2 to A2.6.9). */
    void enter(ExceptionKind kind, long now) {
        enter(kind, false, now);
    }

    private void enter(ExceptionKind kind, boolean debugEvent, long now) {
        inARow = last == now ? inARow + 1 : 1;
        last = now;
        int pc = cpu.pc();
        look(kind, pc);
        listener.taken(kind, pc, cpu.cpsr(), now);
        watchers.exception(kind, debugEvent, now);
        int link = kind.returnAddress(pc, cpu.thumb());
        int cpsr = cpu.cpsr() & ~(Mode.FIELD | CpuState.THUMB | CpuState.BIG_ENDIAN);
        cpsr |= kind.mode().number()
                | Modes.MASK_I
                | kind.masks()
                | (system.bigEndianExceptions() ? CpuState.BIG_ENDIAN : 0);
        modes.enter(kind.mode(), cpsr);
        cpu.r[CpuState.LR] = link;
        cpu.r[CpuState.PC] = system.vectorBase() + kind.vector();
        if (!debug.catchesVector(cpu.pc())) {
            checkHandler(kind, pc);
        }
    }

    /** Whether this exception leads nowhere. */
    private void look(ExceptionKind kind, int pc) {
        if (kind.isFault() && endless.taken(kind)) {
            trouble = Optional.of(
                    "takes %s at 0x%08x again and again, and nothing changes in between".formatted(kind.text(), pc));
        } else if (kind == ExceptionKind.IRQ && system.vectoredInterrupts()) {
            trouble = Optional.of(
                    "took an interrupt at 0x%08x with control bit VE set, and nothing on this board gives its vector"
                            .formatted(pc));
        }
    }

    /** A vector of zero is none: nobody wants to do nothing there and go on to the next vector. */
    private void checkHandler(ExceptionKind kind, int pc) {
        try {
            if (unit.word(unit.fetchAddress(cpu.pc(), true)) == 0) {
                trouble = Optional.of("took %s at 0x%08x and has no handler: the vector at 0x%08x is zero"
                        .formatted(kind.text(), pc, cpu.pc()));
            }
        } catch (MemoryFault unreadable) {
            // The next fetch meets the same fault and takes it.
        }
    }
}
