package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.Signal;
import dev.lockstep.kernel.console.ProcessOutput;
import dev.lockstep.kernel.semihosting.Session;
import java.util.Optional;
import java.util.Set;

/**
 * One process: the record that the kernel keeps from its fork until its parent has waited for it.
 *
 * <p>It is in one of four states: it <em>can run</em> (and is in the run queue or running), it <em>waits</em>
 * ({@link #waiting}), it has been <em>woken</em> (in the run queue with a {@link CallReturn} still to be delivered, as
 * a new child is too), or it has <em>ended</em>. An ended one has neither memory nor processor, only its name, its
 * clock and how it ended.
 */
public final class UserProcess {
    private final PidPath path;
    private final long inherited;

    private CpuState cpu;
    private Template template;
    private Abi abi;
    private ProcessOutput output;
    private Session session;
    private long instructions;
    private long clock;
    private int exit;
    private Signal signal;
    private boolean ended;

    /** The arguments of its image, with a space between two. */
    byte[] commandLine = {};
    /** Who may wait for it; null when nobody will: the kernel started it, or its parent has ended. */
    UserProcess parent;
    /** Its children that it has not waited for; null before its first fork. */
    Family family;
    /** Forks that gave a child. */
    int forks;
    /** The end of its heap: the first address that sbrk has not given out. */
    int heapEnd;
    /** The highest {@link #heapEnd} so far, unsigned: as far as its page tables reach. */
    long heapPeak;
    /** Host memory that its page tables and its record take, estimated, in bytes. */
    long hostBytes;

    /** While a living child, a clock before which it is known not to end; then the clock at which it ended. */
    long bound;
    /** While it stands in a waitpid that cannot be answered yet; else null. */
    Wait wait;
    /** Waits that cannot be answered because of what this process might still do. */
    Set<Wait> watchers = Set.of();
    /** The system call that it returns from when it is switched in next; else null. */
    CallReturn pending;

    /**
     * A process that can run.
     *
     * @param clock where its clock starts
     * @param inherited instructions that its ancestors retired before it was forked
     */
    UserProcess(PidPath path, CpuState cpu, Template template, Abi abi, long clock, long inherited) {
        this.path = path;
        this.cpu = cpu;
        this.template = template;
        this.abi = abi;
        this.clock = clock;
        this.inherited = inherited;
        bound = clock;
        startHeap();
    }

    public PidPath path() {
        return path;
    }

    /** Its number among its parent's children, from 1. */
    public int ordinal() {
        return path.ordinal();
    }

    /** Registers, flags, hashes and memory; not to be asked for after its end. */
    public CpuState cpu() {
        return cpu;
    }

    /** The image that it runs. */
    public Template template() {
        return template;
    }

    public Abi abi() {
        return abi;
    }

    /** Instructions that it retired itself. */
    public long instructions() {
        return instructions;
    }

    /** Logical time (see the package's description). */
    public long clock() {
        return clock;
    }

    public boolean hasEnded() {
        return ended;
    }

    /** Whether it stands in a waitpid that cannot be answered yet. */
    public boolean waiting() {
        return wait != null;
    }

    /** Whether it returns from a system call when it is switched in next. */
    public boolean returning() {
        return pending != null;
    }

    /** The unfinished lines that it has written. */
    public ProcessOutput output() {
        if (output == null) {
            output = new ProcessOutput();
        }
        return output;
    }

    /** Its state of semihosting. */
    public Session session() {
        if (session == null) {
            session = new Session();
        }
        return session;
    }

    /** The arguments that its image began with, with a space between two. */
    public byte[] commandLine() {
        return commandLine.clone();
    }

    /** Whether it has a child of this ordinal, or any for {@link WaitRequest#ANY}, that it has not waited for. */
    public boolean hasChild(int childOrdinal) {
        if (family == null) {
            return false;
        }
        return childOrdinal == WaitRequest.ANY ? !family.isEmpty() : family.child(childOrdinal) != null;
    }

    /** Lets it return from a system call when it is switched in next. */
    public void returnLater(CallReturn answer) {
        pending = answer;
    }

    /**
     * Returns from the system call at the pc with the {@link #pending} answer. This retires one instruction.
     */
    public void deliver(Profile profile) {
        CallReturn answer = pending;
        pending = null;
        if (answer.statusAddress() != 0) {
            storeStatus(answer.statusAddress(), answer.status());
        }
        returnNow(profile, answer.result(), answer.dispatched());
    }

    /** Returns from the system call at the pc. This retires one instruction. */
    public void returnNow(Profile profile, int result, boolean dispatched) {
        cpu.r[0] = result;
        cpu.retireCall(profile, dispatched);
        retired(1);
    }

    /** Counts instructions that it has retired. */
    public void retired(long count) {
        instructions += count;
        clock += count;
    }

    /** Waiting cannot end before what it waits for. */
    void advanceTo(long time) {
        clock = Math.max(clock, time);
    }

    /** A clock before which it is known not to end. */
    long lowerBound() {
        return Math.max(clock, bound);
    }

    /** The page is writable and its own since the call was checked, and nothing has run in this process since. */
    private void storeStatus(int address, int status) {
        byte[] word = {(byte) status, (byte) (status >> 8), (byte) (status >> 16), (byte) (status >> 24)};
        cpu.takeTags();
        LoadStoreUnit.copyOut(cpu, word, 0, address, word.length);
    }

    /** All instructions in its hashes' history: its ancestors' before the forks, and its own. */
    long history() {
        return inherited + instructions;
    }

    /**
     * Its next child: at the same place in the same image, about to return from the call.
     *
     * @param childCpu the child's processor, on memory of its own
     */
    UserProcess fork(CpuState childCpu) {
        forks++;
        UserProcess child = new UserProcess(path.child(forks), childCpu, template, abi, clock, history());
        child.parent = this;
        child.heapEnd = heapEnd;
        child.heapPeak = heapPeak;
        child.commandLine = commandLine;
        child.session = session == null ? null : session.fork();
        child.pending = CallReturn.ZERO_DISPATCHED;
        if (family == null) {
            family = new Family();
        }
        family.add(child);
        return child;
    }

    /** Goes on with another image; the memory and code of the one before have been released. */
    void enter(LoadedImage loaded) {
        template = loaded.template();
        abi = loaded.abi();
        commandLine = loaded.commandLine();
        cpu.replaceImage(loaded.space(), template.code().share());
        loaded.enter(cpu);
        startHeap();
    }

    private void startHeap() {
        heapEnd = template.image().heapStart();
        heapPeak = heapEnd & 0xffffffffL;
    }

    /** Ends; takes what it is not allowed to keep from it. */
    void end(int exitCode, Signal killedBy) {
        closeFiles();
        ended = true;
        exit = exitCode;
        signal = killedBy;
        cpu = null;
        template = null;
        output = null;
        pending = null;
        family = null;
    }

    void closeFiles() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /** The status word that waitpid stores under the lockstep ABI. */
    int statusWord() {
        return signal == null ? (exit & 0xff) << 8 : signal.number();
    }

    /** What waitpid returns under pix and eqx: the exit code; minus the signal's number if it was killed. */
    int resultForParent() {
        return signal == null ? exit : -signal.number();
    }

    /** What is known of it at its end, just before {@link #end}. */
    ProcessReport report(Profile profile, int exitCode, Signal killedBy) {
        Optional<ProcessReport.Hashes> hashes = profile.hashes()
                ? Optional.of(new ProcessReport.Hashes(
                        cpu.regHash, cpu.pcHash, template.image().programHash()))
                : Optional.empty();
        return new ProcessReport(
                path,
                template.image().name(),
                killedBy == null ? exitCode : killedBy.exitStatus(),
                Optional.ofNullable(killedBy),
                profile.hashes() ? history() - cpu.silent : 0,
                instructions,
                hashes);
    }

    @Override
    public String toString() {
        return path + (ended ? "" : " " + template.image().name());
    }
}
