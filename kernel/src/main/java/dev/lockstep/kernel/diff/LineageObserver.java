package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.ProcessEnd;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.process.Obituary;
import java.util.function.Function;

/** Tells a {@link Lineage} what happens to it on one hart. */
final class LineageObserver extends StepObserver implements HartObserver, MachineEvents {
    private final Lineage line;
    private final Function<CpuState, ProcessView> views;
    private boolean tracked;

    /**
     * For one hart.
     *
     * @param stores whether the line's stores are wanted
     * @param views lets memory be seen
     */
    LineageObserver(Lineage line, boolean stores, Function<CpuState, ProcessView> views) {
        super(stores);
        this.line = line;
        this.views = views;
    }

    @Override
    public StepObserver steps() {
        return this;
    }

    @Override
    public void dispatched(ObservedProcess process) {
        tracked = line.isTracked(process.path());
        if (tracked) {
            line.pending.clear();
            line.runs(process.image(), views.apply(process.cpu()), process.cpu());
            line.happened(KernelEvent.Kind.TURN_BEGINS, "");
        }
    }

    @Override
    public void executed(ObservedProcess process) {
        if (tracked) {
            line.notice(process.cpu());
        }
    }

    @Override
    public void calls(ObservedProcess process, String name) {
        if (tracked) {
            line.happened(KernelEvent.Kind.SYSTEM_CALL, name);
        }
    }

    @Override
    public void forked(ObservedProcess process, int child) {
        if (tracked && line.forked(process.path().child(child))) {
            tracked = false;
        }
    }

    @Override
    public void replaced(ObservedProcess process) {
        if (tracked) {
            line.replaced(process.image(), views.apply(process.cpu()), process.cpu());
        }
    }

    @Override
    public void faulted(ObservedProcess process) {
        if (tracked) {
            line.faulted(Obituary.cause(process.cpu().fault));
        }
    }

    @Override
    public void ended(ObservedProcess process, ProcessEnd end) {
        if (tracked) {
            tracked = false;
            ProcessReport report = end.report();
            line.ended(report.signal().map(signal -> "killed by " + signal).orElse("exit code " + report.exit()));
        }
    }

    @Override
    public void turnOver(ObservedProcess process, TurnEnd why) {
        if (tracked) {
            switch (why) {
                case PREEMPTED -> line.happened(KernelEvent.Kind.TURN_PREEMPTED, "");
                case YIELDED -> line.happened(KernelEvent.Kind.TURN_YIELDED, "");
                case WAITS -> line.happened(KernelEvent.Kind.WAITS, "");
                case ENDED -> {
                    // Told by its end.
                }
            }
        }
        tracked = false;
    }

    @Override
    public void machine(KernelEvent.Kind kind, String detail) {
        if (tracked) {
            line.happened(kind, detail);
        }
    }

    @Override
    public void sent(PidPath process, int hart) {
        if (line.isTracked(process)) {
            line.happened(KernelEvent.Kind.SENT_TO_HART, Integer.toString(hart));
        }
    }

    @Override
    public void arrived(PidPath process) {
        if (line.isTracked(process)) {
            line.happened(KernelEvent.Kind.ARRIVED_AT_HART, "");
        }
    }

    @Override
    protected void step(CpuState cpu, int at, int registerHash, int pcHash) {
        if (tracked) {
            line.stepped(views.apply(cpu), registers, at, registerHash, pcHash);
        }
    }

    @Override
    protected void store(CpuState cpu, int address, int value, int bytes) {
        if (tracked) {
            line.pending.add(address, value, bytes);
        }
    }
}
