package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.machine.debug.DebugCause;
import dev.lockstep.machine.debug.DebugUnit;
import dev.lockstep.machine.mmu.Mmu;
import dev.lockstep.memory.MemoryFault;
import java.util.Optional;

/** Takes the exceptions that come between two instructions, in their order: watchpoints, interrupts, aborts, breakpoints. */
final class Interruptions {
    private final CpuState cpu;
    private final Modes modes;
    private final Mmu mmu;
    private final DebugUnit debug;
    private final MemoryUnit unit;
    private final BusErrors busErrors;
    private final Lines lines;
    private final InterruptWait wait;
    private final Exceptions exceptions;

    Interruptions(
            CpuState cpu,
            Modes modes,
            Mmu mmu,
            DebugUnit debug,
            MemoryUnit unit,
            BusErrors busErrors,
            Lines lines,
            InterruptWait wait,
            Exceptions exceptions) {
        this.cpu = cpu;
        this.modes = modes;
        this.mmu = mmu;
        this.debug = debug;
        this.unit = unit;
        this.busErrors = busErrors;
        this.lines = lines;
        this.wait = wait;
        this.exceptions = exceptions;
    }

    /** Takes the first one that there is, at the time {@code now}; returns whether there was one. */
    boolean taken(long now) {
        return takesWatchpoint(now) || takesInterrupt(now) || takesImpreciseAbort(now) || takesBreakpoint(now);
    }

    /** Whether there must be a look between any two instructions. */
    boolean singly() {
        return debug.armed() && !(debug.stepping() && modes.privileged());
    }

    /** Before the next load or store, and so before everything else (TRM 2.12.10). */
    private boolean takesWatchpoint(long now) {
        Optional<MemoryUnit.WatchHit> hit = unit.takeWatchHit();
        hit.ifPresent(found -> exceptions.watchpoint(found, now));
        return hit.isPresent();
    }

    /** Interrupts end a wait also while they are masked (TRM 10.2.2). */
    private boolean takesInterrupt(long now) {
        boolean fiq = lines.fiq();
        boolean irq = lines.irq();
        if (!fiq && !irq) {
            return false;
        }
        wait.end();
        if (fiq && (cpu.control & Modes.MASK_F) == 0) {
            exceptions.enter(ExceptionKind.FIQ, now);
            return true;
        }
        if (irq && (cpu.control & Modes.MASK_I) == 0) {
            exceptions.enter(ExceptionKind.IRQ, now);
            return true;
        }
        return false;
    }

    /** Behind interrupts; held back while it is masked (TRM 2.12.11). */
    private boolean takesImpreciseAbort(long now) {
        if (wait.waiting() || !busErrors.pending() || (cpu.control & Modes.MASK_A) != 0) {
            return false;
        }
        exceptions.impreciseAbort(now);
        return true;
    }

    private boolean takesBreakpoint(long now) {
        if (wait.waiting() || !debug.armed()) {
            return false;
        }
        int pc = cpu.pc();
        boolean caught = debug.catchesVector(pc);
        boolean breaks = debug.stepping()
                ? !modes.privileged() && (pc & debug.stepMask()) != debug.stepAddress()
                : caught || debug.breaksAt(pc, cpu.thumb(), modes.privileged(), mmu.contextId());
        // A debug event comes last of all that can keep an instruction from being fetched (TRM table 6-11).
        if (!breaks || !canBeFetched(pc)) {
            return false;
        }
        exceptions.debugAbort(caught ? DebugCause.VECTOR_CATCH : DebugCause.BREAKPOINT, now);
        return true;
    }

    private boolean canBeFetched(int pc) {
        try {
            unit.fetchAddress(pc, modes.privileged());
            return true;
        } catch (MemoryFault fault) {
            return false;
        }
    }
}
