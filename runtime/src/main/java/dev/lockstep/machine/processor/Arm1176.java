package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.GuardedSystemInterpreter;
import dev.lockstep.cpu.PhysicalCode;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.cpu.SystemInterpreter;
import dev.lockstep.cpu.SystemPort;
import dev.lockstep.isa.Instruction;
import dev.lockstep.machine.bus.PhysicalMemory;
import dev.lockstep.machine.cp15.SystemControl;
import dev.lockstep.machine.cp15.SystemHooks;
import dev.lockstep.machine.debug.DebugUnit;
import dev.lockstep.machine.mmu.Mmu;
import dev.lockstep.machine.mmu.MmuListener;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An ARM1176JZF-S in all its modes. It runs the interpreter for as long as nothing else can happen: up to the time when a
 * device has something due, or up to the instruction that changes mode or masks or reaches a device. In between it takes
 * interrupts, breakpoints and the other exceptions.
 *
 * <p>Time is the number of instructions that have retired, which a device sees exactly. So every run is the same. A wait for
 * an interrupt counts as many. Only a processor that follows the host's clock is ahead of that number.
 */
public final class Arm1176 {
    private final PhysicalMemory memory;
    private final Lines lines;
    private final CpuState cpu;
    private final ProcessorTime time;
    private final PhysicalCode code = new PhysicalCode();
    private final Modes modes;
    private final Mmu mmu;
    private final SystemControl system;
    private final DebugUnit debug;
    private final BusErrors busErrors;
    private final MemoryUnit unit;
    private final SystemInstructions instructions;
    private final CoprocessorInstructions coprocessors;
    private final Watchers watchers;
    private final Exceptions exceptions;
    private final InterruptWait wait;
    private final Interruptions interruptions;
    private final SystemInterpreter interpreter = new SystemInterpreter();

    /** What executes instructions instead, during a stride. */
    private Optional<GuardedSystemInterpreter> guard = Optional.empty();

    /** Whether memory was so at the last look. */
    private boolean wordInvariant;

    /** How often the cycle count was asked for. */
    private long timeReads;

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
        busErrors = new BusErrors(memory, system);
        unit = new MemoryUnit(memory, mmu, debug, code, busErrors, new OwnClock());
        cpu = new CpuState(unit.tags().tlb(), unit.space(), code, new Port());
        time = new ProcessorTime(cpu);
        modes = new Modes(cpu, this::modeChanged);
        watchers = new Watchers(cpu, modes, unit);
        coprocessors = new CoprocessorInstructions(cpu, modes, system, debug, () -> code.forget(cpu), report);
        instructions = new SystemInstructions(cpu, modes, coprocessors);
        EndlessFault endless = new EndlessFault(
                cpu, new WholeMachine(cpu, modes, memory, mmu, system, debug, coprocessors, this::outside));
        exceptions = new Exceptions(cpu, modes, mmu, system, debug, unit, busErrors, endless, watchers);
        wait = new InterruptWait(cpu, memory, lines, time);
        interruptions = new Interruptions(cpu, modes, mmu, debug, unit, busErrors, lines, wait, exceptions);
        mmu.onChange(() -> unit.forget(cpu));
        debug.onChange(time::endRun);
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

    /** What a debugger sees of it. */
    public Probe probe() {
        return new Probe(cpu, modes, mmu, unit, memory);
    }

    /** From now on somebody is told of every exception that is taken. */
    public void onException(ExceptionListener listener) {
        exceptions.tell(listener);
    }

    /** From now on time follows the host's. */
    public void follow(HostClock host) {
        time.follow(host);
    }

    /** From now on accesses to where neither RAM nor a device is take external aborts. */
    public void abortStrayAccesses() {
        busErrors.begin();
    }

    /** From now on somebody is told of table walks, and of accesses that the MMU refuses. */
    @SuppressWarnings("exports") // of use to Tracer, in this module
    public void onTranslation(MmuListener listener) {
        mmu.onWalk(listener);
    }

    /** From now on somebody is told, in words, what the guest removes from the TLB. */
    public void onTlbRemoval(Consumer<Supplier<String>> listener) {
        mmu.onRemoval(listener);
    }

    /** From now on somebody is told of every instruction before it is executed, which then takes long. */
    public void onInstruction(InstructionListener listener) {
        watchers.onInstruction(listener);
    }

    /** From now on somebody is told what user mode does, which is executed one instruction at a time. */
    public void onUserCode(UserCodeListener listener) {
        watchers.onUserCode(listener);
    }

    /** The thread id register that privileged modes have for themselves: kernels point to the current process with it. */
    public int privilegedThreadId() {
        return system.privilegedThreadId();
    }

    /** Instructions that have retired since reset, and those that would have in waits. */
    public long instructions() {
        return time.instructions();
    }

    /** The time: the same, unless it follows the host's clock. */
    public long now() {
        return time.now();
    }

    /** The address of the instruction that executes, or is next. */
    public int instructionAddress() {
        return time.running() ? cpu.pc() - (cpu.thumb() ? 4 : 8) : cpu.pc();
    }

    /**
     * Runs.
     *
     * @param limit how many instructions may have retired since reset
     * @param ended is asked whenever a device was accessed whether somebody else wants to end the run
     */
    public Ending run(long limit, Supplier<Optional<Ending>> ended) {
        while (true) {
            Optional<Ending> end = ending(limit, ended);
            if (end.isPresent()) {
                return end.get();
            }
            goOn(limit, Long.MAX_VALUE);
        }
    }

    /**
     * Does the next thing that can be told apart: takes an interrupt or another exception, waits, or executes one
     * instruction.
     *
     * @param limit the time to stop at
     * @param ended as in {@link #run}
     * @return why nothing was done; empty as a rule
     */
    public Optional<Ending> step(long limit, Supplier<Optional<Ending>> ended) {
        Optional<Ending> end = ending(limit, ended);
        if (end.isEmpty()) {
            goOn(limit, 1);
        }
        return end;
    }

    /**
     * Does the next things, as {@link #step} does one, until an instruction that is guarded is next, a device has something due,
     * or anything other than executing instructions is done.
     *
     * @param limit as in {@link #step}
     * @param ended as in {@link #run}
     * @param guarded asked before each instruction but the first
     * @return as {@link #step}
     */
    public Optional<Ending> stride(long limit, Supplier<Optional<Ending>> ended, GuardedSystemInterpreter guarded) {
        Optional<Ending> end = ending(limit, ended);
        if (end.isEmpty()) {
            guard = Optional.of(guarded);
            goOn(limit, Long.MAX_VALUE);
            guard = Optional.empty();
        }
        return end;
    }

    private void goOn(long limit, long most) {
        if (interruptions.taken(time.retired())) {
            return;
        }
        if (wait.waiting()) {
            wait.pass(limit);
        } else {
            runFor(Math.min(most, Math.min(limit - time.retired(), memory.due() - now())));
        }
    }

    private void runFor(long instructions) {
        watchers.before(time.retired());
        time.begin(watchers.singly() || interruptions.singly() ? 1 : instructions);
        StopReason reason = guard.isPresent() ? guard.get().run(cpu) : interpreter.run(cpu);
        watchers.after(time.end());
        switch (reason) {
            case BUDGET, BRANCH -> {
                // The next round looks what there is to do.
            }
            case CALL -> exceptions.enter(ExceptionKind.SUPERVISOR_CALL, time.retired());
            case FAULT -> exceptions.take(cpu.fault, time.retired());
        }
    }

    private Optional<Ending> ending(long limit, Supplier<Optional<Ending>> ended) {
        time.catchUp();
        memory.advance(now());
        if (unit.isLost()) {
            return wild("fetched an instruction from 0x%08x (physical 0x%08x), where there is no memory"
                    .formatted(cpu.pc(), unit.lostAt()));
        }
        if (modes.wrongMode() >= 0) {
            String why =
                    modes.wrongMode() == Mode.MONITOR ? "monitor mode, which is not modelled" : "which does not exist";
            return wild("set mode 0x%02x, %s, before 0x%08x".formatted(modes.wrongMode(), why, cpu.pc()));
        }
        if (exceptions.trouble().isPresent()) {
            return wild(exceptions.trouble().get());
        }
        Optional<Ending> end = ended.get();
        if (end.isPresent()) {
            return end;
        }
        if (time.retired() >= limit) {
            return Optional.of(
                    new Ending(Ending.Kind.LIMIT, "%d instructions were executed".formatted(time.retired())));
        }
        return wait.endless();
    }

    private Optional<Ending> wild(String what) {
        return Optional.of(new Ending(
                Ending.Kind.WILD,
                "the guest %s (%s mode, lr 0x%08x, sp 0x%08x, after %d instructions)"
                        .formatted(what, modes.mode(), cpu.r[CpuState.LR], cpu.r[CpuState.SP], time.retired())));
    }

    private void modeChanged() {
        unit.use(cpu, modes.privileged());
        cpu.forgetFetched();
        time.endRun();
    }

    /** How often anything was looked at or done that is not the processor's or RAM's. */
    private long outside() {
        return unit.deviceAccesses() + timeReads;
    }

    /** What the MMU's other half wants to know. */
    private final class Hooks implements SystemHooks {
        @Override
        public void waitForInterrupt() {
            wait.begin();
        }

        @Override
        public long cycleCount() {
            timeReads++;
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

        @Override
        public boolean abortPending() {
            return busErrors.pending();
        }

        /** The order of memory decides what Thumb instructions are. */
        @Override
        public void controlChanged() {
            cpu.loadsKeepState = system.loadsKeepState();
            if (wordInvariant != mmu.wordInvariant()) {
                wordInvariant = mmu.wordInvariant();
                code.forget(cpu);
            }
        }
    }

    private final class OwnClock implements MemoryUnit.Clock {
        @Override
        public long now() {
            return time.now();
        }

        @Override
        public void endRun() {
            time.endRun();
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
            own.observer().stored(own, address, value, bytes);
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
        public int word(int physicalAddress) {
            return unit.word(physicalAddress);
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
        public boolean hasFloatingPointForAll() {
            return coprocessors.hasFloatingPointForAll();
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
