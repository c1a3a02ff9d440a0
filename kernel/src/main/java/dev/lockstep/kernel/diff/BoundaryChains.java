package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.PidPath;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps hash chains of processes at little cost: turns are cut where an entry is due. The few instructions before a cut are
 * interpreted where else they would be translated, which {@link StepChains} avoids.
 */
final class BoundaryChains implements HartObserver {
    private final Map<PidPath, HashChain> chains;
    private final Family family;
    private boolean wanted;

    /**
     * For one hart.
     *
     * @param chains where they are kept, by the actual path; of several harts the same
     * @param family whose are kept
     */
    BoundaryChains(Map<PidPath, HashChain> chains, Family family) {
        this.chains = chains;
        this.family = family;
    }

    static Map<PidPath, HashChain> newChains() {
        return new ConcurrentHashMap<>();
    }

    @Override
    public void dispatched(ObservedProcess process) {
        wanted = family.contains(process.path());
    }

    @Override
    public int most(ObservedProcess process) {
        return wanted ? HashChain.DISTANCE - (int) (process.steps() % HashChain.DISTANCE) : Integer.MAX_VALUE;
    }

    @Override
    public void executed(ObservedProcess process) {
        long steps = process.steps();
        if (wanted && steps > 0 && steps % HashChain.DISTANCE == 0) {
            chains.computeIfAbsent(process.path(), path -> new HashChain(0, HashChain.DISTANCE))
                    .add(steps, process.cpu().regHash, process.cpu().pcHash, 0);
        }
    }
}
