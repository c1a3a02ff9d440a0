package dev.lockstep.cpu;

import static dev.lockstep.cpu.CpuState.PC;

import dev.lockstep.memory.Granule;
import dev.lockstep.memory.Page;
import dev.lockstep.memory.SoftTlb;

/**
 * The interpreter's loads, stores, swaps and exclusives. Each returns the address of the next instruction, and changes no
 * register before every access of its own has succeeded (the base-restored abort model). Words and halfwords are in the
 * order that CPSR bit E says.
 */
final class Transfers {
    private Transfers() {}

    /** One of the loads and stores below. */
    @FunctionalInterface
    interface Transfer {
        int execute(CpuState cpu, Form f, Decoded i, int next);
    }

    /** A load or store with the rights of user mode, whatever the mode. */
    static int asUser(CpuState cpu, Form f, Decoded i, int next, Transfer transfer) {
        cpu.system.actAsUser(cpu, true);
        try {
            return transfer.execute(cpu, f, i, next);
        } finally {
            cpu.system.actAsUser(cpu, false);
        }
    }

    static int loadWord(CpuState cpu, Form f, Decoded i, int next) {
        int value = word(cpu, address(cpu, f, i));
        if (f.rdIsPc()) {
            writeBack(cpu, f, i);
            return cpu.loadedBranch(value);
        }
        return loaded(cpu, f, i, next, value);
    }

    static int loadLiteral(CpuState cpu, Form f, Decoded i, int next) {
        return loaded(cpu, f, i, next, word(cpu, (cpu.r[PC] & ~3) + i.immediate));
    }

    static int loadByte(CpuState cpu, Form f, Decoded i, int next) {
        return loaded(cpu, f, i, next, LoadStoreUnit.load8(cpu, address(cpu, f, i)));
    }

    static int loadHalf(CpuState cpu, Form f, Decoded i, int next) {
        return loaded(cpu, f, i, next, half(cpu, address(cpu, f, i)));
    }

    static int loadSignedByte(CpuState cpu, Form f, Decoded i, int next) {
        return loaded(cpu, f, i, next, (byte) LoadStoreUnit.load8(cpu, address(cpu, f, i)));
    }

    static int loadSignedHalf(CpuState cpu, Form f, Decoded i, int next) {
        return loaded(cpu, f, i, next, (short) half(cpu, address(cpu, f, i)));
    }

    static int loadDouble(CpuState cpu, Form f, Decoded i, int next) {
        int address = LoadStoreUnit.aligned(cpu, address(cpu, f, i), 3);
        int low = word(cpu, address);
        int high = word(cpu, address + 4);
        writeBack(cpu, f, i);
        cpu.r[i.rd] = low;
        cpu.r[i.rd + 1] = high;
        return next;
    }

    static int storeWord(CpuState cpu, Form f, Decoded i, int next) {
        storeWord(cpu, address(cpu, f, i), cpu.r[i.rd]);
        return stored(cpu, f, i, next);
    }

    static int storeByte(CpuState cpu, Form f, Decoded i, int next) {
        LoadStoreUnit.store8(cpu, address(cpu, f, i), cpu.r[i.rd]);
        return stored(cpu, f, i, next);
    }

    static int storeHalf(CpuState cpu, Form f, Decoded i, int next) {
        storeHalf(cpu, address(cpu, f, i), cpu.r[i.rd]);
        return stored(cpu, f, i, next);
    }

    static int storeDouble(CpuState cpu, Form f, Decoded i, int next) {
        int address = LoadStoreUnit.aligned(cpu, address(cpu, f, i), 3);
        storeWord(cpu, address, cpu.r[i.rd]);
        storeWord(cpu, address + 4, cpu.r[i.rd + 1]);
        return stored(cpu, f, i, next);
    }

    static int loadMultiple(CpuState cpu, Form f, Decoded i, int next) {
        int[] r = cpu.r;
        int list = i.registers;
        int address = LoadStoreUnit.aligned(cpu, lowest(r[i.rn], f, i), 3);
        int bytes = 4 * Integer.bitCount(list);
        if (liesInOneGranule(address, bytes) && SoftTlb.miss(cpu.tlb.readTags, cpu.tag, address, 3) == 0) {
            return loadKnown(cpu, f, i, next, address, bytes);
        }
        // Every word is touched before the first register changes; the second pass cannot fault.
        for (int offset = 0; offset < bytes; offset += 4) {
            LoadStoreUnit.load32(cpu, address + offset);
        }
        if (f.writeBack()) {
            r[i.rn] += f.add() ? bytes : -bytes;
        }
        for (int rest = list & 0x7fff; rest != 0; rest &= rest - 1) {
            r[Integer.numberOfTrailingZeros(rest)] = word(cpu, address);
            address += 4;
        }
        return list < 0x8000 ? next : cpu.loadedBranch(word(cpu, address));
    }

    /** Words that all lie where the soft TLB says: nothing is left to be asked. */
    private static int loadKnown(CpuState cpu, Form f, Decoded i, int next, int address, int bytes) {
        int[] r = cpu.r;
        byte[] page = cpu.tlb.page(address);
        int at = cpu.tlb.at(address);
        if (f.writeBack()) {
            r[i.rn] += f.add() ? bytes : -bytes;
        }
        for (int rest = i.registers & 0x7fff; rest != 0; rest &= rest - 1) {
            r[Integer.numberOfTrailingZeros(rest)] = cpu.inDataOrder(Page.getInt(page, at));
            at += 4;
        }
        return i.registers < 0x8000 ? next : cpu.loadedBranch(cpu.inDataOrder(Page.getInt(page, at)));
    }

    private static boolean liesInOneGranule(int address, int bytes) {
        return Granule.toEnd(address) >= bytes;
    }

    static int storeMultiple(CpuState cpu, Form f, Decoded i, int next) {
        int[] r = cpu.r;
        int list = i.registers;
        int address = LoadStoreUnit.aligned(cpu, lowest(r[i.rn], f, i), 3);
        int bytes = 4 * Integer.bitCount(list);
        if (liesInOneGranule(address, bytes) && SoftTlb.miss(cpu.tlb.writeTags, cpu.writeTag, address, 3) == 0) {
            byte[] page = cpu.tlb.page(address);
            int at = cpu.tlb.at(address);
            for (int rest = list; rest != 0; rest &= rest - 1) {
                Page.putInt(page, at, cpu.inDataOrder(r[Integer.numberOfTrailingZeros(rest)]));
                at += 4;
            }
        } else {
            for (int rest = list; rest != 0; rest &= rest - 1) {
                storeWord(cpu, address, r[Integer.numberOfTrailingZeros(rest)]);
                address += 4;
            }
        }
        if (f.writeBack()) {
            r[i.rn] += f.add() ? bytes : -bytes;
        }
        return next;
    }

    static int swapWord(CpuState cpu, Decoded i, int next) {
        int address = LoadStoreUnit.aligned(cpu, cpu.r[i.rn], 3);
        int value = word(cpu, address);
        storeWord(cpu, address, cpu.r[i.rm]);
        cpu.r[i.rd] = value;
        return next;
    }

    static int swapByte(CpuState cpu, Decoded i, int next) {
        int address = cpu.r[i.rn];
        int value = LoadStoreUnit.load8(cpu, address);
        LoadStoreUnit.store8(cpu, address, cpu.r[i.rm]);
        cpu.r[i.rd] = value;
        return next;
    }

    static int loadExclusive(CpuState cpu, Decoded i, int next, int bytes) {
        long value = ExclusiveMonitor.load(cpu, cpu.r[i.rn], bytes);
        cpu.r[i.rd] = (int) value;
        if (bytes == 8) {
            cpu.r[i.rd + 1] = (int) (value >>> 32);
        }
        return next;
    }

    static int storeExclusive(CpuState cpu, Decoded i, int next, int bytes) {
        int low = cpu.r[i.rm];
        long value = bytes == 8 ? Arithmetic.join(cpu.r[i.rm + 1], low) : low;
        cpu.r[i.rd] = ExclusiveMonitor.store(cpu, cpu.r[i.rn], value, bytes);
        return next;
    }

    /** A word in the order of the data. */
    static int word(CpuState cpu, int address) {
        return cpu.inDataOrder(LoadStoreUnit.load32(cpu, address));
    }

    static void storeWord(CpuState cpu, int address, int value) {
        LoadStoreUnit.store32(cpu, address, cpu.inDataOrder(value));
    }

    static int half(CpuState cpu, int address) {
        int value = LoadStoreUnit.load16(cpu, address);
        return cpu.bigEndian() ? Short.reverseBytes((short) value) & 0xffff : value;
    }

    static void storeHalf(CpuState cpu, int address, int value) {
        LoadStoreUnit.store16(cpu, address, cpu.bigEndian() ? Short.reverseBytes((short) value) : value);
    }

    private static int loaded(CpuState cpu, Form f, Decoded i, int next, int value) {
        writeBack(cpu, f, i);
        cpu.r[i.rd] = value;
        return next;
    }

    private static int stored(CpuState cpu, Form f, Decoded i, int next) {
        writeBack(cpu, f, i);
        return next;
    }

    private static int address(CpuState cpu, Form f, Decoded i) {
        return f.preIndexed() ? moved(cpu, f, i) : cpu.r[i.rn];
    }

    private static void writeBack(CpuState cpu, Form f, Decoded i) {
        if (f.writeBack()) {
            cpu.r[i.rn] = moved(cpu, f, i);
        }
    }

    /** The base with the offset applied. */
    private static int moved(CpuState cpu, Form f, Decoded i) {
        int offset = ShifterOperand.operand(cpu, f, i);
        return f.add() ? cpu.r[i.rn] + offset : cpu.r[i.rn] - offset;
    }

    /** Address of the lowest word that LDM or STM accesses (ARM ARM A5.4). */
    private static int lowest(int base, Form f, Decoded i) {
        int bytes = 4 * Integer.bitCount(i.registers);
        int start = f.add() ? base : base - bytes;
        return f.preIndexed() == f.add() ? start + 4 : start;
    }
}
