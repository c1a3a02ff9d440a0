package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.ARRIVED;
import static dev.lockstep.kernel.process.ProcessRecords.AWAY;
import static dev.lockstep.kernel.process.ProcessRecords.AWAY_HART;
import static dev.lockstep.kernel.process.ProcessRecords.BOUND_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.CHILD_COUNT;
import static dev.lockstep.kernel.process.ProcessRecords.CLOCK_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.HOME_HART;
import static dev.lockstep.kernel.process.ProcessRecords.HOME_PROGRAM;
import static dev.lockstep.kernel.process.ProcessRecords.HOME_SLOT;
import static dev.lockstep.kernel.process.ProcessRecords.IN_HEAP;
import static dev.lockstep.kernel.process.ProcessRecords.LIVES;
import static dev.lockstep.kernel.process.ProcessRecords.LODGER;
import static dev.lockstep.kernel.process.ProcessRecords.NAME;
import static dev.lockstep.kernel.process.ProcessRecords.NONE;
import static dev.lockstep.kernel.process.ProcessRecords.OTHER_PROGRAM;
import static dev.lockstep.kernel.process.ProcessRecords.PARENT;
import static dev.lockstep.kernel.process.ProcessRecords.PROGRAM;
import static dev.lockstep.kernel.process.ProcessRecords.ROOT;
import static dev.lockstep.kernel.process.ProcessRecords.STANDS_IN;
import static dev.lockstep.kernel.process.ProcessRecords.STATE;
import static dev.lockstep.kernel.process.ProcessRecords.STRANGER;

import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.memory.MemoryBudget;
import dev.lockstep.memory.MemoryParcel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The processes of other harts that live here, and those of this one that live elsewhere.
 *
 * <p>A process goes with a copy of what it has of its own, so harts still share nothing. At home its record stays in its
 * place among its parent's children, <em>away</em>, until it ends or comes back. Where it goes, it is a <em>stranger</em>,
 * and has a <em>stand-in</em> for a parent, which tells its home of it. Its children there are that hart's own.
 *
 * <p>Only a process without children can go, and a stranger only back. One stays where it is if it has what cannot be
 * copied: open files of semihosting, code of its own, flat memory, very much memory.
 */
final class Lodgings implements Recipient {
    private static final int DEEPEST_NAME = 64;

    /** Where less than this is left, processes stay where they are, in bytes. */
    private static final long LEAST_LEFT = 8 << 20;

    private final ProcessTable table;
    private final ProcessRecords records;
    private final ProcessNames names;
    private final Waits waits;
    private final ProcessMemory memory;
    private final RunningPrograms programs;
    private final KeptBelongings belongings;
    private final Post post;
    private final HartObserver observer;

    /** The stand-ins of strangers, by the hart and record that these are from. */
    private final Map<Long, Integer> standIns = new HashMap<>();

    /** Those of a table, whose rooms these are. */
    Lodgings(
            ProcessTable table,
            ProcessRecords records,
            ProcessNames names,
            Waits waits,
            ProcessMemory memory,
            RunningPrograms programs,
            KeptBelongings belongings,
            Post post,
            HartObserver observer) {
        this.table = table;
        this.records = records;
        this.names = names;
        this.waits = waits;
        this.memory = memory;
        this.programs = programs;
        this.belongings = belongings;
        this.post = post;
        this.observer = observer;
    }

    /** The hart that a stranger is from; empty for a process of this one. */
    OptionalInt home(int slot) {
        return records.is(slot, STRANGER)
                ? OptionalInt.of(records.get(records.get(slot, PARENT), HOME_HART))
                : OptionalInt.empty();
    }

    /** Sends a process to a hart if it can go there; it is in no queue, and not switched in. */
    boolean sends(int slot, int hart) {
        if (!mayGo(slot, hart)) {
            return false;
        }
        Optional<Traveller> traveller = packed(slot);
        if (traveller.isPresent()) {
            table.leaves();
            if (observer != HartObserver.NONE) {
                observer.sent(names.path(records.get(slot, NAME)), hart);
            }
            if (records.is(slot, STRANGER)) {
                goesHome(slot, traveller.get());
            } else {
                goesAway(slot, hart, traveller.get());
            }
        }
        return traveller.isPresent();
    }

    private boolean mayGo(int slot, int hart) {
        if (records.get(slot, CHILD_COUNT) != 0 || !belongings.arePortable(slot)) {
            return false;
        }
        if (!records.is(slot, STRANGER)) {
            return !names.isDeeperThan(DEEPEST_NAME, records.get(slot, NAME));
        }
        int standIn = records.get(slot, PARENT);
        return records.get(standIn, HOME_HART) == hart
                && records.get(standIn, HOME_PROGRAM) == records.get(slot, PROGRAM);
    }

    /** Takes a process's memory and belongings away; empty, with nothing done, where that is too much. */
    private Optional<Traveller> packed(int slot) {
        RunningProgram program = programs.get(records.get(slot, PROGRAM));
        int root = records.get(slot, ROOT);
        if (!hasRoom(0)) {
            return Optional.empty();
        }
        Optional<MemoryParcel> parcel = program.template.pack(root).filter(any -> hasRoom(2 * any.bytes()));
        return parcel.map(any -> {
            int[] record = records.copy(slot);
            memory.spaces().release(root);
            program.template.code().release();
            return new Traveller(record, program, any, belongings.remove(slot));
        });
    }

    /** Whether there would be so much memory, and some more: what is sent must find room. */
    private boolean hasRoom(long bytes) {
        MemoryBudget budget = memory.spaces().budget();
        return budget.left() >= LEAST_LEFT + bytes && budget.mayHold(LEAST_LEFT + bytes);
    }

    /** The record stays, and so does its use of the program: so the process can always come back. */
    private void goesAway(int slot, int hart, Traveller process) {
        records.set(slot, STATE, records.get(slot, STATE) & (LIVES | IN_HEAP) | AWAY);
        records.set(slot, AWAY_HART, hart);
        post.send(slot, hart, names.path(records.get(slot, NAME)), process);
        waits.left(slot);
    }

    private void goesHome(int slot, Traveller process) {
        int standIn = records.get(slot, PARENT);
        post.sendBack(records.get(standIn, HOME_HART), records.get(standIn, HOME_SLOT), process);
        forget(standIn);
        programs.release(programs.get(records.get(slot, PROGRAM)));
        names.release(records.get(slot, NAME));
        records.free(slot);
    }

    /** A process runs another program now. A stranger's home does not, so it cannot go back. */
    void replaced(int slot) {
        if (records.is(slot, STRANGER)) {
            records.set(records.get(slot, PARENT), HOME_PROGRAM, OTHER_PROGRAM);
        }
    }

    /** A stranger has ended. */
    void ended(int slot) {
        int standIn = records.get(slot, PARENT);
        post.hasEnded(standIn, slot);
        forget(standIn);
        records.set(slot, PARENT, NONE);
    }

    private void forget(int standIn) {
        waits.dismiss(standIn);
        standIns.remove(key(records.get(standIn, HOME_HART), records.get(standIn, HOME_SLOT)));
        records.free(standIn);
    }

    private static long key(int hart, int slot) {
        return (long) hart << Integer.SIZE | slot;
    }

    @Override
    public void arrives(int home, int homeSlot, PidPath path, Traveller process) {
        Optional<RunningProgram> program = memory.use(process);
        if (program.isEmpty()) {
            post.sendBack(home, homeSlot, process);
            return;
        }
        int standIn = records.allocate();
        int slot = records.allocate();
        records.mark(standIn, STANDS_IN);
        records.set(standIn, HOME_HART, home);
        records.set(standIn, HOME_SLOT, homeSlot);
        records.set(standIn, LODGER, slot);
        records.set(standIn, HOME_PROGRAM, program.get().number);
        standIns.put(key(home, homeSlot), standIn);
        records.mark(slot, STRANGER);
        records.set(slot, PARENT, standIn);
        records.set(slot, PROGRAM, program.get().number);
        records.set(slot, NAME, names.of(path));
        settle(slot, process);
        records.setLong(slot, BOUND_LONG, records.getLong(slot, CLOCK_LONG));
    }

    @Override
    public void comesBack(int slot, Traveller process) {
        records.unmark(slot, AWAY);
        settle(slot, process);
    }

    private void settle(int slot, Traveller process) {
        records.fill(slot, process.record);
        Template template = programs.get(records.get(slot, PROGRAM)).template;
        template.code().share();
        memory.give(records, slot, template.unpack(process.memory));
        process.belongings.ifPresent(things -> belongings.keep(slot, things));
        records.mark(slot, LIVES | ARRIVED);
        if (observer != HartObserver.NONE) {
            observer.arrived(names.path(records.get(slot, NAME)));
        }
        table.arrives(slot);
    }

    @Override
    public void hasEnded(int slot, long clock, int exit, boolean killed) {
        records.setLong(slot, CLOCK_LONG, clock);
        records.unmark(slot, AWAY);
        programs.release(programs.get(records.get(slot, PROGRAM)));
        table.endedElsewhere(slot, exit, killed);
    }

    @Override
    public void cannotEndBefore(int slot, long clock) {
        waits.cannotEndBefore(slot, clock);
    }

    @Override
    public void isAsked(int home, int slot, long clock) {
        Integer standIn = standIns.get(key(home, slot));
        // Otherwise it has ended, or gone home, and the news is on its way.
        if (standIn != null) {
            waits.promise(standIn, clock);
        }
    }
}
