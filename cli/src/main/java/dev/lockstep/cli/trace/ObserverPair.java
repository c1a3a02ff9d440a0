package dev.lockstep.cli.trace;

import dev.lockstep.cpu.StepObserver;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.ProcessEnd;

/** Two observers of the same hart, of which the second is told of steps. */
final class ObserverPair implements HartObserver {
    private final HartObserver first;
    private final HartObserver second;

    ObserverPair(HartObserver first, HartObserver second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public StepObserver steps() {
        return second.steps();
    }

    @Override
    public void dispatched(ObservedProcess process) {
        first.dispatched(process);
        second.dispatched(process);
    }

    @Override
    public int most(ObservedProcess process) {
        return Math.min(first.most(process), second.most(process));
    }

    @Override
    public void executed(ObservedProcess process) {
        first.executed(process);
        second.executed(process);
    }

    @Override
    public void calls(ObservedProcess process, String name) {
        first.calls(process, name);
        second.calls(process, name);
    }

    @Override
    public void forked(ObservedProcess process, int child) {
        first.forked(process, child);
        second.forked(process, child);
    }

    @Override
    public void replaced(ObservedProcess process) {
        first.replaced(process);
        second.replaced(process);
    }

    @Override
    public void faulted(ObservedProcess process) {
        first.faulted(process);
        second.faulted(process);
    }

    @Override
    public void ended(ObservedProcess process, ProcessEnd end) {
        first.ended(process, end);
        second.ended(process, end);
    }

    @Override
    public void turnOver(ObservedProcess process, TurnEnd why) {
        first.turnOver(process, why);
        second.turnOver(process, why);
    }

    @Override
    public void sent(PidPath process, int hart) {
        first.sent(process, hart);
        second.sent(process, hart);
    }

    @Override
    public void arrived(PidPath process) {
        first.arrived(process);
        second.arrived(process);
    }
}
