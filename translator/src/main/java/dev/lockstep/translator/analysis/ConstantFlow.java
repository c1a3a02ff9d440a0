package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import dev.lockstep.isa.Shift;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which registers hold a constant, mostly the address of a table or a variable, which compilers load before a loop. A forward
 * analysis over blocks. Functions that are called are taken to keep the registers that the procedure call standard has them
 * keep, and a region to be entered with what its own code leaves there; both has to be checked by the translated code.
 *
 * <p>A constant counts only while the region may read it before it changes.
 */
public final class ConstantFlow {
    /** r4 to r11 (AAPCS 5.1.1). */
    private static final int KEPT_BY_CALLS = 0x0ff0;

    private final Region region;
    private final List<Integer> cases;
    private final Map<Integer, Known> atStart = new HashMap<>();
    private final Map<Integer, Integer> live = new HashMap<>();

    /** Values by register. */
    private record Known(SortedMap<Integer, Integer> values) {
        static Known nothing() {
            return new Known(Collections.emptySortedMap());
        }

        Optional<Integer> of(int register) {
            return Optional.ofNullable(values.get(register));
        }

        Known with(int register, int value) {
            SortedMap<Integer, Integer> changed = new TreeMap<>(values);
            changed.put(register, value);
            return new Known(changed);
        }

        /** Those of a set, one bit for each register. */
        Known only(int kept) {
            if (values.keySet().stream().allMatch(register -> (kept & 1 << register) != 0)) {
                return this;
            }
            SortedMap<Integer, Integer> fewer = new TreeMap<>(values);
            fewer.keySet().removeIf(register -> (kept & 1 << register) == 0);
            return new Known(fewer);
        }

        Known meet(Known other) {
            if (equals(other)) {
                return this;
            }
            SortedMap<Integer, Integer> both = new TreeMap<>(values);
            both.entrySet().retainAll(other.values.entrySet());
            return new Known(both);
        }
    }

    /** Analyses a region. */
    public ConstantFlow(Region region) {
        this.region = region;
        cases = region.cases();
        atStart.put(region.root(), Known.nothing());
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : region.blocks().values()) {
                // Blocks that nothing is known to lead to yet are not known to lead to others.
                if (atStart.containsKey(block.address())) {
                    Known end = atEnd(block);
                    for (int successor : block.successors()) {
                        changed |= meet(successor, end);
                    }
                    if (Registers.transfer(block.last(), region.state()) == Transfer.COMPUTED) {
                        for (int target : cases) {
                            changed |= meet(target, end);
                        }
                    }
                }
            }
            changed |= !changed && enterAnother();
        }
        findLive();
    }

    private boolean meet(int address, Known end) {
        Known before = atStart.get(address);
        Known after = before == null ? end : before.meet(end);
        atStart.put(address, after);
        return !after.equals(before);
    }

    /** Takes an entry that nothing leads to as one that is entered with anything. */
    private boolean enterAnother() {
        Optional<Integer> entry = region.blocks().values().stream()
                .map(Block::address)
                .filter(address -> !atStart.containsKey(address))
                .findFirst();
        entry.ifPresent(address -> atStart.put(address, Known.nothing()));
        return entry.isPresent();
    }

    private Known atEnd(Block block) {
        Known known = atStart.get(block.address());
        for (int k = 0; k < block.length(); k++) {
            known = after(block.instructions().get(k), block.addressOf(k), known);
        }
        return known;
    }

    private Known after(Instruction i, int at, Known before) {
        Known after =
                switch (Registers.transfer(i, region.state())) {
                    case CALL, INDIRECT_CALL -> before.only(KEPT_BY_CALLS);
                    case LEAVE -> Known.nothing();
                    case NEXT, BRANCH, RETURN, TO_ARM, COMPUTED, DATA_ORDER -> {
                        Known others = before.only(~Registers.written(i));
                        yield result(i, at, before)
                                .map(value -> others.with(i.rd(), value))
                                .orElse(others);
                    }
                };
        return i.conditional() ? before.meet(after) : after;
    }

    private Optional<Integer> result(Instruction i, int at, Known before) {
        Optional<Integer> literal = Registers.literal(i, at).map(region.literals()::get);
        if (literal.isPresent()) {
            return literal.map(word -> region.state().bigEndian() ? Integer.reverseBytes(word) : word);
        }
        if (i.rd() > 14) {
            return Optional.empty();
        }
        if (i.operand() == Operand.IMMEDIATE) {
            return switch (i.opcode()) {
                case MOV -> Optional.of(i.immediate());
                case MVN -> Optional.of(~i.immediate());
                case ADD -> before.of(i.rn()).map(value -> value + i.immediate());
                case SUB -> before.of(i.rn()).map(value -> value - i.immediate());
                default -> Optional.empty();
            };
        }
        boolean copies = i.opcode() == Opcode.MOV
                && i.operand() == Operand.REGISTER
                && i.shiftAmount() == 0
                && i.shift() != Shift.RRX;
        return copies ? before.of(i.rm()) : Optional.empty();
    }

    /** Backwards: what may be read before it changes. */
    private void findLive() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : region.blocks().descendingMap().values()) {
                int set = 0;
                for (int successor : block.successors()) {
                    set |= live.getOrDefault(successor, 0);
                }
                for (int k = block.length() - 1; k >= 0; k--) {
                    Instruction i = block.instructions().get(k);
                    int written = Registers.written(i);
                    set = (i.conditional() ? set : set & ~written) | Registers.named(i) & ~written;
                }
                changed |= !Integer.valueOf(set).equals(live.put(block.address(), set));
            }
        }
    }

    /** The registers that hold a constant where a block starts, if it is entered as the region's own code would. */
    public SortedMap<Integer, Integer> atStart(Block block) {
        return atStart.get(block.address()).only(live.get(block.address())).values;
    }
}
