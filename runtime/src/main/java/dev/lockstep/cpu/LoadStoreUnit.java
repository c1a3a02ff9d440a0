package dev.lockstep.cpu;

import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.Granule;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;
import dev.lockstep.memory.SoftTlb;
import java.util.Arrays;

/**
 * Loads and stores of one processor: through the soft TLB where it hits, else by the slow path, which crosses granules,
 * copies on write, keeps decoded code honest and raises {@link MemoryFault}.
 *
 * <p>Addresses need no alignment (ARMv6 with the U bit set); callers that need it use {@link #checkAligned}. A store that
 * faults has changed nothing. The hit path allocates nothing.
 */
public final class LoadStoreUnit {
    private LoadStoreUnit() {}

    public static int load32(CpuState cpu, int address) {
        return SoftTlb.miss(cpu.tlb.readTags, cpu.tag, address, 3) == 0
                ? Page.getInt(cpu.tlb.page(address), cpu.tlb.at(address))
                : loadSlow(cpu, address, 4);
    }

    /** Zero-extended. */
    public static int load16(CpuState cpu, int address) {
        return SoftTlb.miss(cpu.tlb.readTags, cpu.tag, address, 1) == 0
                ? Page.getShort(cpu.tlb.page(address), cpu.tlb.at(address))
                : loadSlow(cpu, address, 2);
    }

    /** Zero-extended. */
    public static int load8(CpuState cpu, int address) {
        return SoftTlb.miss(cpu.tlb.readTags, cpu.tag, address, 0) == 0
                ? Page.getByte(cpu.tlb.page(address), cpu.tlb.at(address))
                : loadSlow(cpu, address, 1);
    }

    public static void store32(CpuState cpu, int address, int value) {
        if (SoftTlb.miss(cpu.tlb.writeTags, cpu.writeTag, address, 3) == 0) {
            Page.putInt(cpu.tlb.page(address), cpu.tlb.at(address), value);
        } else {
            storeSlow(cpu, address, value, 4);
        }
    }

    public static void store16(CpuState cpu, int address, int value) {
        if (SoftTlb.miss(cpu.tlb.writeTags, cpu.writeTag, address, 1) == 0) {
            Page.putShort(cpu.tlb.page(address), cpu.tlb.at(address), value);
        } else {
            storeSlow(cpu, address, value, 2);
        }
    }

    public static void store8(CpuState cpu, int address, int value) {
        if (SoftTlb.miss(cpu.tlb.writeTags, cpu.writeTag, address, 0) == 0) {
            Page.putByte(cpu.tlb.page(address), cpu.tlb.at(address), value);
        } else {
            storeSlow(cpu, address, value, 1);
        }
    }

    /**
     * Raises an alignment fault unless the address is a multiple.
     *
     * @param mask alignment in bytes - 1
     */
    public static void checkAligned(int address, int mask) {
        if ((address & mask) != 0) {
            throw new MemoryFault(MemoryFault.Kind.ALIGNMENT, address);
        }
    }

    /**
     * The address of an access that must be aligned. A process takes an alignment fault where it is not; a processor may
     * have been told to leave out the lowest bits.
     *
     * @param mask alignment in bytes - 1
     */
    public static int aligned(CpuState cpu, int address, int mask) {
        return (address & mask) == 0 ? address : cpu.system.misaligned(address, mask);
    }

    /**
     * A load by the page table; fills the soft TLB.
     *
     * @param bytes 1, 2 or 4
     * @return zero-extended
     */
    public static int loadSlow(CpuState cpu, int address, int bytes) {
        if (cpu.system != SystemPort.NONE) {
            return cpu.system.load(cpu, address, bytes);
        }
        int granule = cpu.space.fillRead(cpu.tlb, address);
        if ((address & (bytes - 1)) == 0) {
            byte[] page = cpu.space.bytes(granule);
            int at = cpu.space.at(granule, address);
            return switch (bytes) {
                case 1 -> Page.getByte(page, at);
                case 2 -> Page.getShort(page, at);
                default -> Page.getInt(page, at);
            };
        }
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            granule = cpu.space.readable(address + i);
            value |= Page.getByte(cpu.space.bytes(granule), cpu.space.at(granule, address + i)) << 8 * i;
        }
        return value;
    }

    /**
     * A store by the page table; fills the soft TLB unless the page holds decoded code. A store over decoded code leaves
     * {@code cpu.code} without what it covered.
     *
     * @param bytes 1, 2 or 4
     */
    public static void storeSlow(CpuState cpu, int address, int value, int bytes) {
        if (cpu.system != SystemPort.NONE) {
            cpu.system.store(cpu, address, value, bytes);
            return;
        }
        int granule = prepareWrite(cpu, address);
        if (Granule.toEnd(address) < bytes) {
            // A store that crosses into a page that may not be written must change nothing.
            prepareWrite(cpu, address + Granule.toEnd(address));
        }
        if (cpu.code.covers(address, bytes)) {
            codeChanged(cpu, address, bytes);
        }
        cpu.observer().stored(cpu, address, value, bytes);
        if ((address & (bytes - 1)) != 0) {
            for (int i = 0; i < bytes; i++) {
                granule = cpu.space.writable(address + i);
                Page.putByte(cpu.space.bytes(granule), cpu.space.at(granule, address + i), value >>> 8 * i);
            }
            return;
        }
        byte[] page = cpu.space.bytes(granule);
        int at = cpu.space.at(granule, address);
        switch (bytes) {
            case 1 -> Page.putByte(page, at, value);
            case 2 -> Page.putShort(page, at, value);
            default -> Page.putInt(page, at, value);
        }
    }

    /** Makes the granule of an address writable and caches that where it may be; returns its number. */
    private static int prepareWrite(CpuState cpu, int address) {
        int granule;
        if (cpu.code.hasCode(address)) {
            granule = cpu.space.writable(address);
            cpu.tlb.forget(address);
        } else {
            granule = cpu.space.fillWrite(cpu.tlb, address);
        }
        // Memory may have been moved to make room.
        cpu.takeTags();
        return granule;
    }

    /**
     * Copies bytes into the process's memory, as stores would, for a system call.
     *
     * @throws MemoryFault WRITE or OUT_OF_MEMORY; bytes before the faulting granule have been copied
     */
    public static void copyOut(CpuState cpu, byte[] from, int offset, int address, int bytes) {
        for (int done = 0; done < bytes; ) {
            int at = address + done;
            int part = Math.min(bytes - done, Granule.toEnd(at));
            int granule = prepareWrite(cpu, at);
            if (cpu.code.hasCode(at)) {
                codeChanged(cpu, at, part);
            }
            System.arraycopy(from, offset + done, cpu.space.bytes(granule), cpu.space.at(granule, at), part);
            done += part;
        }
    }

    /**
     * Takes pages away from the process.
     *
     * @param address first byte, on a page boundary
     * @param bytes whole pages
     */
    public static void unmap(CpuState cpu, int address, long bytes) {
        AddressSpace space = cpu.space;
        boolean code = false;
        for (long at = 0; at < bytes; at += Page.BYTES) {
            code |= cpu.code.hasCode(address + (int) at);
        }
        space.unmap(address, bytes);
        cpu.takeTags();
        if (code) {
            codeChanged(cpu, address, bytes);
        }
    }

    /**
     * Changes the process's memory as a debugger does: whatever the rights. What was decoded or translated of it is dropped.
     *
     * @throws MemoryFault WRITE where nothing is mapped, or OUT_OF_MEMORY; bytes before have been changed
     */
    public static void poke(CpuState cpu, int address, byte[] bytes) {
        for (int done = 0; done < bytes.length; ) {
            int at = address + done;
            int part = Math.min(bytes.length - done, Granule.toEnd(at));
            cpu.space.load(at, Arrays.copyOfRange(bytes, done, done + part));
            cpu.tlb.forget(at);
            cpu.takeTags();
            if (cpu.code.hasCode(at)) {
                codeChanged(cpu, at, part);
            }
            if (!cpu.space.storable(at)) {
                // Code may have been translated with what could not change as a constant.
                CodeSpace before = cpu.code;
                cpu.code = before.isShared() ? before.afterStore(at, part) : before.forChild();
                cpu.forgetFetched();
            }
            done += part;
        }
    }

    private static void codeChanged(CpuState cpu, int address, long bytes) {
        if (cpu.code.isShared()) {
            cpu.space.requireRoom(CodeSpace.BYTES, address);
        }
        cpu.code = cpu.code.afterStore(address, bytes);
        cpu.forgetFetched();
    }
}
