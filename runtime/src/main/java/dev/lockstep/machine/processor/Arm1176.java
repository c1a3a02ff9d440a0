package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.PhysicalCode;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.cpu.SystemInterpreter;
import dev.lockstep.cpu.SystemPort;
import dev.lockstep.isa.Instruction;
import dev.lockstep.machine.bus.PhysicalMemory;
import dev.lockstep.machine.cp15.SystemControl;
import dev.lockstep.machine.cp15.SystemHooks;
import dev.lockstep.machine.debug.DebugCause;
import dev.lockstep.machine.debug.DebugUnit;
import dev.lockstep.machine.mmu.Mmu;
import dev.lockstep.memory.MemoryFault;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An ARM1176JZF-S in all its modes. It runs the interpreter for as long as nothing else can happen: up to the time when a
 * device has something due, or up to the instruction that changes mode or masks or reaches a device. In between it takes
 * interrupts, breakpoints and the other exceptions.
 *
 * <p>Time is the number of instructions that have retired, which a device sees exactly. So every run is the same.
 */
public final class Arm1176 {
    private static final int LONGEST_RUN = 1 << 24;

    private final PhysicalMemory memory;
    private final Lines lines;
    private final CpuState cpu;
    private final PhysicalCode code = new PhysicalCode();
    private final Modes modes;
    private final Mmu mmu;
    private final SystemControl system;
    private final DebugUnit debug;
    private final MemoryUnit unit;
    private final SystemInstructions instructions;
    private final CoprocessorInstructions coprocessors;
    private final Exceptions exceptions;
    private final SystemInterpreter interpreter = new SystemInterpreter();

    /** Instructions retired before the interpreter's current run. */
    private long retired;

    /** What the budget of that run was, without what was taken from it to end it early; 0 outside. */
    private int given;

    private boolean waiting;

    /**
     * As after reset: supervisor mode, interrupts masked, MMU off, pc 0.
     *
     * @param memory what is at physical addresses
     * @param lines interrupts
     * @param coherent whether the MMU forgives forgotten TLB maintenance
     * @param report is told, in a line each, of accesses to coprocessor registers that are not there
     */
    public Arm1176(PhysicalMemory memory, Lines lines, boolean coherent, Consumer<String> report) {
        this.memory = memory;
        this.lines = lines;
        mmu = new Mmu(address -> memory.read(address, Integer.BYTES), memory::isRam, coherent);
        system = new SystemControl(mmu, new Hooks());
        debug = new DebugUnit(system);
        unit = new MemoryUnit(memory, mmu, debug, code, new OwnClock());
        cpu = new CpuState(unit.tags().tlb(), unit.space(), code, new Port());
        modes = new Modes(cpu, this::modeChanged);
        coprocessors = new CoprocessorInstructions(cpu, modes, system, debug, () -> code.forget(cpu), report);
        instructions = new SystemInstructions(cpu, modes, coprocessors);
        exceptions = new Exceptions(cpu, modes, mmu, system, debug, unit);
        mmu.onChange(() -> unit.forget(cpu));
        debug.onChange(this::endRun);
        debug.onWatchesChange(() -> unit.forget(cpu));
        memory.onDeviceStore(unit::storedByDevice);
    }

    /** The registers of the current mode. */
    public CpuState cpu() {
        return cpu;
    }

    /** The others, and the status registers. */
    public Modes modes() {
        return modes;
    }

    /** Coprocessor 15. */
    SystemControl system() {
        return system;
    }

    /** Coprocessor 14. */
    DebugUnit debug() {
        return debug;
    }

    /** From now on somebody is told of every exception that is taken. */
    public void onException(ExceptionListener listener) {
        exceptions.tell(listener);
    }

    /** Instructions that have retired since reset: the time. */
    public long now() {
        return retired + given - cpu.budget;
    }

    /**
     * Runs.
     *
     * @param limit the time to stop at
     * @param ended is asked whenever a device was accessed whether somebody else wants to end the run
     */
    public Ending run(long limit, Supplier<Optional<Ending>> ended) {
        while (true) {
            memory.advance(retired);
            Optional<Ending> end = ending(limit, ended);
            if (end.isPresent()) {
                return end.get();
            }
            if (takesInterrupt() || takesBreakpoint()) {
                continue;
            }
            if (waiting) {
                retired = Math.min(limit, Math.max(retired + 1, memory.due()));
                waiting = !lines.irq() && !lines.fiq();
            } else {
                runUntil(Math.min(limit, memory.due()));
            }
        }
    }

    private Optional<Ending> ending(long limit, Supplier<Optional<Ending>> ended) {
        if (unit.isLost()) {
            return wild("fetched an instruction from 0x%08x (physical 0x%08x), where there is no memory"
                    .formatted(cpu.pc(), unit.lostAt()));
        }
        if (modes.wrongMode() >= 0) {
            return wild("set mode 0x%02x, which does not exist, before 0x%08x".formatted(modes.wrongMode(), cpu.pc()));
        }
        if (exceptions.trouble().isPresent()) {
            return wild(exceptions.trouble().get());
        }
        Optional<Ending> end = ended.get();
        if (end.isPresent()) {
            return end;
        }
        if (retired >= limit) {
            return Optional.of(new Ending(Ending.Kind.LIMIT, "%d instructions were executed".formatted(retired)));
        }
        boolean idle = waiting && memory.due() == Long.MAX_VALUE && !lines.irq() && !lines.fiq();
        return idle
                ? Optional.of(new Ending(
                        Ending.Kind.IDLE,
                        "waits for an interrupt at 0x%08x with nothing armed that could raise one".formatted(cpu.pc())))
                : Optional.empty();
    }

    private Optional<Ending> wild(String what) {
        return Optional.of(new Ending(
                Ending.Kind.WILD,
                "the guest %s (%s mode, lr 0x%08x, sp 0x%08x, after %d instructions)"
                        .formatted(what, modes.mode(), cpu.r[CpuState.LR], cpu.r[CpuState.SP], retired)));
    }

    /** Interrupts end a wait also while they are masked (TRM 10.2.2). */
    private boolean takesInterrupt() {
        boolean fiq = lines.fiq();
        boolean irq = lines.irq();
        if (!fiq && !irq) {
            return false;
        }
        waiting = false;
        if (fiq && (cpu.control & Modes.MASK_F) == 0) {
            exceptions.enter(ExceptionKind.FIQ, retired);
            return true;
        }
        if (irq && (cpu.control & Modes.MASK_I) == 0) {
            exceptions.enter(ExceptionKind.IRQ, retired);
            return true;
        }
        return false;
    }

    private boolean takesBreakpoint() {
        if (waiting || !debug.armed()) {
            return false;
        }
        int pc = cpu.pc();
        boolean breaks = debug.stepping()
                ? !modes.privileged() && (pc & debug.stepMask()) != debug.stepAddress()
                : debug.breaksAt(pc, cpu.thumb(), modes.privileged(), mmu.contextId());
        // A debug event comes last of all that can keep an instruction from being fetched (TRM table 6-11).
        if (!breaks || !canBeFetched(pc)) {
            return false;
        }
        exceptions.debugAbort(DebugCause.BREAKPOINT, retired);
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

    /** Whether each instruction must be asked for. */
    private boolean singly() {
        return debug.armed() && !(debug.stepping() && modes.privileged());
    }

    private void runUntil(long time) {
        given = singly() ? 1 : (int) Math.min(LONGEST_RUN, Math.max(1, time - retired));
        cpu.budget = given;
        StopReason reason = interpreter.run(cpu);
        retired += given - cpu.budget;
        given = 0;
        cpu.budget = 0;
        switch (reason) {
            case BUDGET, BRANCH -> {
                // The next round looks what there is to do.
            }
            case CALL -> exceptions.enter(ExceptionKind.SUPERVISOR_CALL, retired);
            case FAULT -> exceptions.take(cpu.fault, retired);
        }
    }

    private void modeChanged() {
        unit.use(cpu, modes.privileged());
        cpu.forgetFetched();
        endRun();
    }

    private void endRun() {
        if (cpu.budget > 1) {
            given -= cpu.budget - 1;
            cpu.budget = 1;
        }
    }

    /** What the MMU's other half wants to know. */
    private final class Hooks implements SystemHooks {
        @Override
        public void waitForInterrupt() {
            waiting = true;
            endRun();
        }

        @Override
        public long cycleCount() {
            return now();
        }

        @Override
        public boolean irqPending() {
            return lines.irq();
        }

        @Override
        public boolean fiqPending() {
            return lines.fiq();
        }
    }

    private final class OwnClock implements MemoryUnit.Clock {
        @Override
        public long now() {
            return Arm1176.this.now();
        }

        @Override
        public void endRun() {
            Arm1176.this.endRun();
        }
    }

    /** What the interpreter asks for. */
    private final class Port implements SystemPort {
        @Override
        public int load(CpuState own, int address, int bytes) {
            return unit.load(own, address, bytes);
        }

        @Override
        public void store(CpuState own, int address, int value, int bytes) {
            unit.store(own, address, value, bytes);
        }

        @Override
        public int misaligned(int address, int mask) {
            return unit.misaligned(address, mask);
        }

        @Override
        public int fetchAddress(int address) {
            return unit.fetchAddress(address, modes.privileged());
        }

        @Override
        public int halfword(int physicalAddress) {
            return unit.halfword(physicalAddress);
        }

        @Override
        public void codeAppeared(CpuState own) {
            unit.codeAppeared(own);
        }

        @Override
        public boolean hasFloatingPoint() {
            return coprocessors.hasFloatingPoint();
        }

        @Override
        public void actAsUser(CpuState own, boolean user) {
            unit.use(own, !user && modes.privileged());
        }

        @Override
        public int execute(CpuState own, Instruction instruction, int next) {
            return instructions.execute(instruction, next);
        }

        @Override
        public int returnFromException(CpuState own, int next, int target) {
            return instructions.returnFromException(next, target);
        }
    }
}
