package dev.lockstep.kernel.diff;

import java.util.Arrays;

/**
 * The hashes of one process after every so many steps. It never holds more than {@value #MOST} of them: when it is full it
 * drops every other one and goes on at twice the distance.
 */
final class HashChain {
    /** Steps from one entry to the next, at first. */
    static final int DISTANCE = 4096;

    static final int MOST = 4096;
    private static final int AT_FIRST = 16;

    private final long from;
    private long distance;
    private int count;
    private long[] steps = new long[AT_FIRST];
    private int[] registerHashes = new int[AT_FIRST];
    private int[] pcHashes = new int[AT_FIRST];
    private int[] storeHashes = new int[AT_FIRST];

    /**
     * A chain without entries.
     *
     * @param from the step that distances count from
     * @param distance steps from one entry to the next, at least 1
     */
    HashChain(long from, long distance) {
        this.from = from;
        this.distance = distance;
    }

    /** How far apart the entries are now. */
    long distance() {
        return distance;
    }

    int size() {
        return count;
    }

    /** Whether there should be an entry for the state after a step, and is none. */
    boolean wants(long step) {
        return step > from && (step - from) % distance == 0 && (count == 0 || steps[count - 1] < step);
    }

    /** Appends an entry, if it is {@linkplain #wants wanted}. */
    void add(long step, int registerHash, int pcHash, int storeHash) {
        if (!wants(step)) {
            return;
        }
        if (count == MOST) {
            thin();
            add(step, registerHash, pcHash, storeHash);
            return;
        }
        if (count == steps.length) {
            steps = Arrays.copyOf(steps, 2 * count);
            registerHashes = Arrays.copyOf(registerHashes, 2 * count);
            pcHashes = Arrays.copyOf(pcHashes, 2 * count);
            storeHashes = Arrays.copyOf(storeHashes, 2 * count);
        }
        set(count, step, registerHash, pcHash, storeHash);
        count++;
    }

    private void set(int index, long step, int registerHash, int pcHash, int storeHash) {
        steps[index] = step;
        registerHashes[index] = registerHash;
        pcHashes[index] = pcHash;
        storeHashes[index] = storeHash;
    }

    private void thin() {
        distance *= 2;
        int kept = 0;
        for (int k = 0; k < count; k++) {
            if ((steps[k] - from) % distance == 0) {
                set(kept++, steps[k], registerHashes[k], pcHashes[k], storeHashes[k]);
            }
        }
        count = kept;
    }

    /**
     * Between which steps two runs of a process part, as far as both chains reach.
     *
     * @param last the step that ends the interval where no entries differ
     */
    static StepInterval parting(HashChain a, HashChain b, long last) {
        long equal = Math.max(a.from, b.from);
        int j = 0;
        for (int i = 0; i < a.count; i++) {
            while (j < b.count && b.steps[j] < a.steps[i]) {
                j++;
            }
            if (j < b.count && a.steps[i] == b.steps[j]) {
                if (!a.sameAt(i, b, j)) {
                    return new StepInterval(equal, a.steps[i]);
                }
                equal = a.steps[i];
            }
        }
        return new StepInterval(equal, Math.max(last, equal + 1));
    }

    private boolean sameAt(int mine, HashChain other, int its) {
        return registerHashes[mine] == other.registerHashes[its]
                && pcHashes[mine] == other.pcHashes[its]
                && storeHashes[mine] == other.storeHashes[its];
    }
}
