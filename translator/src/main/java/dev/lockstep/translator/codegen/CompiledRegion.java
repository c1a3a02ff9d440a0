package dev.lockstep.translator.codegen;

import dev.lockstep.translator.analysis.Region;
import dev.lockstep.translator.linkage.Extent;
import java.util.ArrayList;
import java.util.List;

/**
 * A region and the class made from it.
 *
 * @param region what was translated
 * @param className binary name of the class
 * @param bytes the class file; the caller must not change it
 * @param methodBytes size of the region's method in bytes of bytecode
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to a class loader or a jar
public record CompiledRegion(Region region, String className, byte[] bytes, int methodBytes) {
    /** Where its instructions lie, block by block, and then its literals. */
    public List<Extent> extents() {
        List<Extent> extents = new ArrayList<>();
        region.blocks()
                .values()
                .forEach(block -> extents.add(new Extent(block.address(), block.bytes(), block.entry())));
        region.literals().keySet().forEach(address -> extents.add(new Extent(address, Integer.BYTES, false)));
        return List.copyOf(extents);
    }
}
