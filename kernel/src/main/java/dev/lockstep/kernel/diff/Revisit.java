package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.ProcessEnd;
import dev.lockstep.kernel.check.KernelRunner;
import dev.lockstep.kernel.diff.FirstDifference.Moment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * One side of a divergence, run again for a {@link Visitor} who stands before each step of the process that differs, those of its
 * ancestors before the forks included. All is done by the side's own engine, so what that does wrong is seen as it happens.
 */
public final class Revisit {
    private final Side side;
    private final String path;
    private final boolean stores;

    private Revisit(Side side, String path, boolean stores) {
        this.side = side;
        this.path = path;
        this.stores = stores;
    }

    /** Who looks. Called on the thread of whichever hart runs the process, one call at a time; the process waits for it. */
    public interface Visitor {
        /**
         * The process has got the registers that it begins with, by its start or by exec.
         *
         * @param path of who it is now
         * @param cpu to be looked at only
         */
        void begins(PidPath path, CpuState cpu);

        /**
         * A step has been taken.
         *
         * @param path of who it is now
         * @param cpu whose memory and floating-point registers may be read
         * @param registers afterwards, see {@link StepObserver#registers}; not to be kept
         * @param registerHash with this step
         * @param pcHash with this step
         */
        void stepped(PidPath path, CpuState cpu, int[] registers, int registerHash, int pcHash);

        /** The next instruction cannot be executed, for {@code cpu.fault}; the process is killed next. */
        void faulted(PidPath path, CpuState cpu);

        /**
         * The process itself has ended.
         *
         * @param status what a shell would show for it
         */
        void ended(int status);
    }

    /**
     * A side as it was when the divergence was found. That may have been with stores told, which makes them slow, or with none; it
     * is run once to see whether the step comes out the same with none.
     *
     * @param side on our kernel
     * @param moment of this side
     */
    public static Revisit of(Side side, FirstDifference found, Moment moment) {
        Probe probe = new Probe(found.step());
        Revisit plain = new Revisit(side, found.path(), false);
        plain.run(probe);
        return probe.shows(moment) ? plain : new Revisit(side, found.path(), true);
    }

    /**
     * Runs from the start, to the end or until the visitor has seen enough.
     *
     * @param visit makes the visitor
     * @return why the run did not come to its end; empty where it did
     */
    public String run(Visit visit) {
        KernelRunner runner = new KernelRunner(side.maker().observed(), side.exec());
        Line line = new Line(side.actual(path), visit.visitor(runner::stop));
        return runner.run(
                        side.started(),
                        side.spec(),
                        side.profile(),
                        side.limits(),
                        side.store().forRun(true),
                        hart -> new Observer(line, stores))
                .complaint();
    }

    /** Makes the visitor of one run. */
    @FunctionalInterface
    public interface Visit {
        /**
         * The visitor.
         *
         * @param stop ends the run soon; there may be more calls until then
         */
        Visitor visitor(Runnable stop);
    }

    /** Who is followed, on whichever hart: the eldest ancestor first, and at each fork that leads to the process the child. */
    private static final class Line {
        private final Deque<PidPath> waiting = new ArrayDeque<>();
        private final Visitor visitor;
        private PidPath tracked;
        private boolean begun;

        Line(PidPath target, Visitor visitor) {
            this.visitor = visitor;
            tracked = target;
            while (tracked.parent().isPresent()) {
                waiting.addFirst(tracked);
                tracked = tracked.parent().get();
            }
        }

        void begins(CpuState cpu) {
            begun = true;
            visitor.begins(tracked, cpu);
        }

        boolean forked(PidPath child) {
            boolean leads = child.equals(waiting.peekFirst());
            if (leads) {
                tracked = waiting.removeFirst();
            }
            return leads;
        }
    }

    /** On one hart. */
    private static final class Observer extends StepObserver implements HartObserver {
        private final Line line;
        private boolean here;

        Observer(Line line, boolean stores) {
            super(stores);
            this.line = line;
        }

        @Override
        public StepObserver steps() {
            return this;
        }

        @Override
        public void dispatched(ObservedProcess process) {
            here = line.tracked.equals(process.path());
            if (here && !line.begun) {
                line.begins(process.cpu());
            }
        }

        @Override
        public void forked(ObservedProcess process, int child) {
            here &= !line.forked(process.path().child(child));
        }

        @Override
        public void replaced(ObservedProcess process) {
            if (here) {
                line.begins(process.cpu());
            }
        }

        @Override
        public void faulted(ObservedProcess process) {
            if (here) {
                line.visitor.faulted(line.tracked, process.cpu());
            }
        }

        @Override
        public void ended(ObservedProcess process, ProcessEnd end) {
            if (here && line.waiting.isEmpty()) {
                line.visitor.ended(end.exit() & 0xff);
            }
            here = false;
        }

        @Override
        public void turnOver(ObservedProcess process, TurnEnd why) {
            here = false;
        }

        @Override
        protected void step(CpuState cpu, int at, int registerHash, int pcHash) {
            if (here) {
                line.visitor.stepped(line.tracked, cpu, registers, registerHash, pcHash);
            }
        }
    }

    /** Sees what comes out of one step. */
    private static final class Probe implements Visit, Visitor {
        private final long step;
        private Runnable stop = () -> {};
        private long steps;
        private Optional<int[]> seen = Optional.empty();

        Probe(long step) {
            this.step = step;
        }

        @Override
        public Visitor visitor(Runnable stopper) {
            stop = stopper;
            return this;
        }

        /** Whether it came out as it was found. */
        boolean shows(Moment moment) {
            if (moment.taken().isEmpty() || seen.isEmpty()) {
                return moment.taken().isEmpty() && seen.isEmpty();
            }
            int[] found = new int[StepObserver.CPSR + 1];
            Arrays.setAll(found, moment.taken().get()::register);
            return Arrays.equals(found, seen.get());
        }

        @Override
        public void begins(PidPath path, CpuState cpu) {
            // It is the step that matters.
        }

        @Override
        public void stepped(PidPath path, CpuState cpu, int[] registers, int registerHash, int pcHash) {
            if (++steps == step) {
                seen = Optional.of(registers.clone());
                stop.run();
            }
        }

        @Override
        public void faulted(PidPath path, CpuState cpu) {
            // Its end comes next.
        }

        @Override
        public void ended(int status) {
            stop.run();
        }
    }
}
