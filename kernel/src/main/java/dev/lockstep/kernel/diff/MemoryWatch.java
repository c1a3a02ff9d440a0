package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;
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
    public void stepped(Lineage line, CpuState cpu, int[] registers, int at, int registerHash, int pcHash) {
        if (line.steps() >= step) {
            if (line.steps() == step) {
                for (int k = 0; k < words.size(); k++) {
                    values.set(k, read(cpu, words.get(k)));
                }
            }
            stop.run();
        } else if (!line.pending.isEmpty()) {
            List<MemoryStore> stores = line.pending.toList();
            for (int k = 0; k < words.size(); k++) {
                int word = words.get(k);
                if (stores.stream().anyMatch(store -> store.touches(word, Integer.BYTES))) {
                    CodePlace place = CodePlace.read(cpu, line.image(), at, line.thumb());
                    writers.set(k, Optional.of(Writer.of(line.steps(), place)));
                }
            }
        }
    }

    private static Optional<Integer> read(CpuState cpu, int word) {
        try {
            int value = 0;
            for (int k = 0; k < Integer.BYTES; k++) {
                int granule = cpu.space.readable(word + k);
                value |= (Page.getByte(cpu.space.bytes(granule), cpu.space.at(granule, word + k)) & 0xff) << 8 * k;
            }
            return Optional.of(value);
        } catch (MemoryFault unreadable) {
            return Optional.empty();
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
