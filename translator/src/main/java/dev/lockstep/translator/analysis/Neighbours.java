package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Operand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads and stores of one block that are at fixed distances from a base register which stays the same between them: the
 * first can see to it that the others need not check whether memory is there. That is so when the first is executed
 * unconditionally.
 */
public final class Neighbours {
    /** Groups that are not yet complete at any instruction, at most. */
    public static final int MOST = 4;

    /** From the first byte to the last of a group, at most. */
    private static final int WIDEST = 64;

    private static final int PC = 15;

    /**
     * What one access is of its group.
     *
     * @param first whether it is the one that checks
     * @param number of the group, below {@link #MOST}; another group may have it when this one is complete
     * @param low distance from the base to the group's first byte
     * @param bytes from there to its last
     * @param stores whether one of them stores
     * @param offset of this access from the group's first byte
     */
    public record Neighbour(boolean first, int number, int low, int bytes, boolean stores, int offset) {}

    private static final class Group {
        final int number;
        final int start;
        final List<Integer> members = new ArrayList<>();
        int low;
        int end;
        boolean stores;

        Group(int number, int start, Instruction first) {
            this.number = number;
            this.start = start;
            low = distance(first);
            end = low;
            add(start, first);
        }

        boolean fits(Instruction i) {
            return Math.max(end, distance(i) + bytes(i)) - Math.min(low, distance(i)) <= WIDEST;
        }

        void add(int index, Instruction i) {
            members.add(index);
            low = Math.min(low, distance(i));
            end = Math.max(end, distance(i) + bytes(i));
            stores |= stores(i);
        }
    }

    private final Map<Integer, Neighbour> byIndex = new HashMap<>();

    /** Finds them in a block. */
    public Neighbours(Block block) {
        List<Instruction> instructions = block.instructions();
        Map<Integer, Group> open = new HashMap<>();
        for (int k = 0; k < instructions.size(); k++) {
            Instruction i = instructions.get(k);
            if (bytes(i) != 0) {
                Group group = open.get(i.rn());
                if (group != null && group.fits(i)) {
                    group.add(k, i);
                } else if (!i.conditional()) {
                    close(open.remove(i.rn()), instructions);
                    int index = k;
                    free(open).ifPresent(number -> open.put(i.rn(), new Group(number, index, i)));
                }
            }
            int written = Registers.written(i);
            for (int base : List.copyOf(open.keySet())) {
                if ((written & 1 << base) != 0) {
                    close(open.remove(base), instructions);
                }
            }
        }
        open.values().forEach(group -> close(group, instructions));
    }

    private static Optional<Integer> free(Map<Integer, Group> open) {
        for (int number = 0; number < MOST; number++) {
            int candidate = number;
            if (open.values().stream().noneMatch(group -> group.number == candidate)) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    private void close(Group group, List<Instruction> instructions) {
        if (group != null && group.members.size() > 1) {
            for (int member : group.members) {
                int offset = distance(instructions.get(member)) - group.low;
                byIndex.put(
                        member,
                        new Neighbour(
                                member == group.start,
                                group.number,
                                group.low,
                                group.end - group.low,
                                group.stores,
                                offset));
            }
        }
    }

    /** What the instruction at an index of the block is, if it has neighbours. */
    public Optional<Neighbour> at(int index) {
        return Optional.ofNullable(byIndex.get(index));
    }

    private static int distance(Instruction i) {
        return i.add() ? i.immediate() : -i.immediate();
    }

    private static boolean stores(Instruction i) {
        return switch (i.opcode()) {
            case STR, STRB, STRH -> true;
            default -> false;
        };
    }

    /** How many bytes it accesses; 0 if it is not of this kind. */
    private static int bytes(Instruction i) {
        int bytes =
                switch (i.opcode()) {
                    case LDR, STR -> 4;
                    case LDRH, LDRSH, STRH -> 2;
                    case LDRB, LDRSB, STRB -> 1;
                    default -> 0;
                };
        boolean fixed = i.operand() == Operand.IMMEDIATE || i.operand() == Operand.NONE;
        return bytes != 0 && fixed && i.preIndexed() && !i.writeBack() && i.rn() != PC ? bytes : 0;
    }
}
