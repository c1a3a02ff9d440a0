package dev.lockstep.translator.analysis;

import java.util.HashSet;
import java.util.Set;

/**
 * Loops in which functions are called. What such a loop changes has to be saved at each call; if everything is saved
 * before the loop is entered, and before it is repeated, then only what changed between is saved at a call.
 */
public final class CallingLoops {
    private CallingLoops() {}

    /** The addresses of the blocks in which those loops begin. */
    public static Set<Integer> heads(Region region) {
        Set<Integer> heads = new HashSet<>();
        for (Block block : region.blocks().values()) {
            for (int successor : block.successors()) {
                if (Integer.compareUnsigned(successor, block.address()) <= 0
                        && calls(region, successor, block.address())) {
                    heads.add(successor);
                }
            }
        }
        return Set.copyOf(heads);
    }

    /** Compilers lay a loop out in one piece: its blocks are those from the head to where it jumps back. */
    private static boolean calls(Region region, int first, int last) {
        return region.blocks().subMap(first & 0xffffffffL, true, last & 0xffffffffL, true).values().stream()
                .map(block -> Registers.transfer(block.last(), region.state()))
                .anyMatch(transfer -> transfer == Transfer.CALL || transfer == Transfer.INDIRECT_CALL);
    }
}
