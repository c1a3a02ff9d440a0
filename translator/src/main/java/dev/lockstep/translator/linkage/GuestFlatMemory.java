package dev.lockstep.translator.linkage;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.memory.FlatWindow;
import dev.lockstep.memory.Page;

/**
 * Loads and stores of translated code for flat memory. Each looks first in the window that the code names, then in the
 * other one; an access to what is in neither is left to the interpreter: a call in its place would cost every loop the
 * registers of the host. The methods are small and access the array in one place, so that they are inlined into a region,
 * where the windows are constants.
 */
public final class GuestFlatMemory {
    private GuestFlatMemory() {}

    /** Whether a window holds so many bytes from an address on: then {@link #get} needs no other one. */
    public static boolean loads(int address, int count, FlatWindow window) {
        return window.loads(address - window.base(), count);
    }

    /** Whether a window takes stores to so many bytes from an address on: then {@link #put} needs no other one. */
    public static boolean stores(int address, int count, FlatWindow window) {
        return window.stores(address - window.base(), count);
    }

    /** A word that the window holds. */
    public static int get(int address, FlatWindow window) {
        return Page.getInt(window.bytes(), window.index(address - window.base()));
    }

    /** Stores a word that the window takes. */
    public static void put(int address, int value, FlatWindow window) {
        Page.putInt(window.bytes(), window.index(address - window.base()), value);
    }

    public static int load32(int address, FlatWindow first, FlatWindow second, CpuState cpu) {
        int at = address - first.base();
        if (!first.loads(at, 4)) {
            at = address - second.base();
            if (!second.loads(at, 4)) {
                throw RegionExit.outside(cpu);
            }
        }
        return Page.getInt(first.bytes(), first.index(at));
    }

    public static int load16(int address, FlatWindow first, FlatWindow second, CpuState cpu) {
        int at = address - first.base();
        if (!first.loads(at, 2)) {
            at = address - second.base();
            if (!second.loads(at, 2)) {
                throw RegionExit.outside(cpu);
            }
        }
        return Page.getShort(first.bytes(), first.index(at));
    }

    public static int load8(int address, FlatWindow first, FlatWindow second, CpuState cpu) {
        int at = address - first.base();
        if (!first.loads(at, 1)) {
            at = address - second.base();
            if (!second.loads(at, 1)) {
                throw RegionExit.outside(cpu);
            }
        }
        return Page.getByte(first.bytes(), first.index(at));
    }

    public static void store32(int address, int value, FlatWindow first, FlatWindow second, CpuState cpu) {
        int at = address - first.base();
        if (!first.stores(at, 4)) {
            at = address - second.base();
            if (!second.stores(at, 4)) {
                throw RegionExit.outside(cpu);
            }
        }
        Page.putInt(first.bytes(), first.index(at), value);
    }

    public static void store16(int address, int value, FlatWindow first, FlatWindow second, CpuState cpu) {
        int at = address - first.base();
        if (!first.stores(at, 2)) {
            at = address - second.base();
            if (!second.stores(at, 2)) {
                throw RegionExit.outside(cpu);
            }
        }
        Page.putShort(first.bytes(), first.index(at), value);
    }

    public static void store8(int address, int value, FlatWindow first, FlatWindow second, CpuState cpu) {
        int at = address - first.base();
        if (!first.stores(at, 1)) {
            at = address - second.base();
            if (!second.stores(at, 1)) {
                throw RegionExit.outside(cpu);
            }
        }
        Page.putByte(first.bytes(), first.index(at), value);
    }
}
