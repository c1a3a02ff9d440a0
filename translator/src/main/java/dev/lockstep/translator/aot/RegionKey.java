package dev.lockstep.translator.aot;

import dev.lockstep.translator.linkage.Mode;

/**
 * Which translation a stored region is.
 *
 * @param flavour name of the {@code codegen.Flavour} that it was made in
 * @param root entry point where it was begun
 * @param mode what it is for
 */
public record RegionKey(String flavour, int root, Mode mode) implements Comparable<RegionKey> {
    /** By flavour, mode, root: the order of an archive. */
    @Override
    public int compareTo(RegionKey other) {
        int order = flavour.compareTo(other.flavour);
        if (order == 0) {
            order = mode.compareTo(other.mode);
        }
        return order == 0 ? Integer.compareUnsigned(root, other.root) : order;
    }
}
