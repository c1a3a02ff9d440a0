package dev.lockstep.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Children are found by their ordinals as in a map. */
class ChildTablesTest {
    private static final long SEED = Long.getLong("lockstep.seed", 12);
    private static final int STEPS = 40_000;

    private final MemoryBudget budget = new MemoryBudget(1L << 30, 1L << 30);
    private final ProcessRecords records = new ProcessRecords(budget);
    private final ProcessNames names = new ProcessNames(budget);
    private final ChildTables tables = new ChildTables(budget, records, names);
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Map<Integer, Integer> model = new HashMap<>();
    private int tree;

    private int child(int ordinal) {
        int slot = records.allocate();
        records.set(slot, ProcessRecords.NAME, names.child(ProcessNames.TOP, ordinal));
        return slot;
    }

    private void add(int ordinal) {
        int slot = child(ordinal);
        tree = tables.add(tree, slot);
        model.put(ordinal, slot);
    }

    private void remove(int ordinal) {
        int slot = model.remove(ordinal);
        tree = tables.remove(tree, slot);
        names.release(records.get(slot, ProcessRecords.NAME));
        records.free(slot);
    }

    private void check(int ordinal) {
        assertEquals(model.getOrDefault(ordinal, ProcessRecords.NONE), tables.find(tree, ordinal));
    }

    /** @param mostOrdinal where ordinals end */
    @ParameterizedTest
    @ValueSource(ints = {2, 16, 17, 257, 5000, 1 << 28, (1 << 28) + 1, Integer.MAX_VALUE})
    void shouldBeAsInAMap(int mostOrdinal) {
        List<Integer> ordinals = new ArrayList<>();
        int most = Math.min(mostOrdinal, 300);
        for (int step = 0; step < STEPS; step++) {
            int ordinal = random.nextInt(16) == 0 ? mostOrdinal : random.nextInt(mostOrdinal) + 1;
            if (!model.containsKey(ordinal) && random.nextInt(most) >= model.size()) {
                add(ordinal);
                ordinals.add(ordinal);
            } else if (!ordinals.isEmpty()) {
                int last = ordinals.size() - 1;
                int at = random.nextInt(ordinals.size());
                remove(ordinals.set(at, ordinals.get(last)));
                ordinals.remove(last);
            }
            check(ordinal);
            check(random.nextInt());
            ordinals.stream().skip(random.nextInt(ordinals.size() + 1)).limit(3).forEach(this::check);
        }
        List.copyOf(ordinals).forEach(this::remove);
        assertEquals(0, tree);
        assertEquals(0, budget.taken());
    }

    @Test
    void shouldTakeNoTableForASingleChild() {
        add(1);
        assertEquals(records.get(tree, ProcessRecords.NAME), records.get(model.get(1), ProcessRecords.NAME));
        long taken = budget.taken();
        remove(1);
        add(Integer.MAX_VALUE);
        assertEquals(taken, budget.taken());
        check(Integer.MAX_VALUE);
    }

    @Test
    void shouldFreeAllTablesWithTheLastOfChildrenThatCameLate() {
        add(17);
        add(18);
        remove(17);
        remove(18);
        assertEquals(0, tree);
        assertEquals(0, budget.taken());
    }

    @Test
    void shouldFreeAllTablesAtOnce() {
        long before = budget.taken();
        for (int ordinal = 1; ordinal < 100_000; ordinal += ordinal < 5000 ? 1 : 1000) {
            add(ordinal);
        }
        tables.clear(tree);
        model.values().forEach(slot -> {
            names.release(records.get(slot, ProcessRecords.NAME));
            records.free(slot);
        });
        assertEquals(before, budget.taken());
    }
}
