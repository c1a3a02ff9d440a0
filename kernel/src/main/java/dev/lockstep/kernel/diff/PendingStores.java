package dev.lockstep.kernel.diff;

import dev.lockstep.equivalence.StepHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stores of the instruction that is being executed. Code that leaves an instruction half done to somebody else, who
 * executes it from its beginning, tells some of them twice: of equal ones only the first counts, for no instruction stores
 * twice to one place.
 */
final class PendingStores {
    /** FSTMX of 16 doubles. */
    private static final int USUAL = 32;

    private int[] addresses = new int[USUAL];
    private int[] values = new int[USUAL];
    private int[] sizes = new int[USUAL];
    private int count;

    /** A store of the lowest {@code bytes} of a value. */
    void add(int address, int value, int bytes) {
        int stored = bytes == Integer.BYTES ? value : value & (1 << 8 * bytes) - 1;
        for (int k = 0; k < count; k++) {
            if (addresses[k] == address && values[k] == stored && sizes[k] == bytes) {
                return;
            }
        }
        if (count == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
        }
        addresses[count] = address;
        values[count] = stored;
        sizes[count] = bytes;
        count++;
    }

    /** The store hash after these stores, each absorbed as address, value, size; they stay. */
    int hashedInto(int hash) {
        int h = hash;
        for (int k = 0; k < count; k++) {
            h = StepHash.finish(
                    StepHash.absorb(StepHash.absorb(StepHash.absorb(h, addresses[k]), values[k]), sizes[k]));
        }
        return h;
    }

    List<MemoryStore> toList() {
        List<MemoryStore> stores = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            stores.add(new MemoryStore(addresses[k], values[k], sizes[k]));
        }
        return stores;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
    }
}
