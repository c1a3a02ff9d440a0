package dev.lockstep.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of children is that of a sorted set, whatever comes and goes. */
class ChildOrderTest {
    private static final long SEED = Long.getLong("lockstep.seed", 11);
    private static final int STEPS = 60_000;
    private static final int PARENTS = 3;

    private record Child(long bound, int ordinal, int slot) {}

    private final MemoryBudget budget = new MemoryBudget(1L << 30, 1L << 30);
    private final ProcessRecords records = new ProcessRecords(budget);
    private final ProcessNames names = new ProcessNames(budget);
    private final ChildOrder order =
            new ChildOrder(records, names, ProcessRecords.LIVING_LIST, ProcessRecords.LIVING_HEAP);
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final int[] parents = new int[PARENTS];
    private final List<TreeSet<Child>> models = new ArrayList<>();
    private int ordinals;

    ChildOrderTest() {
        for (int k = 0; k < PARENTS; k++) {
            parents[k] = records.allocate();
            models.add(new TreeSet<>(Comparator.comparingLong(Child::bound).thenComparingInt(Child::ordinal)));
        }
    }

    /** @param mostDisorder how far from the order of their ordinals bounds may be */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100, 100_000})
    void shouldBeThatOfASortedSet(int mostDisorder) {
        int most = 400;
        for (int step = 0; step < STEPS; step++) {
            int k = random.nextInt(PARENTS);
            int parent = parents[k];
            NavigableSet<Child> model = models.get(k);
            int drawn = random.nextInt(10);
            if (model.isEmpty() || (drawn < 4 && model.size() < most)) {
                add(parent, model, records.allocate(), ++ordinals, ordinals + random.nextInt(mostDisorder));
            } else if (drawn < 6) {
                Child child = model.first();
                remove(parent, model, child);
                records.free(child.slot());
            } else if (drawn < 8) {
                Child child = any(model);
                remove(parent, model, child);
                records.free(child.slot());
            } else {
                Child child = drawn < 9 ? model.first() : any(model);
                remove(parent, model, child);
                add(parent, model, child.slot(), child.ordinal(), child.bound() + random.nextInt(mostDisorder));
            }
            assertEquals(model.isEmpty() ? 0 : model.first().slot(), order.first(parent));
            if (step % 500 == 0) {
                assertEquals(slots(model), each(parent));
            }
        }
        for (int k = 0; k < PARENTS; k++) {
            int parent = parents[k];
            assertEquals(slots(models.get(k)), each(parent));
            for (Child child : models.get(k)) {
                assertEquals(child.slot(), order.first(parent));
                order.remove(parent, child.slot());
            }
            assertEquals(ProcessRecords.NONE, order.first(parent));
        }
    }

    private void add(int parent, NavigableSet<Child> model, int slot, int ordinal, long bound) {
        records.set(slot, ProcessRecords.NAME, names.child(ProcessNames.TOP, ordinal));
        records.setLong(slot, ProcessRecords.BOUND_LONG, bound);
        order.add(parent, slot);
        model.add(new Child(bound, ordinal, slot));
    }

    private void remove(int parent, NavigableSet<Child> model, Child child) {
        order.remove(parent, child.slot());
        model.remove(child);
    }

    private Child any(NavigableSet<Child> model) {
        Child from =
                new Child(random.nextLong(model.first().bound(), model.last().bound() + 1), 0, 0);
        return model.higher(from);
    }

    private static Set<Integer> slots(NavigableSet<Child> model) {
        Set<Integer> slots = new HashSet<>();
        model.forEach(child -> slots.add(child.slot()));
        return slots;
    }

    private Set<Integer> each(int parent) {
        List<Integer> slots = new ArrayList<>();
        order.each(parent, slots::add);
        Set<Integer> distinct = new HashSet<>(slots);
        assertEquals(slots.size(), distinct.size());
        return distinct;
    }
}
