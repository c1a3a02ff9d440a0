package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import dev.lockstep.isa.Shift;
import dev.lockstep.translator.linkage.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the basic blocks of a region.
 *
 * <p>First the instructions reachable from the root are collected, breadth first, so that a limit keeps what is near the
 * root; calls are taken to return. Then they are cut at leaders: targets of branches, and whatever follows a transfer of
 * control. Addresses left out, be it by the limit or because nothing can be fetched there, are simply jumps out of the
 * region.
 */
public final class ControlFlow {
    /** Instructions of a switch before its indirect jump that are searched for the comparison with the table's size. */
    private static final int SWITCH_WINDOW = 4;

    private static final int MAX_TABLE = 1024;

    private final InstructionSource source;
    private final int root;
    private final CodeState state;
    private final int limit;
    private final NavigableMap<Long, Instruction> reached = new TreeMap<>();
    private final SortedSet<Long> leaders = new TreeSet<>();
    private final SortedSet<Long> entries = new TreeSet<>();
    private final SortedSet<Long> callTargets = new TreeSet<>();
    private final NavigableMap<Integer, Integer> literals = new TreeMap<>();

    /** Targets of switches, whose tables nobody can change, by the address of the jump. */
    private final Map<Long, List<Integer>> switches = new HashMap<>();

    private ControlFlow(InstructionSource source, int entryPoint, Mode mode, int limit) {
        this.source = source;
        this.root = CodeState.address(entryPoint);
        this.state = CodeState.of(entryPoint, mode);
        this.limit = limit;
    }

    /**
     * The region around a root.
     *
     * @param source the program
     * @param root entry point of the first instruction
     * @param mode what the region is for
     * @param limit the most instructions to take
     * @return empty when not even the root can be fetched
     */
    public static Optional<Region> region(InstructionSource source, int root, Mode mode, int limit) {
        ControlFlow flow = new ControlFlow(source, root, mode, limit);
        flow.reach();
        return flow.reached.containsKey(unsigned(flow.root)) ? Optional.of(flow.cut()) : Optional.empty();
    }

    /**
     * The functions that the instructions reachable from a root call by address.
     *
     * @param root entry point of the first instruction
     * @return their entry points, unsigned, ascending
     */
    public static SortedSet<Long> calls(InstructionSource source, int root, int limit) {
        ControlFlow flow = new ControlFlow(source, root, Mode.PAGED, limit);
        flow.reach();
        return flow.callTargets;
    }

    private void reach() {
        Deque<Integer> open = new ArrayDeque<>();
        open.add(root);
        leaders.add(unsigned(root));
        entries.add(unsigned(root));
        while (!open.isEmpty()) {
            int address = open.remove();
            while (reached.size() < limit && !reached.containsKey(unsigned(address))) {
                Optional<Instruction> found = source.instruction(state.entryPoint(address));
                if (found.isEmpty()) {
                    break;
                }
                Instruction i = found.get();
                reached.put(unsigned(address), i);
                Registers.literal(i, address)
                        .ifPresent(at -> source.constant(at).ifPresent(word -> literals.put(at, word)));
                follow(i, address, open);
                if (Registers.endsFlow(i, state) || wraps(address, i)) {
                    break;
                }
                address += i.size();
            }
        }
    }

    private void follow(Instruction i, int address, Deque<Integer> open) {
        Transfer transfer = Registers.transfer(i, state);
        if (transfer == Transfer.NEXT) {
            return;
        }
        int next = address + i.size();
        leaders.add(unsigned(next));
        switch (transfer) {
            case BRANCH -> {
                int target = CodeState.address(Registers.target(i, address));
                leaders.add(unsigned(target));
                if (Long.compare(unsigned(target), unsigned(address)) <= 0) {
                    entries.add(unsigned(target));
                }
                open.add(target);
            }
            case CALL -> {
                callTargets.add(unsigned(Registers.target(i, address)));
                entries.add(unsigned(next));
            }
            case INDIRECT_CALL, LEAVE -> entries.add(unsigned(next));
            case COMPUTED -> {
                List<Integer> targets = switchTargets(i, address);
                if (isConstant(i, address, targets.size())) {
                    switches.put(unsigned(address), List.copyOf(targets));
                }
                for (int target : targets) {
                    leaders.add(unsigned(target));
                    entries.add(unsigned(target));
                    open.add(target);
                }
            }
            case TO_ARM -> callTargets.add(unsigned(Registers.target(i, address)));
            case NEXT, RETURN, DATA_ORDER -> {}
        }
    }

    /** Whether flow would wrap around the address space: it leaves the region instead. */
    private static boolean wraps(int address, Instruction i) {
        return address + i.size() == 0;
    }

    /**
     * Targets of a compiler's switch: {@code cmp rX, #n; ldrls pc, [pc, rX, lsl #2]} with a table of addresses behind it, or
     * {@code addls pc, pc, rX, lsl #2} with branches behind it.
     */
    private List<Integer> switchTargets(Instruction jump, int address) {
        boolean scaled = !jump.thumb()
                && jump.rn() == 15
                && jump.operand() == Operand.REGISTER
                && jump.shift() == Shift.LSL
                && jump.shiftAmount() == 2
                && jump.add();
        boolean table = jump.opcode() == Opcode.LDR && jump.preIndexed() && scaled;
        boolean branches = !jump.thumb()
                && jump.opcode() == Opcode.ADD
                && jump.rn() == 15
                && jump.operand() == Operand.REGISTER
                && jump.shift() == Shift.LSL
                && jump.shiftAmount() == 2;
        List<Integer> targets = new ArrayList<>();
        if (table || branches) {
            int cases = casesBefore(jump.rm(), address);
            for (int k = 0; k < cases; k++) {
                int slot = address + 8 + 4 * k;
                Optional<Integer> target = table ? source.word(slot) : Optional.of(slot);
                if (target.isEmpty() || (target.get() & 3) != 0) {
                    break;
                }
                targets.add(target.get());
            }
        }
        return targets;
    }

    /** Whether a switch, of which the targets are known, always goes there: its table is constant, or it has none. */
    private boolean isConstant(Instruction jump, int address, int cases) {
        boolean constant = true;
        for (int k = 0; k < cases && jump.opcode() == Opcode.LDR; k++) {
            constant &= source.constant(address + 8 + 4 * k).isPresent();
        }
        return constant;
    }

    /** How many cases the comparison before a switch allows for this index register; 0 when there is none. */
    private int casesBefore(int index, int address) {
        for (int back = 1; back <= SWITCH_WINDOW; back++) {
            Instruction before = reached.get(unsigned(address - 4 * back));
            if (before != null
                    && before.opcode() == Opcode.CMP
                    && before.rn() == index
                    && before.operand() == Operand.IMMEDIATE
                    && Integer.compareUnsigned(before.immediate(), MAX_TABLE) < 0) {
                return before.immediate() + 1;
            }
        }
        return 0;
    }

    private Region cut() {
        NavigableMap<Long, List<Instruction>> cut = new TreeMap<>();
        long end = -1;
        List<Instruction> current = List.of();
        for (Map.Entry<Long, Instruction> at : reached.entrySet()) {
            if (at.getKey() != end || leaders.contains(at.getKey())) {
                current = new ArrayList<>();
                cut.put(at.getKey(), current);
            }
            current.add(at.getValue());
            end = at.getKey() + at.getValue().size();
        }
        return new Region(root, state, measured(cut), Collections.unmodifiableNavigableMap(literals));
    }

    /** From the last block to the first, so that the paths of every successor that does not test are known. */
    private NavigableMap<Long, Block> measured(NavigableMap<Long, List<Instruction>> cut) {
        Map<Integer, Integer> longest = new HashMap<>();
        NavigableMap<Long, Block> blocks = new TreeMap<>();
        for (Map.Entry<Long, List<Instruction>> at : cut.descendingMap().entrySet()) {
            int address = at.getKey().intValue();
            List<Instruction> instructions = at.getValue();
            List<Integer> successors = successors(address, instructions, cut);
            int rest = 0;
            for (int successor : successors) {
                if (!entries.contains(unsigned(successor))) {
                    rest = Math.max(rest, longest.get(successor));
                }
            }
            int path = instructions.size() + rest;
            longest.put(address, path);
            blocks.put(
                    at.getKey(),
                    new Block(
                            address,
                            List.copyOf(instructions),
                            successors,
                            entries.contains(at.getKey()),
                            cases(address, instructions),
                            path));
        }
        return blocks;
    }

    private List<Integer> cases(int address, List<Instruction> instructions) {
        int last = address;
        for (Instruction before : instructions.subList(0, instructions.size() - 1)) {
            last += before.size();
        }
        return switches.getOrDefault(unsigned(last), List.of());
    }

    private List<Integer> successors(int address, List<Instruction> instructions, Map<Long, List<Instruction>> cut) {
        Instruction last = instructions.get(instructions.size() - 1);
        int at = address;
        for (Instruction before : instructions.subList(0, instructions.size() - 1)) {
            at += before.size();
        }
        List<Integer> successors = new ArrayList<>();
        if (Registers.transfer(last, state) == Transfer.BRANCH) {
            successors.add(CodeState.address(Registers.target(last, at)));
        }
        if (!Registers.endsFlow(last, state) && !wraps(at, last)) {
            successors.add(at + last.size());
        }
        successors.addAll(cases(address, instructions));
        return successors.stream()
                .filter(successor -> cut.containsKey(unsigned(successor)))
                .distinct()
                .toList();
    }

    private static long unsigned(int address) {
        return address & 0xffffffffL;
    }
}
