package dev.lockstep.translator.linkage;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.memory.FlatMemory;
import dev.lockstep.memory.Page;
import java.util.Objects;

/**
 * Loads and stores of translated code for flat memory. The code chooses one of the two arrays of {@link FlatMemory} and gives
 * the index that the address would have there; whatever is not in that array is looked for in the other one and then as
 * {@link GuestMemory} does it, with the same faults. Each method is at most 35 bytecodes long, HotSpot's MaxInlineSize,
 * so that it is inlined into a region of any size, and allocates nothing.
 */
public final class GuestFlatMemory {
    private GuestFlatMemory() {}

    /**
     * To be called where a region is entered: with the lengths checked once, HotSpot leaves a single comparison of each
     * access.
     */
    public static void checkLength(byte[] bytes) {
        Objects.checkIndex(0, bytes.length - 3);
    }

    /** Whether the array has so many bytes at an index, all from {@code low} on: then they need no further comparison. */
    public static boolean holds(int at, byte[] bytes, int low, int count) {
        return at >= low && at <= bytes.length - count;
    }

    public static int load32(int at, byte[] bytes, int base, CpuState cpu) {
        if (Integer.compareUnsigned(at, bytes.length - 3) < 0) {
            return Page.getInt(bytes, at);
        }
        return elsewhere32(cpu, at + base);
    }

    public static int load16(int at, byte[] bytes, int base, CpuState cpu) {
        if (Integer.compareUnsigned(at, bytes.length - 1) < 0) {
            return Page.getShort(bytes, at);
        }
        return elsewhere16(cpu, at + base);
    }

    public static int load8(int at, byte[] bytes, int base, CpuState cpu) {
        if (at >= 0 && at < bytes.length) {
            return bytes[at] & 0xff;
        }
        return elsewhere8(cpu, at + base);
    }

    public static void store32(int at, int value, byte[] bytes, int base, int low, CpuState cpu) {
        if (at >= low && Integer.compareUnsigned(at, bytes.length - 3) < 0) {
            Page.putInt(bytes, at, value);
        } else {
            elsewhere32(cpu, at + base, value);
        }
    }

    public static void store16(int at, int value, byte[] bytes, int base, int low, CpuState cpu) {
        if (at >= low && Integer.compareUnsigned(at, bytes.length - 1) < 0) {
            Page.putShort(bytes, at, value);
        } else {
            elsewhere16(cpu, at + base, value);
        }
    }

    public static void store8(int at, int value, byte[] bytes, int base, int low, CpuState cpu) {
        if (at >= low && at < bytes.length) {
            bytes[at] = (byte) value;
        } else {
            elsewhere8(cpu, at + base, value);
        }
    }

    private static int elsewhere32(CpuState cpu, int address) {
        FlatMemory flat = cpu.flat;
        int at = address - flat.stackBase;
        if (at >= 0 && at < flat.stack.length - 3) {
            return Page.getInt(flat.stack, at);
        }
        at = address - flat.mainBase;
        return at >= 0 && at < flat.main.length - 3 ? Page.getInt(flat.main, at) : GuestMemory.outside32(cpu, address);
    }

    private static int elsewhere16(CpuState cpu, int address) {
        FlatMemory flat = cpu.flat;
        int at = address - flat.stackBase;
        if (at >= 0 && at < flat.stack.length - 1) {
            return Page.getShort(flat.stack, at);
        }
        at = address - flat.mainBase;
        return at >= 0 && at < flat.main.length - 1
                ? Page.getShort(flat.main, at)
                : GuestMemory.outside16(cpu, address);
    }

    private static int elsewhere8(CpuState cpu, int address) {
        FlatMemory flat = cpu.flat;
        int at = address - flat.stackBase;
        if (at >= 0 && at < flat.stack.length) {
            return Page.getByte(flat.stack, at);
        }
        at = address - flat.mainBase;
        return at >= 0 && at < flat.main.length ? Page.getByte(flat.main, at) : GuestMemory.outside8(cpu, address);
    }

    private static void elsewhere32(CpuState cpu, int address, int value) {
        FlatMemory flat = cpu.flat;
        int inStack = address - flat.stackBase;
        int inMain = address - flat.mainBase;
        if (inStack >= flat.stackLow && inStack < flat.stack.length - 3) {
            Page.putInt(flat.stack, inStack, value);
        } else if (inMain >= flat.mainLow && inMain < flat.main.length - 3) {
            Page.putInt(flat.main, inMain, value);
        } else {
            GuestMemory.outside32(cpu, address, value);
        }
    }

    private static void elsewhere16(CpuState cpu, int address, int value) {
        FlatMemory flat = cpu.flat;
        int inStack = address - flat.stackBase;
        int inMain = address - flat.mainBase;
        if (inStack >= flat.stackLow && inStack < flat.stack.length - 1) {
            Page.putShort(flat.stack, inStack, value);
        } else if (inMain >= flat.mainLow && inMain < flat.main.length - 1) {
            Page.putShort(flat.main, inMain, value);
        } else {
            GuestMemory.outside16(cpu, address, value);
        }
    }

    private static void elsewhere8(CpuState cpu, int address, int value) {
        FlatMemory flat = cpu.flat;
        int inStack = address - flat.stackBase;
        int inMain = address - flat.mainBase;
        if (inStack >= flat.stackLow && inStack < flat.stack.length) {
            Page.putByte(flat.stack, inStack, value);
        } else if (inMain >= flat.mainLow && inMain < flat.main.length) {
            Page.putByte(flat.main, inMain, value);
        } else {
            GuestMemory.outside8(cpu, address, value);
        }
    }
}
