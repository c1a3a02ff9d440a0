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
import static dev.lockstep.kernel.process.ProcessRecords.PARENT;
import static dev.lockstep.kernel.process.ProcessRecords.PROGRAM;
import static dev.lockstep.kernel.process.ProcessRecords.STANDS_IN;
import static dev.lockstep.kernel.process.ProcessRecords.STATE;
import static dev.lockstep.kernel.process.ProcessRecords.STRANGER;

import dev.lockstep.kernel.api.Migration;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.memory.MemoryBudget;
import dev.lockstep.memory.MemoryParcel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives processes that can run to harts that have nothing to do, and takes theirs.
 *
 * <p>A process goes with a copy of what it has of its own, so harts still share nothing. At home its record stays in its
 * place among its parent's children, <em>away</em>, until it ends or comes back. Where it goes, it is a <em>stranger</em>,
 * and has a <em>stand-in</em> for a parent, which tells its home of it. Its children there are that hart's own.
 *
 * <p>Only a process without children can go, and a stranger only back. One stays where it is if it has what cannot be
 * copied: open files of semihosting, code of its own, flat memory, very much memory.
 */
final class Migrator implements Recipient {
    /** Instructions that a hart executes between two times that it gives processes away: that takes as long as thousands. */
    private static final long PAUSE = 50_000;

    /** The same where the one before was in vain. */
    private static final long LONG_PAUSE = 20 * PAUSE;

    private static final int MOST_AT_ONCE = 64;
    private static final int DEEPEST_PATH = 64;

    /** Where less than this is left, processes stay where they are, in bytes. */
    private static final long LEAST_LEFT = 8 << 20;

    private final Migration when;
    private final ProcessTable table;
    private final ProcessRecords records;
    private final ProcessNames names;
    private final Waits waits;
    private final RunQueue queue;
    private final ProcessMemory memory;
    private final RunningPrograms programs;
    private final UserProcess current;
    private final Post post;

    /** The stand-ins of strangers, by the hart and record that these are from. */
    private final Map<Long, Integer> standIns = new HashMap<>();

    private long next = PAUSE;

    /** The migrator of a table, whose rooms these are. */
    Migrator(
            Migration when,
            ProcessTable table,
            ProcessRecords records,
            ProcessNames names,
            Waits waits,
            RunQueue queue,
            ProcessMemory memory,
            RunningPrograms programs,
            UserProcess current,
            Post post) {
        this.when = when;
        this.table = table;
        this.records = records;
        this.names = names;
        this.waits = waits;
        this.queue = queue;
        this.memory = memory;
        this.programs = programs;
        this.current = current;
        this.post = post;
    }

    /**
     * To be called between turns: takes what others have sent, and gives processes away if it is time.
     *
     * @param instructions that this hart has retired
     */
    void exchange(long instructions) {
        post.deliver(this);
        switch (when) {
            case AUTO -> {
                if (instructions >= next && queue.size() > 1) {
                    post.idleHart().ifPresent(hart -> give(hart, instructions));
                }
            }
            case ALWAYS -> giveFirst();
            case NEVER -> {
                // What was started here stays here.
            }
        }
    }

    /** Half of those that can run, if they are not too many. */
    private void give(int hart, long instructions) {
        current.switchOut();
        int tries = queue.size();
        int wanted = Math.min(tries / 2, MOST_AT_ONCE);
        int given = 0;
        for (int k = 0; k < tries && k < 2 * MOST_AT_ONCE && given < wanted; k++) {
            int slot = queue.poll();
            if (gives(slot, hart)) {
                given++;
            } else {
                queue.add(slot);
            }
        }
        next = instructions + (given > 0 ? PAUSE : LONG_PAUSE);
    }

    /** Gives processes to the next hart until the first in the queue has come from there, or has to stay. */
    private void giveFirst() {
        int slot = queue.peek();
        while (slot != NONE && !records.is(slot, ARRIVED)) {
            int hart = records.is(slot, STRANGER)
                    ? records.get(records.get(slot, PARENT), HOME_HART)
                    : (post.hart() + 1) % post.harts();
            current.switchOut();
            queue.poll();
            if (!gives(slot, hart)) {
                queue.addFirst(slot);
                return;
            }
            slot = queue.peek();
        }
        if (slot != NONE) {
            records.unmark(slot, ARRIVED);
        }
    }

    /** Sends a process to a hart if it can go there. */
    private boolean gives(int slot, int hart) {
        boolean stranger = records.is(slot, STRANGER);
        if (!mayGo(slot, hart, stranger)) {
            return false;
        }
        Optional<PidPath> path = stranger ? Optional.empty() : Optional.of(names.path(records.get(slot, NAME)));
        if (path.isPresent() && path.get().depth() > DEEPEST_PATH) {
            return false;
        }
        Optional<Traveller> traveller = packed(slot);
        if (traveller.isEmpty()) {
            return false;
        }
        table.leaves();
        if (stranger) {
            goesHome(slot, traveller.get());
        } else {
            goesAway(slot, hart, path.get(), traveller.get());
        }
        return true;
    }

    private boolean mayGo(int slot, int hart, boolean stranger) {
        if (records.get(slot, CHILD_COUNT) != 0) {
            return false;
        }
        if (!stranger) {
            return true;
        }
        int standIn = records.get(slot, PARENT);
        return records.get(standIn, HOME_HART) == hart
                && records.get(standIn, HOME_PROGRAM) == records.get(slot, PROGRAM);
    }

    private Optional<Traveller> packed(int slot) {
        if (!current.isPortable(slot)) {
            return Optional.empty();
        }
        RunningProgram program = programs.get(records.get(slot, PROGRAM));
        int root = records.get(slot, ProcessRecords.ROOT);
        MemoryBudget budget = memory.spaces().budget();
        Optional<MemoryParcel> parcel = program.template
                .pack(root)
                .filter(any ->
                        budget.left() >= LEAST_LEFT + 2 * any.bytes() && budget.mayHold(LEAST_LEFT + 2 * any.bytes()));
        if (parcel.isEmpty()) {
            return Optional.empty();
        }
        int[] record = records.copy(slot);
        Optional<Belongings> belongings = current.giveUpBelongings(slot);
        memory.spaces().release(root);
        return Optional.of(new Traveller(record, program, parcel.get(), belongings));
    }

    /** The record stays, and so does its use of the program: so the process can always come back. */
    private void goesAway(int slot, int hart, PidPath path, Traveller process) {
        records.set(slot, STATE, records.get(slot, STATE) & (LIVES | IN_HEAP) | AWAY);
        records.set(slot, AWAY_HART, hart);
        post.send(slot, hart, path, process);
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
        current.giveMemory(slot, template.unpack(process.memory));
        current.giveBelongings(slot, process);
        records.mark(slot, LIVES | ARRIVED);
        queue.add(slot);
        table.arrives();
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
