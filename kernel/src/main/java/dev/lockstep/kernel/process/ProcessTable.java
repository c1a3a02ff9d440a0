package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.AWAY;
import static dev.lockstep.kernel.process.ProcessRecords.BELONGINGS;
import static dev.lockstep.kernel.process.ProcessRecords.EXIT;
import static dev.lockstep.kernel.process.ProcessRecords.FORKED;
import static dev.lockstep.kernel.process.ProcessRecords.FORKS;
import static dev.lockstep.kernel.process.ProcessRecords.KILLED;
import static dev.lockstep.kernel.process.ProcessRecords.LIVES;
import static dev.lockstep.kernel.process.ProcessRecords.NAME;
import static dev.lockstep.kernel.process.ProcessRecords.NONE;
import static dev.lockstep.kernel.process.ProcessRecords.PARENT;
import static dev.lockstep.kernel.process.ProcessRecords.STRANGER;

import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.Inspector;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.MemoryUse;
import dev.lockstep.kernel.api.Signal;
import dev.lockstep.kernel.console.Console;
import dev.lockstep.memory.Allowance;
import dev.lockstep.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All processes of one hart: the only place where they begin, change their image and end. */
public final class ProcessTable implements AutoCloseable {
    /** In place of a child's ordinal: whichever ends first. */
    public static final int ANY_CHILD = -1;

    private final KernelOptions options;
    private final Console console;
    private final HartObserver observer;
    private final MemoryBudget budget;
    private final Allowance places;
    private final ProcessRecords records;
    private final ProcessNames names;
    private final Family family;
    private final Waits waits;
    private final RunQueue queue;
    private final ProcessMemory memory;
    private final UserProcess current;
    private final ChildRecord childRecord;
    private final EndingProcess ending;
    private final Post post;
    private final Lodgings lodgings;
    private final Migrator migrator;
    private final ProcessCounts counts = new ProcessCounts();

    /**
     * A table without processes.
     *
     * @param console where the unfinished lines of ended processes go
     * @param budget what its processes may take
     * @param places for how many processes there is room
     * @param boxes for messages between harts
     * @param hart the number of this one
     * @param observer who watches it
     */
    public ProcessTable(
            KernelOptions options,
            Console console,
            MemoryBudget budget,
            Allowance places,
            Mailboxes boxes,
            int hart,
            HartObserver observer) {
        this.options = options;
        this.console = console;
        this.budget = budget;
        this.places = places;
        this.observer = observer;
        records = new ProcessRecords(budget);
        names = new ProcessNames(budget);
        family = new Family(budget, records, names);
        queue = new RunQueue(records);
        post = new Post(records, boxes, hart);
        waits = new Waits(records, names, family, queue::add, this::reap, post);
        RunningPrograms programs = new RunningPrograms(budget);
        memory = new ProcessMemory(options, budget, programs);
        KeptBelongings belongings = new KeptBelongings(records, budget);
        current = new UserProcess(records, names, programs, belongings, memory.spaces());
        current.cpu().observe(observer.steps());
        childRecord = new ChildRecord(records, belongings, memory.spaces());
        ending = new EndingProcess(current, options.profile());
        lodgings = new Lodgings(this, records, names, waits, memory, programs, belongings, post, observer);
        migrator = new Migrator(options.migration(), queue, records, lodgings, post, this::switchOut);
    }

    /** For a debugger. */
    public Inspector inspector() {
        return new TableInspector(records, names, current, ending);
    }

    /** The process that is switched in. */
    public UserProcess current() {
        return current;
    }

    /** Switches the process in that is to run next; false when none can run. */
    public boolean switchToNext() {
        int next = queue.poll();
        if (next == NONE) {
            return false;
        }
        if (next != current.slot()) {
            showLinesIfMemoryIsShort();
        }
        current.switchTo(next);
        return true;
    }

    /**
     * Takes processes of other harts, and gives them some of this one's, if it is time.
     *
     * @param instructions that this hart has retired
     */
    public void exchange(long instructions) {
        if (post.harts() > 1) {
            migrator.exchange(instructions);
        }
    }

    /** Waits until another hart has something for this one; false when that will not be. */
    public boolean await() {
        return post.harts() > 1 && post.await();
    }

    /** Whether no other process could want the host's thread of the one that is switched in. */
    public boolean isAlone() {
        return counts.living() == 1 && post.harts() == 1;
    }

    private void switchOut() {
        if (!current.hasEnded()) {
            showLinesIfMemoryIsShort();
            current.switchOut();
        }
    }

    /** The unfinished lines of who is switched out take memory: at worst they are not whole. */
    private void showLinesIfMemoryIsShort() {
        int bytes = current.output().bytes();
        if (bytes > 0 && !current.hasEnded() && (budget.left() < bytes || !budget.mayHold(bytes))) {
            console.flush(current.output());
        }
    }

    /** The process that is switched in can run, and stands at the end of the queue now. */
    public void enqueue() {
        queue.add(current.slot());
    }

    /** A number for the process that is switched in which no other living process has. */
    public int slot() {
        return current.slot();
    }

    /**
     * Makes a process that no process made.
     *
     * @param ordinal its number among those
     * @param arguments its argv
     * @throws KernelException when a limit forbids it or its ABI is not known
     */
    public UserProcess start(int ordinal, Image image, List<byte[]> arguments) throws KernelException {
        if (!places.tryTake(1)) {
            throw new KernelException(
                    image.name() + ": processes: found " + counts.unreaped() + ", wanted less than that");
        }
        LoadedImage loaded;
        try {
            loaded = memory.load(image, arguments);
        } catch (RefusedException e) {
            places.give(1);
            throw new KernelException(image.name() + ": " + memory.explain(e.refusal(), image, arguments));
        }
        int slot = newRecord(ProcessNames.TOP, ordinal);
        current.begin(slot, loaded);
        queue.add(slot);
        return current;
    }

    private int newRecord(int parentName, int ordinal) {
        int slot = records.allocate();
        records.set(slot, NAME, names.child(parentName, ordinal));
        records.mark(slot, LIVES);
        counts.begun();
        return slot;
    }

    /** One more lives here, and can run. */
    void arrives(int slot) {
        counts.arrived();
        queue.add(slot);
    }

    /** One has gone to another hart. */
    void leaves() {
        counts.left();
    }

    /**
     * Forks the process that is switched in. The child returns from the call when it is switched in; the caller is not
     * touched.
     *
     * @return the child's ordinal; 0 when there are too many processes
     */
    public int fork() {
        int parent = current.slot();
        int ordinal = records.get(parent, FORKS) + 1;
        if (ordinal < 0 || !places.tryTake(1)) {
            return 0;
        }
        records.set(parent, FORKS, ordinal);
        int child = newRecord(records.get(parent, NAME), ordinal);
        childRecord.fill(child, current);
        records.mark(child, FORKED);
        family.add(parent, child);
        counts.forked();
        observer.forked(current, ordinal);
        queue.add(child);
        return ordinal;
    }

    /** Whether there is memory for another process to begin with. */
    public boolean hasMemoryToFork() {
        return memory.canFork(current) && records.hasRoom() && names.hasRoom() && family.hasRoom();
    }

    /**
     * Replaces the image of the process that is switched in. Registers are zero but for sp and pc; hashes and counts go on.
     *
     * @param arguments its new argv
     * @throws RefusedException when it cannot be replaced; nothing has changed
     */
    public void exec(Image image, List<byte[]> arguments) throws RefusedException {
        LoadedImage loaded = memory.load(image, arguments);
        current.releaseImage();
        current.enter(loaded);
        lodgings.replaced(current.slot());
        observer.replaced(current);
        counts.replaced();
    }

    /**
     * Moves the end of the heap of the process that is switched in.
     *
     * @param bytes how far; negative gives memory back
     * @return the old end; empty when the new one would be outside the heap or memory is short
     */
    public Optional<Integer> moveHeapEnd(int bytes) {
        return memory.moveHeapEnd(current, bytes);
    }

    /**
     * Gives the process that is switched in a heap for good, of which only what it stores to takes memory.
     *
     * @return the end of the heap
     */
    public int reserveHeap() {
        return memory.reserveHeap(current);
    }

    /** Ends the process that is switched in: it called exit. */
    public void exit(int code) {
        end(code, code, 0, Optional.empty());
    }

    /**
     * Ends the process that is switched in: it may not go on.
     *
     * @param message the line for the user
     */
    public void kill(Signal signal, String message) {
        console.flush(current.output());
        options.listener().message(message);
        end(0, signal.number(), KILLED, Optional.of(signal));
    }

    private void end(int code, int kept, int bits, Optional<Signal> signal) {
        int slot = current.slot();
        console.flush(current.output());
        ending.by(code, signal);
        observer.ended(current, ending);
        options.listener().ending(ending);
        current.releaseImage();
        current.end();
        counts.ended();
        if (!family.isEmpty(slot)) {
            family.dissolve(slot, child -> records.set(child, PARENT, NONE), this::forget);
        }
        endRecord(slot, kept, bits);
    }

    /** A process that was started or forked here has ended on another hart. */
    void endedElsewhere(int slot, int exit, boolean killed) {
        endRecord(slot, exit, killed ? KILLED : 0);
    }

    private void endRecord(int slot, int kept, int bits) {
        records.unmark(slot, LIVES | BELONGINGS);
        records.mark(slot, bits);
        records.set(slot, EXIT, kept);
        if (records.is(slot, STRANGER)) {
            lodgings.ended(slot);
        } else {
            counts.endedOfHere();
        }
        int parent = records.get(slot, PARENT);
        if (parent != NONE) {
            family.end(parent, slot);
        }
        waits.ended(slot, parent);
        if (parent == NONE) {
            forget(slot);
        }
    }

    /** An ended child that its parent has waited for is forgotten. */
    private void reap(int parent, int child) {
        family.remove(parent, child);
        forget(child);
    }

    private void forget(int slot) {
        names.release(records.get(slot, NAME));
        if (!records.is(slot, STRANGER)) {
            places.give(1);
            counts.forgotten();
        }
        records.free(slot);
    }

    /** Whether the process that is switched in has a child that it has not waited for; of this ordinal, or any. */
    public boolean hasChild(int ordinal) {
        int slot = current.slot();
        return ordinal == ANY_CHILD ? !family.isEmpty(slot) : family.child(slot, ordinal) != NONE;
    }

    /**
     * Waits for a child that the process which is switched in {@linkplain #hasChild has}. Afterwards it either
     * {@linkplain UserProcess#returning returns} at once or is {@linkplain UserProcess#waiting waiting}.
     *
     * @param ordinal the child's ordinal, or {@link #ANY_CHILD}
     * @param noHang it does not want to wait until the child ends
     * @param statusWord it gets the child's ordinal, and the status word in memory; else it gets the exit code
     * @param statusAddress where the status word goes, checked to be writable; 0 for nowhere
     */
    public void waitFor(int ordinal, boolean noHang, boolean statusWord, int statusAddress) {
        waits.begin(current.slot(), ordinal, noHang, statusWord, statusAddress);
    }

    /** To be told after every turn of a process that has not ended in it. */
    public void progressed() {
        waits.progressed(current.slot());
    }

    /** How many there are and were. */
    public ProcessCounts counts() {
        return counts;
    }

    /**
     * The names of some processes that have not ended.
     *
     * @param most of them
     */
    public List<String> namesOfLiving(int most) {
        List<String> found = new ArrayList<>();
        current.switchOut();
        for (int slot = 1; slot < records.end() && found.size() < most; slot++) {
            if (records.is(slot, LIVES) && !records.is(slot, AWAY)) {
                current.switchTo(slot);
                found.add(current.toString());
            }
        }
        current.switchOut();
        return found;
    }

    /** Memory in use. */
    public MemoryUse memory() {
        return new MemoryUse(
                budget.taken(),
                (long) counts.unreaped() * ProcessRecords.BYTES,
                memory.spaces().pageTables(),
                memory.spaces().granules());
    }

    /** Closes all files; no process may be touched afterwards. */
    @Override
    public void close() {
        current.closeAllFiles();
    }
}
