package dev.lockstep.image;

import java.util.List;

/**
 * A kernel as it stands in an ELF file: what a boot loader puts into memory before any MMU is on.
 *
 * @param segments what to load, by rising physical address (p_paddr), not overlapping
 * @param entry physical address of the first instruction; bit 0 set for Thumb state
 */
public record KernelImage(List<Segment> segments, int entry) {}
