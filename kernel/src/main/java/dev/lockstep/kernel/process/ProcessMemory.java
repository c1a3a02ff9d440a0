package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.MemoryBudget;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;
import dev.lockstep.memory.Rights;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Gives processes their memory, image and heap, and takes it back. */
final class ProcessMemory {
    private static final int BYTES_FOR_FORK = 16 << 10;
    private static final int BYTES_FOR_TABLES = 4 << 10;
    private static final long PAGE = Page.BYTES;
    private static final long LEAST_RESERVED = 128 << 20;
    private static final int RESERVED_PART = 8;

    private final KernelOptions options;
    private final AddressSpaces memory;
    private final RunningPrograms programs;
    private final IdentityHashMap<Image, Template> templates = new IdentityHashMap<>();

    /**
     * Memory of which nothing is given out.
     *
     * @param budget of all that a kernel keeps for processes
     */
    ProcessMemory(KernelOptions options, MemoryBudget budget, RunningPrograms programs) {
        this.options = options;
        this.programs = programs;
        memory = new AddressSpaces(budget);
    }

    AddressSpaces spaces() {
        return memory;
    }

    /**
     * An image in memory, ready to be entered.
     *
     * @param arguments its argv
     * @throws RefusedException when it cannot be; nothing has changed
     */
    LoadedImage load(Image image, List<byte[]> arguments) throws RefusedException {
        if (InitialStack.bytes(arguments) > InitialStack.MAX_BYTES) {
            throw new RefusedException(Refusal.ARGUMENTS);
        }
        Optional<Abi> abi = options.abi().or(() -> Abi.of(image));
        if (abi.isEmpty()) {
            throw new RefusedException(Refusal.ABI);
        }
        Template template = template(image);
        if (memory.bytesLeft(BYTES_FOR_FORK) < BYTES_FOR_FORK + InitialStack.bytes(arguments)) {
            throw new RefusedException(Refusal.MEMORY);
        }
        InitialStack stack = InitialStack.of(image, arguments);
        try {
            RunningProgram program = programs.use(template, abi.get(), InitialStack.commandLine(arguments));
            return new LoadedImage(program, newTables(program, stack), stack.stackPointer());
        } catch (MemoryFault fault) {
            throw new RefusedException(Refusal.MEMORY);
        }
    }

    /** Why an image could not be {@linkplain #load loaded}: what was found, and what was wanted. */
    String explain(Refusal refusal, Image image, List<byte[]> arguments) {
        return switch (refusal) {
            case ARGUMENTS ->
                "arguments: found " + InitialStack.bytes(arguments) + " bytes, wanted at most "
                        + InitialStack.MAX_BYTES;
            case ABI -> "ABI note: found " + image.abi().orElse("none") + ", wanted lockstep, pix or eqx";
            case MEMORY -> "memory: found " + memory.budget().left() + " bytes left, wanted enough for its image";
        };
    }

    private Template template(Image image) {
        return templates.computeIfAbsent(
                image, i -> new Template(i, options.engine().newCodeSpace(i), memory));
    }

    /** One more process runs what one from another hart does; empty when there is no memory for the image. */
    Optional<RunningProgram> use(Traveller process) {
        try {
            return Optional.of(programs.use(template(process.image), process.abi, process.commandLine));
        } catch (MemoryFault fault) {
            return Optional.empty();
        }
    }

    /** Gives a process that is not switched in other page tables. */
    void give(ProcessRecords records, int process, int root) {
        long tag = memory.newSavedTag();
        records.set(process, ProcessRecords.ROOT, root);
        records.setLong(process, ProcessRecords.TAG_LONG, tag);
        records.setLong(process, ProcessRecords.WRITE_TAG_LONG, tag);
    }

    private int newTables(RunningProgram program, InitialStack stack) {
        AddressSpace space = program.template.newSpace();
        try {
            space.load(stack.stackPointer(), stack.content());
            return space.root();
        } catch (MemoryFault fault) {
            space.close();
            programs.release(program);
            throw fault;
        }
    }

    /** Whether there is memory for a child of a process to begin with. */
    boolean canFork(UserProcess process) {
        int bytes = BYTES_FOR_FORK + (process.hasOwnCode() ? CodeSpace.BYTES : 0);
        return memory.bytesLeft(bytes) >= bytes;
    }

    /**
     * Moves the end of the heap.
     *
     * @param bytes how far; negative gives memory back
     * @return the old end; empty when the new one would be outside the heap or memory is short
     */
    Optional<Integer> moveHeapEnd(UserProcess process, int bytes) {
        Image image = process.template().image();
        long old = Integer.toUnsignedLong(process.heapEnd());
        long next = old + bytes;
        if (next < Integer.toUnsignedLong(image.heapStart()) || next > Integer.toUnsignedLong(image.heapLimit())) {
            return Optional.empty();
        }
        // A small program's heap lies in its data section, which is there as a whole.
        if (image.format() == Image.Format.ELF && !mapHeap(process, pageEnd(old), pageEnd(next))) {
            return Optional.empty();
        }
        process.heapEnd((int) next);
        return Optional.of((int) old);
    }

    /**
     * Gives a process a heap for good, for a program that will not ask for more piece by piece. Only what it stores to
     * takes memory. How much it gets depends on its image and on the limits, not on what is left.
     *
     * @return the end of the heap
     */
    int reserveHeap(UserProcess process) {
        Image image = process.template().image();
        long old = Integer.toUnsignedLong(process.heapEnd());
        long start = Integer.toUnsignedLong(image.heapStart());
        long end = Math.min(start + reservedBytes(), Integer.toUnsignedLong(image.heapLimit()));
        if (end > old && (image.format() != Image.Format.ELF || extendHeap(process, pageEnd(old), end))) {
            process.heapEnd((int) end);
        }
        return process.heapEnd();
    }

    /** An eighth of all memory, at least 128 MB, but not more than there is. */
    private long reservedBytes() {
        long all = options.limits().memoryBytes() & -PAGE;
        return Math.min(all, Math.max(LEAST_RESERVED, all / RESERVED_PART & -PAGE));
    }

    private boolean mapHeap(UserProcess process, long oldEnd, long newEnd) {
        CpuState cpu = process.cpu();
        if (newEnd < oldEnd) {
            LoadStoreUnit.unmap(cpu, (int) newEnd, oldEnd - newEnd);
        } else if (newEnd > oldEnd) {
            long bytes = newEnd - oldEnd;
            return bytes <= memory.bytesLeft(bytes) && extendHeap(process, oldEnd, newEnd);
        }
        return true;
    }

    /** Maps pages of zeros, which take nothing but page tables yet; false when there is no memory for those. */
    private boolean extendHeap(UserProcess process, long oldEnd, long newEnd) {
        if (memory.bytesLeft(BYTES_FOR_TABLES) < BYTES_FOR_TABLES || !memory.hasRoomForRange()) {
            return false;
        }
        process.cpu().space.map((int) oldEnd, newEnd - oldEnd, Rights.READ_WRITE);
        return true;
    }

    private static long pageEnd(long address) {
        return (address + PAGE - 1) & -PAGE;
    }
}
