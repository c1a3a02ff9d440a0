package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.check.ProcessResult;
import dev.lockstep.kernel.check.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came out of one run of one side: its processes, and the hash chain of each.
 *
 * @param side that ran
 * @param result what came out
 * @param chains by the actual path; none for processes of few steps
 * @param storeHashes by the actual path; none where stores are not hashed
 */
record Survey(Side side, RunResult result, Map<PidPath, HashChain> chains, Map<PidPath, Integer> storeHashes) {
    /** A run that only its end tells of. */
    static Survey plain(Side side) {
        return new Survey(side, side.run(), Map.of(), Map.of());
    }

    /** A run with chains made by cutting turns. */
    static Survey cut(Side side) {
        Map<PidPath, HashChain> chains = BoundaryChains.newChains();
        RunResult result = side.run(stop -> new BoundaryChains(chains, side.family()), false);
        return new Survey(side, result, chains, Map.of());
    }

    /**
     * A run with chains made by telling every step.
     *
     * @param from the step that distances count from
     * @param distance steps from one entry to the next, at first
     * @param stores whether stores are hashed too
     */
    static Survey exact(Side side, long from, long distance, boolean stores) {
        Map<PidPath, StepChains.History> histories = StepChains.newHistories();
        RunResult result = side.run(stop -> new StepChains(histories, side.family(), from, distance, stores), true);
        Map<PidPath, HashChain> chains = new LinkedHashMap<>();
        Map<PidPath, Integer> hashes = new LinkedHashMap<>();
        histories.forEach((path, history) -> {
            chains.put(path, history.chain());
            if (stores) {
                hashes.put(path, history.storeHash());
            }
        });
        return new Survey(side, result, chains, hashes);
    }

    /** The processes of the program that is compared, by path as if it had been started first, in the order of these. */
    Map<String, ProcessResult> processes() {
        Map<String, ProcessResult> processes = new LinkedHashMap<>();
        List<List<ProcessResult>> families = result.families();
        if (side.place() < families.size()) {
            families.get(side.place()).forEach(process -> processes.put(process.path(), process));
        }
        return processes;
    }

    HashChain chain(String path) {
        return chains.getOrDefault(side.actual(path), new HashChain(0, HashChain.DISTANCE));
    }

    Optional<Integer> storeHash(String path) {
        return Optional.ofNullable(storeHashes.get(side.actual(path)));
    }
}
