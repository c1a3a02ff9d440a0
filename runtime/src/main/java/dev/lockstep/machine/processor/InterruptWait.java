package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.machine.bus.PhysicalMemory;
import java.util.Optional;

/** A guest's wait for an interrupt: how time passes meanwhile, and when none will ever come. */
final class InterruptWait {
    /** Rounds of all that is due, during a wait, which have brought no interrupt: the next ones will not either. */
    private static final int ENDLESS_ROUNDS = 1000;

    private final CpuState cpu;
    private final PhysicalMemory memory;
    private final Lines lines;
    private final ProcessorTime time;
    private boolean waiting;

    /** How often all that is due had come round when the wait began. */
    private long roundsBefore;

    InterruptWait(CpuState cpu, PhysicalMemory memory, Lines lines, ProcessorTime time) {
        this.cpu = cpu;
        this.memory = memory;
        this.lines = lines;
        this.time = time;
    }

    /** Whether the guest waits. */
    boolean waiting() {
        return waiting;
    }

    void begin() {
        waiting = true;
        roundsBefore = memory.rounds();
        time.endRun();
    }

    void end() {
        waiting = false;
    }

    /** Lets time pass until the next thing is due, or {@code limit}. */
    void pass(long limit) {
        if (memory.awaitsInputOnly()) {
            lines.awaitInput();
            memory.inputChanged();
        }
        if (memory.due() != Long.MAX_VALUE) {
            time.passTo(memory.due(), limit);
        }
    }

    /** Why the wait has no end; empty where there is none, or it may have one. */
    Optional<Ending> endless() {
        if (!waiting || lines.irq() || lines.fiq()) {
            return Optional.empty();
        }
        String armed;
        if (memory.due() == Long.MAX_VALUE) {
            armed = "nothing armed that could raise one";
        } else if (memory.rounds() - roundsBefore >= ENDLESS_ROUNDS) {
            armed = "nothing at work but a DMA chain without end or interrupt";
        } else {
            return Optional.empty();
        }
        return Optional.of(
                new Ending(Ending.Kind.IDLE, "waits for an interrupt at 0x%08x with %s".formatted(cpu.pc(), armed)));
    }
}
