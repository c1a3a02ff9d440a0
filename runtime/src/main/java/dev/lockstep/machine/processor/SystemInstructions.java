package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.Fault;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.SystemEncoding;

/**
 * Executes the instructions of {@link SystemEncoding} other than those that move data to and from coprocessors. As everywhere,
 * no register changes before every access has succeeded.
 *
 * <p>In user mode CPS does nothing, MSR leaves out what is privileged, and the others are refused (ARM ARM A4.1).
 */
final class SystemInstructions {
    private static final int WRITE_BACK = 1 << 21;
    private static final int INCREMENT = 1 << 23;
    private static final int BEFORE = 1 << 24;

    /** The immediate of CPS. */
    private static final int CPS_CHANGES_MASKS = 1 << 10;

    private static final int CPS_SETS_MASKS = 1 << 9;
    private static final int CPS_CHANGES_MODE = 1 << 8;

    /** From the immediate's bits 7 to 5 to A, I and F in the CPSR. */
    private static final int CPS_MASKS_SHIFT = 1;

    private final CpuState cpu;
    private final Modes modes;
    private final CoprocessorInstructions coprocessors;

    SystemInstructions(CpuState cpu, Modes modes, CoprocessorInstructions coprocessors) {
        this.cpu = cpu;
        this.modes = modes;
        this.coprocessors = coprocessors;
    }

    /** As {@link dev.lockstep.cpu.SystemPort#execute}. */
    int execute(Instruction i, int next) {
        return switch ((SystemEncoding) i.encoding()) {
            case CPS, CPS_THUMB -> changeState(i, next);
            case SRS -> modes.mode().hasSpsr() ? storeReturnState(i, next) : refuse(i, next);
            case RFE -> modes.privileged() ? returnFromMemory(i) : refuse(i, next);
            case MRS_SPSR -> {
                if (!modes.mode().hasSpsr()) {
                    yield refuse(i, next);
                }
                cpu.r[i.rd()] = modes.spsr();
                yield next;
            }
            case MSR_CPSR_REGISTER -> writeStatus(i, cpu.r[i.rm()], next);
            case MSR_CPSR_IMMEDIATE -> writeStatus(i, i.immediate(), next);
            case MSR_SPSR_REGISTER -> writeSaved(i, cpu.r[i.rm()], next);
            case MSR_SPSR_IMMEDIATE -> writeSaved(i, i.immediate(), next);
            case LDM_USER -> modes.privileged() ? loadUser(i, next) : refuse(i, next);
            case STM_USER -> modes.privileged() ? storeUser(i, next) : refuse(i, next);
            case LDM_RETURN -> modes.mode().hasSpsr() ? loadAndReturn(i) : refuse(i, next);
            case MCR, MRC, MCRR, FMXR_SYSTEM, FMRX_SYSTEM -> coprocessors.execute(i, next);
        };
    }

    /** As {@link dev.lockstep.cpu.SystemPort#returnFromException}. */
    int returnFromException(int next, int target) {
        if (!modes.mode().hasSpsr()) {
            return cpu.refuse(Fault.Kind.UNPREDICTABLE, next - Integer.BYTES);
        }
        return resume(target, modes.spsr());
    }

    private int refuse(Instruction i, int next) {
        return cpu.refuse(Fault.Kind.UNPREDICTABLE, next - i.size());
    }

    /** Goes on with a CPSR; the address of the next instruction. */
    private int resume(int target, int cpsr) {
        modes.become(cpsr);
        return cpu.thumb() ? target & ~1 : target & ~3;
    }

    private int changeState(Instruction i, int next) {
        if (!modes.privileged()) {
            return next;
        }
        int immediate = i.immediate();
        int cpsr = cpu.cpsr();
        if ((immediate & CPS_CHANGES_MASKS) != 0) {
            int masks = (immediate & 0xe0) << CPS_MASKS_SHIFT;
            cpsr = (immediate & CPS_SETS_MASKS) != 0 ? cpsr | masks : cpsr & ~masks;
        }
        if ((immediate & CPS_CHANGES_MODE) != 0) {
            cpsr = cpsr & ~Mode.FIELD | immediate & Mode.FIELD;
        }
        modes.become(cpsr);
        return next;
    }

    private int writeStatus(Instruction i, int value, int next) {
        modes.writeCpsr(value, i.registers());
        return next;
    }

    private int writeSaved(Instruction i, int value, int next) {
        if (!modes.mode().hasSpsr()) {
            return refuse(i, next);
        }
        modes.writeSpsr(value, i.registers());
        return next;
    }

    private int storeReturnState(Instruction i, int next) {
        if (!Mode.exists(i.immediate())) {
            return refuse(i, next);
        }
        Mode of = Mode.of(i.immediate());
        int base = modes.stackPointer(of);
        int address = LoadStoreUnit.aligned(cpu, lowest(i, base, 2), 3);
        store(address, cpu.r[CpuState.LR]);
        store(address + Integer.BYTES, modes.spsr());
        if (writesBack(i)) {
            modes.setStackPointer(of, moved(i, base, 2));
        }
        return next;
    }

    private int returnFromMemory(Instruction i) {
        int base = cpu.r[i.rn()];
        int address = LoadStoreUnit.aligned(cpu, lowest(i, base, 2), 3);
        int target = load(address);
        int cpsr = load(address + Integer.BYTES);
        if (writesBack(i)) {
            cpu.r[i.rn()] = moved(i, base, 2);
        }
        return resume(target, cpsr);
    }

    private int loadUser(Instruction i, int next) {
        int list = i.registers();
        int address = LoadStoreUnit.aligned(cpu, lowest(i, cpu.r[i.rn()], Integer.bitCount(list)), 3);
        touch(address, Integer.bitCount(list));
        for (int rest = list; rest != 0; rest &= rest - 1) {
            modes.setUserRegister(Integer.numberOfTrailingZeros(rest), load(address));
            address += Integer.BYTES;
        }
        return next;
    }

    private int storeUser(Instruction i, int next) {
        int list = i.registers();
        int address = LoadStoreUnit.aligned(cpu, lowest(i, cpu.r[i.rn()], Integer.bitCount(list)), 3);
        for (int rest = list; rest != 0; rest &= rest - 1) {
            store(address, modes.userRegister(Integer.numberOfTrailingZeros(rest)));
            address += Integer.BYTES;
        }
        return next;
    }

    private int loadAndReturn(Instruction i) {
        int words = Integer.bitCount(i.registers()) + 1;
        int base = cpu.r[i.rn()];
        int address = LoadStoreUnit.aligned(cpu, lowest(i, base, words), 3);
        touch(address, words);
        if (writesBack(i)) {
            cpu.r[i.rn()] = moved(i, base, words);
        }
        for (int rest = i.registers(); rest != 0; rest &= rest - 1) {
            cpu.r[Integer.numberOfTrailingZeros(rest)] = load(address);
            address += Integer.BYTES;
        }
        return resume(load(address), modes.spsr());
    }

    /** Every word is touched before the first register changes. */
    private void touch(int address, int words) {
        for (int word = 0; word < words; word++) {
            LoadStoreUnit.load32(cpu, address + Integer.BYTES * word);
        }
    }

    private int load(int address) {
        return cpu.inDataOrder(LoadStoreUnit.load32(cpu, address));
    }

    private void store(int address, int value) {
        LoadStoreUnit.store32(cpu, address, cpu.inDataOrder(value));
    }

    private static boolean writesBack(Instruction i) {
        return (i.word() & WRITE_BACK) != 0;
    }

    private static int moved(Instruction i, int base, int words) {
        return (i.word() & INCREMENT) != 0 ? base + Integer.BYTES * words : base - Integer.BYTES * words;
    }

    /** Address of the lowest word that is accessed (ARM ARM A5.4). */
    private static int lowest(Instruction i, int base, int words) {
        boolean increment = (i.word() & INCREMENT) != 0;
        boolean before = (i.word() & BEFORE) != 0;
        int start = increment ? base : base - Integer.BYTES * words;
        return before == increment ? start + Integer.BYTES : start;
    }
}
