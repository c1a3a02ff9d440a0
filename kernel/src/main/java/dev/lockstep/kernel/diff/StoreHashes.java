package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.check.StoreHasher;
import java.util.Map;
import java.util.OptionalInt;

/** The store hashes of one run of a check. */
public final class StoreHashes implements StoreHasher {
    private final Map<PidPath, StepChains.History> histories = StepChains.newHistories();

    /** Of a run that has not begun. */
    public StoreHashes() {
        // Explicit, for the documentation.
    }

    @Override
    public HartObserver onHart() {
        return new StepChains(histories, new Family(0, Integer.MAX_VALUE), 0, HashChain.DISTANCE, true);
    }

    @Override
    public OptionalInt of(PidPath process) {
        StepChains.History history = histories.get(process);
        return history == null ? OptionalInt.empty() : OptionalInt.of(history.storeHash());
    }
}
