package dev.lockstep.kernel.mutation;

import java.util.Arrays;

/** A list of ints that grows. */
final class Numbers {
    private int[] values = new int[256];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
