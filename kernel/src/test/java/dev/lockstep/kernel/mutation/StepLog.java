package dev.lockstep.kernel.mutation;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.ProcessEnd;
import java.util.Map;
import java.util.TreeMap;

/** Writes down all steps of all processes of one hart, and the steps since the last damage at each; as {@link MachineWorld} tells. */
final class StepLog extends StepObserver implements HartObserver {
    static final String TURNS = "turns ";

    private final Map<String, Steps> all = new TreeMap<>();
    private final Map<String, int[]> ends = new TreeMap<>();
    private Steps current = new Steps(0);

    StepLog() {
        super(false);
    }

    /** Steps of one process. */
    private static final class Steps {
        private final Numbers hashes = new Numbers();
        private final Numbers addresses = new Numbers();
        private final Numbers distances = new Numbers();

        /** How many steps were taken when each turn was over that the process would have gone on with. */
        private final Numbers turns = new Numbers();

        private final int inherited;

        Steps(long inherited) {
            this.inherited = (int) inherited;
        }
    }

    @Override
    public StepObserver steps() {
        return this;
    }

    @Override
    public void dispatched(ObservedProcess process) {
        current = all.computeIfAbsent(process.path().toString(), path -> new Steps(process.steps()));
    }

    @Override
    protected void step(CpuState cpu, int at, int regHash, int pcHash) {
        current.hashes.add(regHash);
        current.addresses.add(at);
        current.distances.add(Damage.step());
    }

    @Override
    public void turnOver(ObservedProcess process, TurnEnd why) {
        if (why == TurnEnd.PREEMPTED) {
            current.turns.add((int) process.steps());
        }
    }

    @Override
    public void ended(ObservedProcess process, ProcessEnd end) {
        ends.put(
                process.path().toString(),
                new int[] {end.exit(), (int) end.report().steps(), end.registerHash(), end.pcHash()});
    }

    void addTo(Map<String, int[]> results) {
        all.forEach((path, taken) -> {
            results.put(World.HASH + path, taken.hashes.toArray());
            results.put(World.AT + path, taken.addresses.toArray());
            results.put(World.AFTER + path, taken.distances.toArray());
            results.put(World.INHERITED + path, new int[] {taken.inherited});
            results.put(TURNS + path, taken.turns.toArray());
        });
        ends.forEach((path, end) -> results.put(World.END + path, end));
    }
}
