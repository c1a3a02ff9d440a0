package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.kernel.api.HartObserver;

/** Keeps the hashes after the first steps of a program that never forks, and ends its run behind them. */
final class FirstSteps extends StepObserver implements HartObserver {
    private final long most;
    private final Runnable stop;
    private long steps;
    private int registerHash;
    private int pcHash;

    /**
     * Of no step yet.
     *
     * @param most steps that count
     * @param stop is called when there have been so many
     */
    FirstSteps(long most, Runnable stop) {
        super(false);
        this.most = most;
        this.stop = stop;
    }

    @Override
    public StepObserver steps() {
        return this;
    }

    @Override
    protected void step(CpuState cpu, int at, int newRegisterHash, int newPcHash) {
        if (steps == most) {
            stop.run();
            return;
        }
        steps++;
        registerHash = newRegisterHash;
        pcHash = newPcHash;
    }

    @Override
    public String toString() {
        return "%d %08x %08x".formatted(steps, registerHash, pcHash);
    }
}
