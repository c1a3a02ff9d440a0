package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.BOUND_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.CLOCK_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.HEAP_END;
import static dev.lockstep.kernel.process.ProcessRecords.INHERITED_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.PROGRAM;
import static dev.lockstep.kernel.process.ProcessRecords.PROMOTION_DELAY;
import static dev.lockstep.kernel.process.ProcessRecords.ROOT;
import static dev.lockstep.kernel.process.ProcessRecords.SINCE_PROMOTION;
import static dev.lockstep.kernel.process.ProcessRecords.TAG_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.WRITE_TAG_LONG;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.kernel.semihosting.Session;
import dev.lockstep.memory.AddressSpaces;
import java.util.Optional;

/** Fills the record of a forked child from the process that is switched in. No object is made, but for {@link Belongings}. */
final class ChildRecord {
    private final ProcessRecords records;
    private final KeptBelongings belongings;
    private final AddressSpaces memory;

    ChildRecord(ProcessRecords records, KeptBelongings belongings, AddressSpaces memory) {
        this.records = records;
        this.belongings = belongings;
        this.memory = memory;
    }

    /**
     * The child is at the same place in the same program, about to return 0 from the call. Of its memory only the tables are
     * new.
     */
    void fill(int child, UserProcess parent) {
        CpuState cpu = parent.cpu();
        RunningProgram program = parent.program();
        int root = cpu.space.forkTables();
        cpu.forked = true;
        cpu.takeTags();
        boolean exclusive = cpu.exclusive;
        // As after any exception return.
        cpu.exclusive = false;
        int[] words = records.words(child);
        int at = ProcessRecords.at(child, 0);
        SavedProcessor.save(cpu, words, at);
        cpu.exclusive = exclusive;
        words[at + ROOT] = root;
        long tag = memory.newSavedTag();
        ProcessRecords.putLong(words, at + TAG_LONG, tag);
        ProcessRecords.putLong(words, at + WRITE_TAG_LONG, tag);
        words[at + HEAP_END] = parent.heapEnd();
        words[at + SINCE_PROMOTION] = 0;
        words[at + PROMOTION_DELAY] = 0;
        words[at + PROGRAM] = program.number;
        long clock = parent.clock();
        ProcessRecords.putLong(words, at + CLOCK_LONG, clock);
        ProcessRecords.putLong(words, at + BOUND_LONG, clock);
        ProcessRecords.putLong(words, at + INHERITED_LONG, parent.history());
        program.users++;
        keepBelongings(child, parent);
        parent.returnsZero(child);
    }

    private void keepBelongings(int child, UserProcess parent) {
        CpuState cpu = parent.cpu();
        Optional<Session> session = parent.openSession();
        CodeSpace code = cpu.code.forChild();
        boolean ownCode = code != parent.template().code();
        boolean floats = !cpu.vfp.isReset();
        if (ownCode || floats || session.isPresent()) {
            belongings.keep(
                    child,
                    new Belongings(
                            Optional.empty(),
                            session.map(Session::fork),
                            ownCode ? Optional.of(code) : Optional.empty(),
                            Optional.empty(),
                            floats ? Optional.of(cpu.vfp.copy()) : Optional.empty(),
                            0));
        }
    }
}
