package dev.lockstep.translator.aot;

import dev.lockstep.translator.linkage.Extent;
import dev.lockstep.translator.linkage.Mode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Regions as bytes, in a jar or in the cache. The same regions give the same bytes, whatever order they come in.
 *
 * <pre>
 *  magic "LKRA", CRC-32 of all that follows
 *  label: its length, UTF-8
 *  number of regions, by ascending {@link RegionKey}
 *    flavour: its length, UTF-8; root; number of the mode; bytes of the body; number of extents
 *      address, 2 * bytes + 1 for an entry
 *  the bodies, in the same order
 * </pre>
 *
 * <p>All numbers are big-endian ints. The label says what the regions were made of and by; under any other label they do
 * not exist. The layout itself is part of what {@link BuildFingerprint} covers and needs no version.
 */
final class RegionArchive {
    private static final int MAGIC = 0x4c4b5241;
    private static final int CHECKED_FROM = 8;

    private RegionArchive() {}

    /** The bytes for these regions; of two with one key, the last. */
    static byte[] write(String label, Collection<StoredRegion> regions) {
        SortedMap<RegionKey, StoredRegion> sorted = new TreeMap<>();
        regions.forEach(region -> sorted.put(region.key(), region));
        byte[] labelBytes = label.getBytes(StandardCharsets.UTF_8);
        long length = CHECKED_FROM + 4L + labelBytes.length + 4;
        for (StoredRegion region : sorted.values()) {
            length += 5 * 4L
                    + flavour(region).length
                    + 8L * region.extents().size()
                    + region.body().limit();
        }
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length));
        out.putInt(MAGIC).putInt(0).putInt(labelBytes.length).put(labelBytes).putInt(sorted.size());
        for (StoredRegion region : sorted.values()) {
            byte[] flavour = flavour(region);
            out.putInt(flavour.length).put(flavour);
            out.putInt(region.key().root()).putInt(region.key().mode().number());
            out.putInt(region.body().limit()).putInt(region.extents().size());
            for (Extent extent : region.extents()) {
                out.putInt(extent.address()).putInt(extent.bytes() << 1 | (extent.entry() ? 1 : 0));
            }
        }
        sorted.values().forEach(region -> out.put(region.body()));
        out.putInt(4, checksum(out.array()));
        return out.array();
    }

    private static byte[] flavour(StoredRegion region) {
        return region.key().flavour().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The regions in these bytes.
     *
     * @return empty when the bytes are damaged, of another kind, or have another label
     */
    static Optional<List<StoredRegion>> read(byte[] bytes, String label) {
        if (bytes.length < CHECKED_FROM) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MAGIC || in.getInt() != checksum(bytes) || !text(in).equals(label)) {
            return Optional.empty();
        }
        // What has the right checksum and label was written by this very code.
        List<RegionKey> keys = new ArrayList<>();
        List<List<Extent>> extents = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            keys.add(new RegionKey(text(in), in.getInt(), Mode.of(in.getInt())));
            lengths.add(in.getInt());
            extents.add(extents(in));
        }
        List<StoredRegion> regions = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            regions.add(new StoredRegion(keys.get(i), extents.get(i), in.slice(in.position(), lengths.get(i))));
            in.position(in.position() + lengths.get(i));
        }
        return Optional.of(regions);
    }

    private static List<Extent> extents(ByteBuffer in) {
        Extent[] extents = new Extent[in.getInt()];
        for (int i = 0; i < extents.length; i++) {
            int address = in.getInt();
            int bytes = in.getInt();
            extents[i] = new Extent(address, bytes >>> 1, (bytes & 1) != 0);
        }
        return List.of(extents);
    }

    private static String text(ByteBuffer in) {
        byte[] text = new byte[in.getInt()];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, CHECKED_FROM, bytes.length - CHECKED_FROM);
        return (int) crc.getValue();
    }
}
