package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.ProcessEnd;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps hash chains of processes by being told of every step, and the hash of their stores: nothing is cut, and all engines
 * must tell their steps.
 */
final class StepChains extends StepObserver implements HartObserver {
    private final Map<PidPath, History> histories;
    private final Family family;
    private final long from;
    private final long distance;
    private final PendingStores pending = new PendingStores();

    /** Whose steps these are. */
    private Optional<History> current = Optional.empty();

    /** What is known of a process: passed on to its children as it was at their births. */
    static final class History {
        private final HashChain chain;
        private long steps;
        private int storeHash;

        private History(HashChain chain, long steps, int storeHash) {
            this.chain = chain;
            this.steps = steps;
            this.storeHash = storeHash;
        }

        long steps() {
            return steps;
        }

        HashChain chain() {
            return chain;
        }

        /** Over all stores; 0 where they are not hashed. */
        int storeHash() {
            return storeHash;
        }
    }

    /**
     * For one hart.
     *
     * @param histories where they are kept, by the actual path; of several harts the same
     * @param family whose are kept
     * @param from the step that distances count from
     * @param distance steps from one entry to the next, at first
     * @param stores whether stores are hashed
     */
    StepChains(Map<PidPath, History> histories, Family family, long from, long distance, boolean stores) {
        super(stores);
        this.histories = histories;
        this.family = family;
        this.from = from;
        this.distance = distance;
    }

    static Map<PidPath, History> newHistories() {
        return new ConcurrentHashMap<>();
    }

    @Override
    public StepObserver steps() {
        return this;
    }

    @Override
    public void dispatched(ObservedProcess process) {
        pending.clear();
        PidPath path = process.path();
        current = family.contains(path)
                ? Optional.of(histories.computeIfAbsent(path, key -> history(0, 0)))
                : Optional.empty();
    }

    private History history(long steps, int storeHash) {
        return new History(new HashChain(from, distance), steps, storeHash);
    }

    @Override
    public void forked(ObservedProcess process, int child) {
        current.ifPresent(
                parent -> histories.put(process.path().child(child), history(parent.steps, parent.storeHash)));
    }

    @Override
    public void ended(ObservedProcess process, ProcessEnd end) {
        pending.clear();
    }

    @Override
    protected void step(CpuState cpu, int at, int registerHash, int pcHash) {
        if (current.isPresent()) {
            History history = current.get();
            history.steps++;
            if (!pending.isEmpty()) {
                history.storeHash = pending.hashedInto(history.storeHash);
            }
            history.chain.add(history.steps, registerHash, pcHash, history.storeHash);
        }
        pending.clear();
    }

    @Override
    protected void store(CpuState cpu, int address, int value, int bytes) {
        pending.add(address, value, bytes);
    }
}
