package dev.lockstep.translator.aot;

import java.util.Comparator;

/**
 * Which translation a stored region is.
 *
 * @param flavour name of the {@code codegen.Flavour} that it was made in
 * @param root entry point where it was begun
 * @param bigEndian order of data that it is for
 */
public record RegionKey(String flavour, int root, boolean bigEndian) implements Comparable<RegionKey> {
    private static final Comparator<RegionKey> ORDER = Comparator.comparing(RegionKey::flavour)
            .thenComparing(RegionKey::bigEndian)
            .thenComparing(RegionKey::root, Integer::compareUnsigned);

    /** By flavour, order of data, root: the order of an archive. */
    @Override
    public int compareTo(RegionKey other) {
        return ORDER.compare(this, other);
    }
}
