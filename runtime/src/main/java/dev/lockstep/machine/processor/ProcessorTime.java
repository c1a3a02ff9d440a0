package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import java.util.Optional;

/**
 * A processor's time: the number of instructions that have retired, exact also while the interpreter runs, whose budget it
 * is. A wait for an interrupt counts as many as would have retired. Only time that follows the host's clock is ahead of that.
 */
final class ProcessorTime implements MemoryUnit.Clock {
    private static final int LONGEST_RUN = 1 << 24;

    /** About a millisecond: time that follows the host's clock stands still during a run. */
    private static final int LONGEST_RUN_BY_HOST = 1 << 16;

    private final CpuState cpu;

    /** Instructions retired before the interpreter's current run. */
    private long retired;

    /** What the budget of that run was, without what was taken from it to end it early; 0 outside. */
    private int given;

    /** Whose clock time follows, and by how many cycles that is ahead of the instructions. */
    private Optional<HostClock> clock = Optional.empty();

    private long ahead;

    ProcessorTime(CpuState cpu) {
        this.cpu = cpu;
    }

    /** From now on time follows the host's. */
    void follow(HostClock host) {
        clock = Optional.of(host);
    }

    /** Instructions retired before the interpreter's current run. */
    long retired() {
        return retired;
    }

    /** Instructions that have retired since reset, and those that would have in waits. */
    long instructions() {
        return retired + given - cpu.budget;
    }

    /** The time: the same, unless it follows the host's clock. */
    @Override
    public long now() {
        return instructions() + ahead;
    }

    /** Whether the interpreter runs. */
    boolean running() {
        return given != 0;
    }

    /** Looks at the host's clock, if that is followed. */
    void catchUp() {
        if (clock.isPresent()) {
            ahead = Math.max(ahead, clock.get().cycles() - retired);
        }
    }

    /** The interpreter is about to run for so many instructions at most. */
    void begin(long most) {
        int longest = clock.isPresent() ? LONGEST_RUN_BY_HOST : LONGEST_RUN;
        given = (int) Math.min(longest, Math.max(1, most));
        cpu.budget = given;
    }

    /** The instruction that executes is the last of the interpreter's run. */
    @Override
    public void endRun() {
        if (cpu.budget > 1) {
            given -= cpu.budget - 1;
            cpu.budget = 1;
        }
    }

    /**
     * The interpreter runs no longer.
     *
     * @return how many instructions have retired
     */
    int end() {
        int done = given - cpu.budget;
        retired += done;
        given = 0;
        cpu.budget = 0;
        return done;
    }

    /**
     * Nothing happens until something is due: time goes on to there, or the host's passes for a while.
     *
     * @param due when it is
     * @param limit how far time may go
     */
    void passTo(long due, long limit) {
        if (clock.isPresent()) {
            clock.get().sleep(due - now());
        } else {
            retired = Math.min(limit, Math.max(retired + 1, due));
        }
    }
}
