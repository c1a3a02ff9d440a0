package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.check.ProcessResult;
import dev.lockstep.kernel.check.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came out of one run of one side: its processes, and the hash chain of each.
 *
 * @param side that ran
 * @param result what came out
 * @param chains by the actual path; none for processes of few steps
 * @param reached by the actual path: how many steps each process that was seen took, ended or not; empty where no steps are
 *     told
 * @param storeHashes by the actual path; none where stores are not hashed
 */
record Survey(
        Side side,
        RunResult result,
        Map<PidPath, HashChain> chains,
        Optional<Map<PidPath, Long>> reached,
        Map<PidPath, Integer> storeHashes) {
    /** A run that only its end tells of. */
    static Survey plain(Side side) {
        return new Survey(side, side.run(), Map.of(), Optional.empty(), Map.of());
    }

    /** A run with chains made by cutting turns; on the machine, which is told of steps anyhow, by these. */
    static Survey cut(Side side) {
        if (side.spec().onMachine()) {
            return exact(side, 0, HashChain.DISTANCE, false);
        }
        Map<PidPath, HashChain> chains = BoundaryChains.newChains();
        RunResult result = side.undisturbed(stop -> new BoundaryChains(chains, side.family()));
        return new Survey(side, result, chains, Optional.empty(), Map.of());
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
        RunResult result = side.observed(stop -> new StepChains(histories, side.family(), from, distance, stores));
        Map<PidPath, HashChain> chains = new LinkedHashMap<>();
        Map<PidPath, Long> reached = new LinkedHashMap<>();
        Map<PidPath, Integer> hashes = new LinkedHashMap<>();
        histories.forEach((path, history) -> {
            chains.put(path, history.chain());
            reached.put(path, history.steps());
            if (stores) {
                hashes.put(path, history.storeHash());
            }
        });
        return new Survey(side, result, chains, Optional.of(reached), hashes);
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

    /** How many steps a process has taken, as far as its end or somebody who watched tells; 0 if it was never there. */
    OptionalLong steps(String path) {
        ProcessResult process = processes().get(path);
        if (process != null) {
            return OptionalLong.of(process.steps());
        }
        return reached.map(all -> OptionalLong.of(all.getOrDefault(side.actual(path), 0L)))
                .orElse(OptionalLong.empty());
    }

    Optional<Integer> storeHash(String path) {
        return Optional.ofNullable(storeHashes.get(side.actual(path)));
    }
}
