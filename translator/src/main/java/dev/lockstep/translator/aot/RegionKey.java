package dev.lockstep.translator.aot;

/**
 * Which translation a stored region is.
 *
 * @param flavour name of the {@code codegen.Flavour} that it was made in
 * @param root entry point where it was begun
 * @param bigEndian order of data that it is for
 */
public record RegionKey(String flavour, int root, boolean bigEndian) implements Comparable<RegionKey> {
    /** By flavour, order of data, root: the order of an archive. */
    @Override
    public int compareTo(RegionKey other) {
        int order = flavour.compareTo(other.flavour);
        if (order == 0) {
            order = Boolean.compare(bigEndian, other.bigEndian);
        }
        return order == 0 ? Integer.compareUnsigned(root, other.root) : order;
    }
}
