package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.BELONGINGS;

import dev.lockstep.kernel.semihosting.Session;
import dev.lockstep.memory.MemoryBudget;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The {@link Belongings} of those who have any, by their records, while they are not switched in. */
final class KeptBelongings {
    private final ProcessRecords records;
    private final MemoryBudget budget;
    private final Map<Integer, Belongings> bySlot = new HashMap<>();

    /**
     * Nobody's.
     *
     * @param budget that pays for what they take
     */
    KeptBelongings(ProcessRecords records, MemoryBudget budget) {
        this.records = records;
        this.budget = budget;
    }

    void keep(int process, Belongings things) {
        bySlot.put(process, things);
        budget.take(things.bytes());
        budget.hold(things.bytes());
        records.mark(process, BELONGINGS);
    }

    /** What a process has, which is kept no longer; empty when it has nothing. */
    Optional<Belongings> remove(int process) {
        if (!records.is(process, BELONGINGS)) {
            return Optional.empty();
        }
        Belongings things = bySlot.remove(process);
        budget.give(things.bytes());
        budget.drop(things.bytes());
        records.unmark(process, BELONGINGS);
        return Optional.of(things);
    }

    /** Whether a process has nothing that only exists on this hart. */
    boolean arePortable(int process) {
        return !records.is(process, BELONGINGS) || bySlot.get(process).isPortable();
    }

    /** Closes the files of all. */
    void close() {
        bySlot.values().forEach(things -> things.session().ifPresent(Session::close));
        bySlot.clear();
    }
}
