package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;
import dev.lockstep.memory.Rights;
import dev.lockstep.memory.SoftTlb;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Gives processes their memory, image and heap, and takes it back. */
final class ProcessMemory {
    private static final int BYTES_FOR_FORK = 16 << 10;
    private static final long PAGE = Page.BYTES;
    private static final long LEAST_RESERVED = 128 << 20;
    private static final int RESERVED_PART = 8;

    private final KernelOptions options;
    private final AddressSpaces memory;
    private final HostMemory host = new HostMemory();
    private final IdentityHashMap<Image, Template> templates = new IdentityHashMap<>();

    ProcessMemory(KernelOptions options) {
        this.options = options;
        memory = new AddressSpaces(host.budget(options.limits().memoryBytes()));
    }

    SoftTlb tlb() {
        return memory.tlb();
    }

    /** In use, in bytes. */
    long bytes() {
        return memory.budget().taken();
    }

    /** Left to use, in bytes. */
    long bytesLeft() {
        return memory.budget().left();
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
        Template template = templates.computeIfAbsent(
                image, i -> new Template(i, options.engine().newCodeSpace(i), memory));
        if (!host.has(template.hostBytes() + InitialStack.bytes(arguments))) {
            throw new RefusedException(Refusal.MEMORY);
        }
        InitialStack stack = InitialStack.of(image, arguments);
        try {
            return new LoadedImage(
                    template,
                    abi.get(),
                    newSpace(template, stack),
                    stack.stackPointer(),
                    InitialStack.commandLine(arguments));
        } catch (MemoryFault fault) {
            throw new RefusedException(Refusal.MEMORY);
        }
    }

    private static AddressSpace newSpace(Template template, InitialStack stack) {
        AddressSpace space = template.newSpace();
        try {
            space.load(stack.stackPointer(), stack.content());
            return space;
        } catch (MemoryFault fault) {
            space.close();
            template.release();
            throw fault;
        }
    }

    /** Whether there is memory for another process like this one to begin with. */
    boolean canFork(UserProcess process) {
        return memory.bytesLeft(BYTES_FOR_FORK) >= BYTES_FOR_FORK && host.has(process.hostBytes);
    }

    /** Counts what a process takes of the host's memory from now on. */
    void charge(UserProcess process, long hostBytes) {
        process.hostBytes = hostBytes;
        host.take(hostBytes);
    }

    /** Takes image and heap from a process: it is about to end, or to get another image. */
    void release(UserProcess process) {
        process.cpu().space.close();
        process.cpu().code.release();
        process.template().release();
        host.give(process.hostBytes);
        process.hostBytes = 0;
    }

    /**
     * Moves the end of the heap.
     *
     * @param bytes how far; negative gives memory back
     * @return the old end; empty when the new one would be outside the heap or memory is short
     */
    Optional<Integer> moveHeapEnd(UserProcess process, int bytes) {
        Image image = process.template().image();
        long old = Integer.toUnsignedLong(process.heapEnd);
        long next = old + bytes;
        if (next < Integer.toUnsignedLong(image.heapStart()) || next > Integer.toUnsignedLong(image.heapLimit())) {
            return Optional.empty();
        }
        // A small program's heap lies in its data section, which is there as a whole.
        if (image.format() == Image.Format.ELF && !mapHeap(process, pageEnd(old), pageEnd(next))) {
            return Optional.empty();
        }
        process.heapEnd = (int) next;
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
        long old = Integer.toUnsignedLong(process.heapEnd);
        long start = Integer.toUnsignedLong(image.heapStart());
        long end = Math.min(start + reservedBytes(), Integer.toUnsignedLong(image.heapLimit()));
        if (end > old && (image.format() != Image.Format.ELF || extendHeap(process, pageEnd(old), end))) {
            process.heapEnd = (int) end;
        }
        return process.heapEnd;
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

    /** Maps pages of zeros, which take nothing yet; false when the host has no memory for the page tables. */
    private boolean extendHeap(UserProcess process, long oldEnd, long newEnd) {
        long hostBytes = Template.hostBytesOfHeap(process.heapPeak, newEnd);
        if (!host.has(hostBytes)) {
            return false;
        }
        host.take(hostBytes);
        process.hostBytes += hostBytes;
        process.heapPeak = Math.max(process.heapPeak, newEnd);
        process.cpu().space.map((int) oldEnd, newEnd - oldEnd, Rights.READ_WRITE);
        return true;
    }

    private static long pageEnd(long address) {
        return (address + PAGE - 1) & -PAGE;
    }
}
