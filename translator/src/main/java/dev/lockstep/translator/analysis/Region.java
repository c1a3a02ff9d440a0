package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What becomes one Java method: the blocks that can be reached from a root without following calls, as a rule one guest
 * function.
 *
 * @param root where it was begun; always an entry
 * @param blocks by unsigned address, ascending; not empty
 */
public record Region(int root, NavigableMap<Long, Block> blocks) {
    /** The block that starts at an address, or null where none does. */
    public Block block(int address) {
        return blocks.get(address & 0xffffffffL);
    }

    /** Addresses outside the region that its branches, and code that was cut off, go on to; ascending. */
    public SortedSet<Long> exits() {
        SortedSet<Long> exits = new TreeSet<>();
        for (Block block : blocks.values()) {
            Instruction last = block.last();
            int at = block.end() - 4;
            if (Registers.transfer(last) == Transfer.BRANCH) {
                exits.add((at + 8 + last.immediate()) & 0xffffffffL);
            }
            if (!Registers.endsFlow(last)) {
                exits.add(block.end() & 0xffffffffL);
            }
        }
        exits.removeAll(blocks.keySet());
        return exits;
    }

    /** Lowest address. */
    public int base() {
        return blocks.firstKey().intValue();
    }

    /** Number of instructions. */
    public int length() {
        return blocks.values().stream().mapToInt(Block::length).sum();
    }
}
