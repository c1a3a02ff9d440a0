package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.ANSWER;
import static dev.lockstep.kernel.process.ProcessRecords.ANSWER_STATUS;
import static dev.lockstep.kernel.process.ProcessRecords.BELONGINGS;
import static dev.lockstep.kernel.process.ProcessRecords.CLOCK_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.DISPATCHED;
import static dev.lockstep.kernel.process.ProcessRecords.HEAP_END;
import static dev.lockstep.kernel.process.ProcessRecords.INHERITED_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.INSTRUCTIONS_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.NAME;
import static dev.lockstep.kernel.process.ProcessRecords.PROGRAM;
import static dev.lockstep.kernel.process.ProcessRecords.RETURNS;
import static dev.lockstep.kernel.process.ProcessRecords.ROOT;
import static dev.lockstep.kernel.process.ProcessRecords.STATE;
import static dev.lockstep.kernel.process.ProcessRecords.STATUS_ADDRESS;
import static dev.lockstep.kernel.process.ProcessRecords.TAG_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.WAITS;
import static dev.lockstep.kernel.process.ProcessRecords.WRITE_TAG_LONG;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.console.ProcessOutput;
import dev.lockstep.kernel.semihosting.Session;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.FlatMemory;
import dev.lockstep.memory.MemoryFault;
import java.util.Optional;

/**
 * The process that is switched in. There is one object of this class for a hart, with one processor, whatever the number
 * of processes: all others are only their {@linkplain ProcessRecords records}, from which {@link #switchTo} loads this one
 * and to which it stores the one before.
 *
 * <p>While a process is switched in, its registers and its memory's root are here, and its record has old ones; clocks,
 * counts and links are always in the record.
 */
public final class UserProcess implements ObservedProcess {
    /** What waitpid returns when the status cannot be stored: -ENOMEM. */
    private static final int NO_MEMORY = -12;

    private final ProcessRecords records;
    private final ProcessNames names;
    private final RunningPrograms programs;
    private final AddressSpaces memory;
    private final KeptBelongings belongings;
    private final CpuState cpu;

    private int slot;
    /** Where its record lies, and from which index on. */
    private int[] record = {};

    private int base;
    private RunningProgram program;
    private ProcessOutput output = new ProcessOutput();
    private Optional<Session> session = Optional.empty();

    UserProcess(
            ProcessRecords records,
            ProcessNames names,
            RunningPrograms programs,
            KeptBelongings belongings,
            AddressSpaces memory) {
        this.records = records;
        this.belongings = belongings;
        this.names = names;
        this.programs = programs;
        this.memory = memory;
        cpu = new CpuState(memory.tlb(), memory.create(), new CodeSpace());
    }

    /** Its record; {@link ProcessRecords#NONE} when nobody is switched in. */
    @Override
    public int slot() {
        return slot;
    }

    @Override
    public PidPath path() {
        return names.path(records.get(slot, NAME));
    }

    /** Its number among its parent's children, from 1. */
    public int ordinal() {
        return names.ordinal(records.get(slot, NAME));
    }

    /** Whether no process made it. */
    boolean startedByUser() {
        return names.isFirst(records.get(slot, NAME));
    }

    @Override
    public CpuState cpu() {
        return cpu;
    }

    /** The program that it runs. */
    RunningProgram program() {
        return program;
    }

    /** The image that it runs. */
    public Template template() {
        return program.template;
    }

    public Abi abi() {
        return program.abi;
    }

    /** The arguments that its image began with, with a space between two. */
    public byte[] commandLine() {
        return program.commandLine.clone();
    }

    @Override
    public Image image() {
        return program.template.image();
    }

    @Override
    public long steps() {
        return history() - cpu.silent;
    }

    @Override
    public long instructions() {
        return ProcessRecords.getLong(record, base + INSTRUCTIONS_LONG);
    }

    /** Instructions in its hashes' history: its ancestors' before the forks, and its own. */
    long history() {
        return ProcessRecords.getLong(record, base + INHERITED_LONG) + instructions();
    }

    /** Logical time (see the package's description). */
    public long clock() {
        return ProcessRecords.getLong(record, base + CLOCK_LONG);
    }

    /** Whether it has ended, and nobody is switched in. */
    public boolean hasEnded() {
        return slot == ProcessRecords.NONE;
    }

    /** Whether it stands in a waitpid that cannot be answered yet. */
    public boolean waiting() {
        return (record[base + STATE] & WAITS) != 0;
    }

    /** Whether it returns from a system call when it goes on. */
    public boolean returning() {
        return (record[base + STATE] & RETURNS) != 0;
    }

    /** The unfinished lines that it has written. */
    public ProcessOutput output() {
        return output;
    }

    /** Its state of semihosting. */
    public Session session() {
        if (session.isEmpty()) {
            session = Optional.of(new Session());
        }
        return session.get();
    }

    int heapEnd() {
        return records.get(slot, HEAP_END);
    }

    void heapEnd(int end) {
        records.set(slot, HEAP_END, end);
    }

    /** Lets it return 0 from a system call when it is switched in next, which counts as being dispatched. */
    public void returnLater() {
        returnsZero(slot);
    }

    /** The same for any process. */
    void returnsZero(int process) {
        records.mark(process, RETURNS | DISPATCHED);
        records.set(process, ANSWER, 0);
        records.set(process, STATUS_ADDRESS, 0);
    }

    /** Returns from the system call at the pc with the answer that has come. This retires one instruction. */
    public void deliver(Profile profile) {
        int state = record[base + STATE];
        record[base + STATE] = state & ~(RETURNS | DISPATCHED);
        int address = record[base + STATUS_ADDRESS];
        boolean stored = address == 0 || storeStatus(address, record[base + ANSWER_STATUS]);
        returnNow(profile, stored ? record[base + ANSWER] : NO_MEMORY, (state & DISPATCHED) != 0);
    }

    /** Returns from the system call at the pc. This retires one instruction. */
    public void returnNow(Profile profile, int result, boolean dispatched) {
        cpu.r[0] = result;
        cpu.retireCall(profile, dispatched);
        retired(1);
    }

    /**
     * Only now: while children live, what they share with their parent would have to be copied. That it may be stored to was
     * found when the call was made. False when there is no memory to copy it.
     */
    private boolean storeStatus(int address, int status) {
        cpu.takeTags();
        try {
            LoadStoreUnit.store32(cpu, address, status);
            return true;
        } catch (MemoryFault fault) {
            return false;
        }
    }

    /** Counts instructions that it has retired. */
    public void retired(long count) {
        ProcessRecords.putLong(record, base + INSTRUCTIONS_LONG, instructions() + count);
        ProcessRecords.putLong(record, base + CLOCK_LONG, clock() + count);
    }

    /** Switches a process in, and the one before out. */
    void switchTo(int process) {
        if (process != slot) {
            switchOut();
            switchIn(process);
        }
    }

    /** Nobody is switched in afterwards. */
    void switchOut() {
        if (slot == ProcessRecords.NONE) {
            return;
        }
        int[] words = record;
        int at = base;
        SavedProcessor.save(cpu, words, at);
        words[at + ROOT] = cpu.space.root();
        ProcessRecords.putLong(words, at + TAG_LONG, cpu.space.savedTag());
        ProcessRecords.putLong(words, at + WRITE_TAG_LONG, cpu.space.savedWriteTag());
        keepBelongings();
        slot = ProcessRecords.NONE;
    }

    private void switchIn(int process) {
        choose(process);
        int[] words = record;
        int at = base;
        SavedProcessor.load(cpu, words, at);
        cpu.interpretNext = false;
        cpu.flat = FlatMemory.NONE;
        program = programs.get(words[at + PROGRAM]);
        cpu.code = program.template.code();
        if ((words[at + STATE] & BELONGINGS) != 0) {
            takeBelongings(words, at);
        } else {
            cpu.outside = 0;
            enterSpace(words, at);
        }
    }

    private void choose(int process) {
        slot = process;
        record = records.words(process);
        base = ProcessRecords.at(process, 0);
    }

    private void enterSpace(int[] words, int at) {
        cpu.space.enter(
                words[at + ROOT],
                ProcessRecords.getLong(words, at + TAG_LONG),
                ProcessRecords.getLong(words, at + WRITE_TAG_LONG));
    }

    /** Whether its code is not only the image's. */
    boolean hasOwnCode() {
        return cpu.code != program.template.code();
    }

    private void keepBelongings() {
        boolean ownCode = hasOwnCode();
        boolean ownSpace = !cpu.space.flat().isNone();
        boolean floats = !cpu.vfp.isReset();
        boolean lines = !output.isEmpty();
        if (ownCode || ownSpace || floats || lines || session.isPresent()) {
            belongings.keep(
                    slot,
                    new Belongings(
                            lines ? Optional.of(output) : Optional.empty(),
                            session,
                            ownCode ? Optional.of(cpu.code) : Optional.empty(),
                            ownSpace ? Optional.of(cpu.space) : Optional.empty(),
                            floats ? Optional.of(cpu.vfp.copy()) : Optional.empty(),
                            cpu.outside));
            leaveThem(lines, ownSpace, floats);
        }
    }

    private void leaveThem(boolean lines, boolean ownSpace, boolean floats) {
        if (lines) {
            output = new ProcessOutput();
        }
        if (ownSpace) {
            cpu.space = memory.create();
        }
        if (floats) {
            cpu.vfp.reset();
        }
        session = Optional.empty();
    }

    private void takeBelongings(int[] words, int at) {
        Belongings things = belongings.remove(slot).orElseThrow();
        things.output().ifPresent(lines -> output = lines);
        session = things.session();
        things.code().ifPresent(code -> cpu.code = code);
        things.floats().ifPresent(cpu.vfp::copyFrom);
        cpu.outside = things.outside();
        if (things.space().isPresent()) {
            cpu.space = things.space().get();
            // It may have been made smaller meanwhile, and its tags are old when very many were given since.
            cpu.space.enter(cpu.space.root(), cpu.space.savedTag(), cpu.space.savedWriteTag());
        } else {
            enterSpace(words, at);
        }
    }

    /** Whether it has called semihosting since its image began, and what it has of that. */
    Optional<Session> openSession() {
        return session;
    }

    /** A first process, switched in to begin with an image; its record has its name. */
    void begin(int process, LoadedImage loaded) {
        switchOut();
        choose(process);
        output = new ProcessOutput();
        session = Optional.empty();
        enter(loaded);
        cpu.vfp.reset();
        cpu.silent = 0;
        cpu.regHash = 0;
        cpu.pcHash = 0;
    }

    /** Goes on with another image; memory, code and program of the one before have been released. */
    void enter(LoadedImage loaded) {
        program = loaded.program();
        records.set(slot, PROGRAM, program.number);
        cpu.space.enterTables(loaded.root());
        cpu.replaceImage(cpu.space, template().code().share());
        cpu.interpretNext = false;
        loaded.enter(cpu);
        heapEnd(template().image().heapStart());
    }

    /** Gives memory, code and program back. */
    void releaseImage() {
        cpu.space.close();
        cpu.code.release();
        programs.release(program);
    }

    /** Takes what it is not allowed to keep when it ends; nobody is switched in afterwards. */
    void end() {
        closeFiles();
        cpu.vfp.reset();
        slot = ProcessRecords.NONE;
    }

    private void closeFiles() {
        session.ifPresent(Session::close);
        session = Optional.empty();
    }

    /** Closes the files of all processes. */
    void closeAllFiles() {
        closeFiles();
        belongings.close();
    }

    @Override
    public String toString() {
        return path() + " " + template().image().name();
    }
}
