package dev.lockstep.kernel.mutation;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.ProcessEnd;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes down the steps of all processes that have turns on one hart. */
final class StepRecorder extends StepObserver implements HartObserver {
    private static final int MOST_TURNS = 50_000;

    private final Recorded recorded;
    private Steps current = new Steps(0);
    private int turns;

    /** Of one process. */
    private static final class Steps {
        /** Those of its ancestors, which count as its own. */
        private final int inherited;

        private final Numbers hashes = new Numbers();
        private final Numbers addresses = new Numbers();
        private final Numbers distances = new Numbers();

        Steps(long inherited) {
            this.inherited = Math.toIntExact(inherited);
        }
    }

    /** What all harts of a run write down. */
    static final class Recorded {
        private final Map<String, Steps> steps = new ConcurrentHashMap<>();
        private final Map<String, int[]> ends = new ConcurrentHashMap<>();

        /** As {@link World} gives it away. */
        void addTo(Map<String, int[]> results) {
            steps.forEach((path, taken) -> {
                results.put(World.HASH + path, taken.hashes.toArray());
                results.put(World.AT + path, taken.addresses.toArray());
                results.put(World.AFTER + path, taken.distances.toArray());
                results.put(World.INHERITED + path, new int[] {taken.inherited});
            });
            ends.forEach((path, end) -> results.put(World.END + path, end));
        }
    }

    StepRecorder(Recorded recorded) {
        super(false);
        this.recorded = recorded;
    }

    @Override
    public StepObserver steps() {
        return this;
    }

    @Override
    public void dispatched(ObservedProcess process) {
        if (++turns > MOST_TURNS) {
            throw new IllegalStateException("runs without end");
        }
        current = recorded.steps.computeIfAbsent(process.path().toString(), path -> new Steps(process.steps()));
    }

    @Override
    protected void step(CpuState cpu, int at, int regHash, int pcHash) {
        current.hashes.add(31 * regHash + pcHash);
        current.addresses.add(at);
        current.distances.add(Damage.step());
    }

    @Override
    public void ended(ObservedProcess process, ProcessEnd end) {
        int signal = end.report().signal().map(Enum::ordinal).orElse(-1);
        recorded.ends.put(
                process.path().toString(),
                new int[] {end.exit(), signal, (int) end.report().steps(), end.registerHash(), end.pcHash()});
    }
}
