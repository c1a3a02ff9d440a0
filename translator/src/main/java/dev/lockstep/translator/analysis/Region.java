package dev.lockstep.translator.analysis;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What becomes one Java method: the blocks that can be reached from a root without following calls, as a rule one guest
 * function.
 *
 * @param root address where it was begun; always an entry
 * @param state that its instructions are translated for
 * @param blocks by unsigned address, ascending; not empty
 * @param literals by their addresses, ascending: words beside the code that it loads, and that nobody can change
 */
public record Region(
        int root, CodeState state, NavigableMap<Long, Block> blocks, NavigableMap<Integer, Integer> literals) {
    /** The block that starts at an address, or null where none does. */
    public Block block(int address) {
        return blocks.get(address & 0xffffffffL);
    }

    /** Entry points outside the region that its branches, and code that was cut off, go on to; ascending. */
    public SortedSet<Long> exits() {
        SortedSet<Long> exits = new TreeSet<>();
        for (Block block : blocks.values()) {
            if (Registers.transfer(block.last(), state) == Transfer.BRANCH) {
                addExit(Registers.target(block.last(), block.lastAddress()), exits);
            }
            if (!Registers.endsFlow(block.last(), state)) {
                addExit(state.entryPoint(block.end()), exits);
            }
        }
        return exits;
    }

    private void addExit(int entryPoint, SortedSet<Long> exits) {
        if (block(CodeState.address(entryPoint)) == null) {
            exits.add(entryPoint & 0xffffffffL);
        }
    }

    /** Addresses of the blocks that no other is known to lead to: those of a switch. */
    public List<Integer> cases() {
        Set<Integer> reached = new HashSet<>(Set.of(root));
        blocks.values().forEach(block -> reached.addAll(block.successors()));
        return blocks.values().stream()
                .map(Block::address)
                .filter(address -> !reached.contains(address))
                .toList();
    }

    /** The root as an entry point. */
    public int rootEntryPoint() {
        return state.entryPoint(root);
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
