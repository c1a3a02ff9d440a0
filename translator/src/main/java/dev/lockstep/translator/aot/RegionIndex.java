package dev.lockstep.translator.aot;

import dev.lockstep.translator.analysis.Block;
import dev.lockstep.translator.codegen.CompiledRegion;
import dev.lockstep.translator.linkage.Extent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The list of a jar's regions, read before any of their classes: big-endian ints, as DataOutput writes them.
 *
 * <pre>
 *  number of regions
 *    entry point of the root, number of blocks
 *      address, bytes, 1 for an entry or 0, number of instructions, the instructions
 * </pre>
 */
final class RegionIndex {
    private RegionIndex() {}

    static void write(DataOutputStream out, List<CompiledRegion> regions) throws IOException {
        out.writeInt(regions.size());
        for (CompiledRegion region : regions) {
            out.writeInt(region.region().rootEntryPoint());
            out.writeInt(region.region().blocks().size());
            for (Block block : region.region().blocks().values()) {
                out.writeInt(block.address());
                out.writeInt(block.bytes());
                out.writeInt(block.entry() ? 1 : 0);
                out.writeInt(block.length());
                for (var instruction : block.instructions()) {
                    out.writeInt(instruction.word());
                }
            }
        }
    }

    static List<Pretranslated.Entry> read(DataInputStream in) throws IOException {
        List<Pretranslated.Entry> entries = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int root = in.readInt();
            List<Extent> extents = new ArrayList<>();
            IntStream.Builder words = IntStream.builder();
            for (int block = in.readInt(); block > 0; block--) {
                Extent extent = new Extent(in.readInt(), in.readInt(), in.readInt() != 0);
                extents.add(extent);
                for (int k = in.readInt(); k > 0; k--) {
                    words.add(in.readInt());
                }
            }
            entries.add(new Pretranslated.Entry(
                    root, List.copyOf(extents), words.build().toArray()));
        }
        return entries;
    }
}
