package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.Signal;
import dev.lockstep.kernel.console.Console;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** All processes of one kernel: the only place where they begin, change their image and end. */
public final class ProcessTable implements AutoCloseable {
    private final KernelOptions options;
    private final Console console;
    private final Consumer<UserProcess> ready;
    private final ProcessMemory memory;
    private final Waits waits;
    private final Set<UserProcess> living = new HashSet<>();
    private int started;
    private int unreaped;
    private long forks;
    private long execs;
    private long ended;

    /**
     * A table without processes.
     *
     * @param console where the unfinished lines of ended processes go
     * @param ready told of every process that can run and is not in the run queue: a new one, or one woken
     */
    public ProcessTable(KernelOptions options, Console console, Consumer<UserProcess> ready) {
        this.options = options;
        this.console = console;
        this.ready = ready;
        memory = new ProcessMemory(options);
        waits = new Waits(ready, this::reap);
    }

    /**
     * Makes a process that no process made.
     *
     * @param arguments its argv
     * @throws KernelException when a limit forbids it or its ABI is not known
     */
    public UserProcess start(Image image, List<byte[]> arguments) throws KernelException {
        if (full()) {
            throw new KernelException(image.name() + ": processes: found " + unreaped + ", wanted less than that");
        }
        LoadedImage loaded;
        try {
            loaded = memory.load(image, arguments);
        } catch (RefusedException e) {
            throw new KernelException(image.name() + ": " + explain(e.refusal(), image, arguments));
        }
        CpuState cpu = new CpuState(
                memory.tlb(), loaded.space(), loaded.template().code().share());
        loaded.enter(cpu);
        started++;
        UserProcess process = new UserProcess(PidPath.first(started), cpu, loaded.template(), loaded.abi(), 0, 0);
        process.commandLine = loaded.commandLine();
        add(process, loaded.hostBytes());
        return process;
    }

    private String explain(Refusal refusal, Image image, List<byte[]> arguments) {
        return switch (refusal) {
            case ARGUMENTS ->
                "arguments: found " + InitialStack.bytes(arguments) + " bytes, wanted at most "
                        + InitialStack.MAX_BYTES;
            case ABI -> "ABI note: found " + image.abi().orElse("none") + ", wanted lockstep, pix or eqx";
            case MEMORY ->
                "memory: found " + memory.bytesLeft()
                        + " bytes left, wanted enough for its image";
        };
    }

    /**
     * Forks. The child returns from the call when it is switched in; the caller is not touched.
     *
     * @return the child; empty when there are too many processes
     */
    public Optional<UserProcess> fork(UserProcess process) {
        if (full() || process.forks == Integer.MAX_VALUE) {
            return Optional.empty();
        }
        CpuState cpu = process.cpu().fork(process.cpu().space.fork());
        process.template().share();
        UserProcess child = process.fork(cpu);
        forks++;
        add(child, process.hostBytes);
        return Optional.of(child);
    }

    /** Whether there is memory for another process like this one to begin with. */
    public boolean hasMemoryToFork(UserProcess process) {
        return memory.canFork(process);
    }

    private boolean full() {
        return unreaped >= options.limits().maxProcesses();
    }

    private void add(UserProcess process, long hostBytes) {
        memory.charge(process, hostBytes);
        unreaped++;
        living.add(process);
        ready.accept(process);
    }

    /**
     * Replaces the image of a process. Registers are zero but for sp and pc; hashes and counts go on.
     *
     * @param arguments its new argv
     * @throws RefusedException when it cannot be replaced; nothing has changed
     */
    public void exec(UserProcess process, Image image, List<byte[]> arguments) throws RefusedException {
        LoadedImage loaded = memory.load(image, arguments);
        memory.release(process);
        process.enter(loaded);
        memory.charge(process, loaded.hostBytes());
        execs++;
    }

    /**
     * Moves the end of a process's heap.
     *
     * @param bytes how far; negative gives memory back
     * @return the old end; empty when the new one would be outside the heap or memory is short
     */
    public Optional<Integer> moveHeapEnd(UserProcess process, int bytes) {
        return memory.moveHeapEnd(process, bytes);
    }

    /**
     * Gives a process a heap for good, of which only what it stores to takes memory.
     *
     * @return the end of the heap
     */
    public int reserveHeap(UserProcess process) {
        return memory.reserveHeap(process);
    }

    /** Ends a process that called exit. */
    public void exit(UserProcess process, int code) {
        end(process, code, null);
    }

    /**
     * Ends a process that may not go on.
     *
     * @param message the line for the user
     */
    public void kill(UserProcess process, Signal signal, String message) {
        console.flush(process.output());
        options.listener().message(message);
        end(process, 0, signal);
    }

    private void end(UserProcess process, int code, Signal signal) {
        console.flush(process.output());
        options.listener().ended(process.report(options.profile(), code, signal));
        memory.release(process);
        Family children = process.family;
        process.end(code, signal);
        living.remove(process);
        ended++;
        if (children != null) {
            children.ended().forEach(child -> unreaped--);
            children.living().forEach(child -> child.parent = null);
        }
        UserProcess parent = process.parent;
        process.parent = null;
        if (parent == null) {
            unreaped--;
        } else {
            parent.family.end(process);
        }
        waits.ended(process, parent);
    }

    /** An ended child that its parent has waited for is forgotten. */
    private void reap(UserProcess parent, UserProcess child) {
        parent.family.remove(child);
        unreaped--;
    }

    /**
     * Waits for a child that the process {@linkplain UserProcess#hasChild has}. Afterwards the process either
     * {@linkplain UserProcess#returning returns} at once or is {@linkplain UserProcess#waiting waiting}.
     */
    public void waitFor(UserProcess process, WaitRequest request) {
        waits.begin(process, request);
    }

    /** To be told after every turn of a process that has not ended in it. */
    public void progressed(UserProcess process) {
        waits.progressed(process);
    }

    /** Processes that have not ended. */
    public Set<UserProcess> living() {
        return Collections.unmodifiableSet(living);
    }

    /** Processes that have not ended, or were not waited for. */
    public int unreaped() {
        return unreaped;
    }

    public long forks() {
        return forks;
    }

    public long execs() {
        return execs;
    }

    public long ended() {
        return ended;
    }

    /** Memory in use, in bytes. */
    public long memoryBytes() {
        return memory.bytes();
    }

    /** Frees all memory and closes all files; no process may be touched afterwards. */
    @Override
    public void close() {
        living.forEach(UserProcess::closeFiles);
        living.clear();
    }
}
