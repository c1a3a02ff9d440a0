package dev.lockstep.translator.linkage;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.ExclusiveMonitor;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.memory.FlatWindow;
import dev.lockstep.memory.Page;
import dev.lockstep.memory.SoftTlb;

/**
 * Loads and stores of translated code. Each method is at most 35 bytecodes long, HotSpot's MaxInlineSize, so that it is
 * inlined into a region of any size, and allocates nothing. The soft TLB's arrays are parameters because a region's class
 * holds them as constants, which spares HotSpot their loads and bounds checks.
 *
 * <p>They differ from {@link LoadStoreUnit} in one point: a store over decoded instructions is not done but raises
 * {@link RegionExit}, since it may be over the very code that runs.
 */
public final class GuestMemory {
    private GuestMemory() {}

    public static int load32(int address, long[] tags, byte[][] pages, int[] addends, long tag, CpuState cpu) {
        if (SoftTlb.miss(tags, tag, address, 3) == 0) {
            int entry = SoftTlb.index(address);
            return Page.getInt(pages[entry], address + addends[entry]);
        }
        return LoadStoreUnit.loadSlow(cpu, address, 4);
    }

    public static int load16(int address, long[] tags, byte[][] pages, int[] addends, long tag, CpuState cpu) {
        if (SoftTlb.miss(tags, tag, address, 1) == 0) {
            int entry = SoftTlb.index(address);
            return Page.getShort(pages[entry], address + addends[entry]);
        }
        return LoadStoreUnit.loadSlow(cpu, address, 2);
    }

    public static int load8(int address, long[] tags, byte[][] pages, int[] addends, long tag, CpuState cpu) {
        if (SoftTlb.miss(tags, tag, address, 0) == 0) {
            int entry = SoftTlb.index(address);
            return Page.getByte(pages[entry], address + addends[entry]);
        }
        return LoadStoreUnit.loadSlow(cpu, address, 1);
    }

    public static void store32(
            int address, int value, long[] tags, byte[][] pages, int[] addends, long tag, CpuState cpu) {
        if (SoftTlb.miss(tags, tag, address, 3) == 0) {
            put32(address, value, pages, addends);
            return;
        }
        storeSlow(cpu, address, value, 4);
    }

    public static void store16(
            int address, int value, long[] tags, byte[][] pages, int[] addends, long tag, CpuState cpu) {
        if (SoftTlb.miss(tags, tag, address, 1) == 0) {
            put16(address, value, pages, addends);
            return;
        }
        storeSlow(cpu, address, value, 2);
    }

    public static void store8(
            int address, int value, long[] tags, byte[][] pages, int[] addends, long tag, CpuState cpu) {
        if (SoftTlb.miss(tags, tag, address, 0) == 0) {
            put8(address, value, pages, addends);
            return;
        }
        storeSlow(cpu, address, value, 1);
    }

    private static void put32(int address, int value, byte[][] pages, int[] addends) {
        int entry = SoftTlb.index(address);
        Page.putInt(pages[entry], address + addends[entry], value);
    }

    private static void put16(int address, int value, byte[][] pages, int[] addends) {
        int entry = SoftTlb.index(address);
        Page.putShort(pages[entry], address + addends[entry], value);
    }

    private static void put8(int address, int value, byte[][] pages, int[] addends) {
        int entry = SoftTlb.index(address);
        Page.putByte(pages[entry], address + addends[entry], value);
    }

    private static void storeSlow(CpuState cpu, int address, int value, int bytes) {
        leaveIfCode(cpu, address, bytes);
        LoadStoreUnit.storeSlow(cpu, address, value, bytes);
    }

    private static void leaveIfCode(CpuState cpu, int address, int bytes) {
        if (cpu.code.covers(address, bytes)) {
            throw RegionExit.INSTANCE;
        }
    }

    public static int swap32(CpuState cpu, int address, int value) {
        LoadStoreUnit.checkAligned(address, 3);
        leaveIfCode(cpu, address, 4);
        int old = LoadStoreUnit.load32(cpu, address);
        LoadStoreUnit.store32(cpu, address, cpu.inDataOrder(value));
        return cpu.inDataOrder(old);
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

    /**
     * Tells the processor's observer what an instruction has stored to flat memory, as it is there now; a doubleword as the
     * two words that it is elsewhere. Only code that is observed calls this.
     *
     * @param located index of the access without its offset
     * @param bytes 1, 2, 4 or 8
     */
    public static void toldFlat(int located, int offset, int bytes, CpuState cpu) {
        StepObserver observer = cpu.observer();
        if (!observer.seesStores) {
            return;
        }
        FlatWindow main = cpu.flat.main();
        FlatWindow stack = cpu.flat.stack();
        int index = located + offset;
        int base = stack.start() <= index && index < stack.end() ? stack.base() : main.base();
        switch (bytes) {
            case 1 -> observer.stored(cpu, base + index, Page.getByte(main.bytes(), index), 1);
            case 2 -> observer.stored(cpu, base + index, Page.getShort(main.bytes(), index), 2);
            default -> {
                for (int at = index; at < index + bytes; at += Integer.BYTES) {
                    observer.stored(cpu, base + at, Page.getInt(main.bytes(), at), Integer.BYTES);
                }
            }
        }
    }
}
