package dev.lockstep.translator.linkage;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.ExclusiveMonitor;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.memory.RawMemory;
import dev.lockstep.memory.SoftTlb;

/**
 * Loads and stores of translated code. Each method is under 35 bytecodes, so that HotSpot inlines it into a region of any
 * size, and allocates nothing; the soft TLB's place and tag are parameters because regions keep them in locals.
 *
 * <p>They differ from {@link LoadStoreUnit} in one point: a store over decoded instructions is not done but raises
 * {@link RegionExit}, since it may be over the very code that runs.
 */
public final class GuestMemory {
    private GuestMemory() {}

    public static int load32(CpuState cpu, long tlb, long tag, int address) {
        long entry = SoftTlb.entry(tlb, address);
        if (SoftTlb.readHit(entry, tag, address, 3)) {
            return RawMemory.getInt(SoftTlb.host(entry, address));
        }
        return LoadStoreUnit.loadSlow(cpu, address, 4);
    }

    public static int load16(CpuState cpu, long tlb, long tag, int address) {
        long entry = SoftTlb.entry(tlb, address);
        if (SoftTlb.readHit(entry, tag, address, 1)) {
            return RawMemory.getShort(SoftTlb.host(entry, address));
        }
        return LoadStoreUnit.loadSlow(cpu, address, 2);
    }

    public static int load8(CpuState cpu, long tlb, long tag, int address) {
        long entry = SoftTlb.entry(tlb, address);
        if (SoftTlb.readHit(entry, tag, address, 0)) {
            return RawMemory.getByte(SoftTlb.host(entry, address));
        }
        return LoadStoreUnit.loadSlow(cpu, address, 1);
    }

    public static void store32(CpuState cpu, long tlb, long tag, int address, int value) {
        long entry = SoftTlb.entry(tlb, address);
        if (SoftTlb.writeHit(entry, tag, address, 3)) {
            RawMemory.putInt(SoftTlb.host(entry, address), value);
        } else {
            storeSlow(cpu, address, value, 4);
        }
    }

    public static void store16(CpuState cpu, long tlb, long tag, int address, int value) {
        long entry = SoftTlb.entry(tlb, address);
        if (SoftTlb.writeHit(entry, tag, address, 1)) {
            RawMemory.putShort(SoftTlb.host(entry, address), value);
        } else {
            storeSlow(cpu, address, value, 2);
        }
    }

    public static void store8(CpuState cpu, long tlb, long tag, int address, int value) {
        long entry = SoftTlb.entry(tlb, address);
        if (SoftTlb.writeHit(entry, tag, address, 0)) {
            RawMemory.putByte(SoftTlb.host(entry, address), value);
        } else {
            storeSlow(cpu, address, value, 1);
        }
    }

    private static void storeSlow(CpuState cpu, int address, int value, int bytes) {
        leaveIfCode(cpu, address, bytes);
        LoadStoreUnit.storeSlow(cpu, address, value, bytes);
    }

    private static void leaveIfCode(CpuState cpu, int address, int bytes) {
        if (cpu.code.covers(address, bytes)) {
            throw new RegionExit();
        }
    }

    /** The address, if it is a multiple of four; else an alignment fault. */
    public static int aligned(int address) {
        LoadStoreUnit.checkAligned(address, 3);
        return address;
    }

    public static int swap32(CpuState cpu, int address, int value) {
        LoadStoreUnit.checkAligned(address, 3);
        leaveIfCode(cpu, address, 4);
        int old = LoadStoreUnit.load32(cpu, address);
        LoadStoreUnit.store32(cpu, address, value);
        return old;
    }

    public static int swap8(CpuState cpu, int address, int value) {
        leaveIfCode(cpu, address, 1);
        int old = LoadStoreUnit.load8(cpu, address);
        LoadStoreUnit.store8(cpu, address, value);
        return old;
    }

    /** LDREX of 1, 2, 4 or 8 bytes. */
    public static long loadExclusive(CpuState cpu, int address, int bytes) {
        return ExclusiveMonitor.load(cpu, address, bytes);
    }

    /** STREX of 1, 2, 4 or 8 bytes: the status for Rd. */
    public static int storeExclusive(CpuState cpu, int address, long value, int bytes) {
        leaveIfCode(cpu, address, bytes);
        return ExclusiveMonitor.store(cpu, address, value, bytes);
    }
}
