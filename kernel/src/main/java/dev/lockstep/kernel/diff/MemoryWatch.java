package dev.lockstep.kernel.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sees who stores last to some words before a step of a process, its ancestors before the forks included. */
final class MemoryWatch implements Lineage.Listener {
    private final List<Integer> words;
    private final long step;
    private final Runnable stop;
    private final List<Optional<Writer>> writers = new ArrayList<>();
    private final List<Optional<Integer>> values = new ArrayList<>();

    /**
     * A watch of words.
     *
     * @param words addresses of their first bytes
     * @param step which ends the watch, and whose own stores do not count
     * @param stop what is called then
     */
    MemoryWatch(List<Integer> words, long step, Runnable stop) {
        this.words = List.copyOf(words);
        this.step = step;
        this.stop = stop;
        words.forEach(word -> {
            writers.add(Optional.empty());
            values.add(Optional.empty());
        });
    }

    @Override
    public void stepped(Lineage line, ProcessView view, int[] registers, int at, int registerHash, int pcHash) {
        if (line.steps() >= step) {
            if (line.steps() == step) {
                for (int k = 0; k < words.size(); k++) {
                    values.set(k, view.word(words.get(k)));
                }
            }
            stop.run();
        } else if (!line.pending.isEmpty()) {
            List<MemoryStore> stores = line.pending.toList();
            for (int k = 0; k < words.size(); k++) {
                int word = words.get(k);
                if (stores.stream().anyMatch(store -> store.touches(word, Integer.BYTES))) {
                    CodePlace place = CodePlace.read(view, line.image(), at, line.thumb());
                    writers.set(k, Optional.of(Writer.of(line.steps(), place)));
                }
            }
        }
    }

    /** What a word is right after the step; empty where it cannot be read, or the step did not come. */
    Optional<Integer> value(int index) {
        return values.get(index);
    }

    /** Who stored to a word last. */
    Optional<Writer> writer(int index) {
        return writers.get(index);
    }
}
