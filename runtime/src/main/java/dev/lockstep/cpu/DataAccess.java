package dev.lockstep.cpu;

import static dev.lockstep.cpu.CpuState.PC;

import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import dev.lockstep.isa.SystemEncoding;
import java.util.function.IntUnaryOperator;

/**
 * Which bytes of memory the instruction at the pc is about to load or store, found without executing it: what a watchpoint
 * of a debugger asks. It is always one range. Whether the access will be allowed is not asked.
 *
 * <p>One object is used again and again, and allocates nothing but for the test of a condition.
 */
public final class DataAccess {
    private static final int WORD = Integer.BYTES;

    private final IntUnaryOperator stackPointers;
    private int address;
    private int bytes;
    private boolean loads;
    private boolean stores;

    /** For user mode. */
    public DataAccess() {
        this(mode -> 0);
    }

    /**
     * For all modes.
     *
     * @param stackPointers the stack pointer of a mode by its number, which SRS asks for
     */
    public DataAccess(IntUnaryOperator stackPointers) {
        this.stackPointers = stackPointers;
    }

    /** Address of the first byte; meaningful if {@link #bytes} is not 0. */
    public int address() {
        return address;
    }

    /** How many bytes, 0 to 128. */
    public int bytes() {
        return bytes;
    }

    /** Whether they are loaded. */
    public boolean loads() {
        return loads;
    }

    /** Whether they are stored to. */
    public boolean stores() {
        return stores;
    }

    /** Whether it has a byte in common with a range of at least 1. */
    public boolean overlaps(int from, int length) {
        return Integer.compareUnsigned(address - from, length) < 0
                || Integer.compareUnsigned(from - address, bytes) < 0;
    }

    /** Whether an instruction with this opcode may access data at all. */
    static boolean isAskedOf(Opcode opcode) {
        return switch (opcode) {
            case LDR, LDRT, LDRB, LDRBT, LDRSB, LDRH, LDRSH, LDRD, LDR_LITERAL, LDM -> true;
            case STR, STRT, STRB, STRBT, STRH, STRD, STM -> true;
            case SWP, SWPB, LDREX, LDREXB, LDREXH, LDREXD, STREX, STREXB, STREXH, STREXD -> true;
            case FLDS, FLDD, FSTS, FSTD, FLDMS, FLDMD, FSTMS, FSTMD, SYSTEM -> true;
            default -> false;
        };
    }

    /** There is no instruction to look at. */
    public void none() {
        bytes = 0;
        loads = false;
        stores = false;
    }

    /**
     * Looks at an instruction.
     *
     * @param cpu about to execute it: {@code r[15]} is its address
     */
    public void find(CpuState cpu, Instruction i) {
        none();
        if (i.conditional() && !FlagTest.of(i.condition()).holds(cpu)) {
            return;
        }
        int pc = cpu.r[PC];
        cpu.r[PC] = pc + i.pipeline();
        look(cpu, i);
        cpu.r[PC] = pc;
    }

    private void look(CpuState cpu, Instruction i) {
        // Of arithmetic of the VFP this is no base, and may be up to 31.
        int base = cpu.r[i.rn() & 15];
        switch (i.opcode()) {
            case LDR, LDRT -> load(single(cpu, i), WORD);
            case LDRB, LDRBT, LDRSB -> load(single(cpu, i), 1);
            case LDRH, LDRSH -> load(single(cpu, i), 2);
            case LDRD -> load(single(cpu, i), 2 * WORD);
            case LDR_LITERAL -> load((cpu.r[PC] & ~3) + i.immediate(), WORD);
            case STR, STRT -> store(single(cpu, i), WORD);
            case STRB, STRBT -> store(single(cpu, i), 1);
            case STRH -> store(single(cpu, i), 2);
            case STRD -> store(single(cpu, i), 2 * WORD);
            case LDM -> load(lowest(base, i, Integer.bitCount(i.registers())), WORD * Integer.bitCount(i.registers()));
            case STM -> store(lowest(base, i, Integer.bitCount(i.registers())), WORD * Integer.bitCount(i.registers()));
            case SWP -> swap(base, WORD);
            case SWPB -> swap(base, 1);
            case LDREX -> load(base, WORD);
            case LDREXB -> load(base, 1);
            case LDREXH -> load(base, 2);
            case LDREXD -> load(base, 2 * WORD);
            case STREX -> storeExclusive(cpu, base, WORD);
            case STREXB -> storeExclusive(cpu, base, 1);
            case STREXH -> storeExclusive(cpu, base, 2);
            case STREXD -> storeExclusive(cpu, base, 2 * WORD);
            case FLDS -> load(moved(floatBase(cpu, i), i, i.immediate()), WORD);
            case FLDD -> load(moved(floatBase(cpu, i), i, i.immediate()), 2 * WORD);
            case FSTS -> store(moved(floatBase(cpu, i), i, i.immediate()), WORD);
            case FSTD -> store(moved(floatBase(cpu, i), i, i.immediate()), 2 * WORD);
            case FLDMS -> load(first(base, i), WORD * i.registers());
            case FLDMD -> load(first(base, i), 2 * WORD * i.registers());
            case FSTMS -> store(first(base, i), WORD * i.registers());
            case FSTMD -> store(first(base, i), 2 * WORD * i.registers());
            case SYSTEM -> lookAtSystem(base, i);
            default -> {
                // No other instruction accesses data.
            }
        }
    }

    private void lookAtSystem(int base, Instruction i) {
        int words = Integer.bitCount(i.registers());
        switch ((SystemEncoding) i.encoding()) {
            case SRS -> store(lowest(stackPointers.applyAsInt(i.immediate()), i, 2), 2 * WORD);
            case RFE -> load(lowest(base, i, 2), 2 * WORD);
            case LDM_USER -> load(lowest(base, i, words), WORD * words);
            case LDM_RETURN -> load(lowest(base, i, words + 1), WORD * (words + 1));
            case STM_USER -> store(lowest(base, i, words), WORD * words);
            default -> {
                // The others work on registers.
            }
        }
    }

    private void load(int at, int length) {
        access(at, length);
        loads = true;
    }

    private void store(int at, int length) {
        access(at, length);
        stores = true;
    }

    private void swap(int at, int length) {
        access(at, length);
        loads = true;
        stores = true;
    }

    private void storeExclusive(CpuState cpu, int at, int length) {
        if (cpu.exclusive && cpu.exclusiveAddress == at) {
            store(at, length);
        }
    }

    private void access(int at, int length) {
        address = at;
        bytes = length;
    }

    private static int single(CpuState cpu, Instruction i) {
        int base = cpu.r[i.rn()];
        if (!i.preIndexed()) {
            return base;
        }
        int offset = i.operand() == Operand.REGISTER
                ? Shifter.value(i.shift(), cpu.r[i.rm()], i.shiftAmount(), cpu.c)
                : i.immediate();
        return moved(base, i, offset);
    }

    private static int moved(int base, Instruction i, int offset) {
        return i.add() ? base + offset : base - offset;
    }

    private static int floatBase(CpuState cpu, Instruction i) {
        return i.rn() == PC ? cpu.r[PC] & ~3 : cpu.r[i.rn()];
    }

    private static int first(int base, Instruction i) {
        return i.add() ? base : base - i.immediate();
    }

    /** The lowest word of several (ARM ARM A5.4). */
    private static int lowest(int base, Instruction i, int words) {
        int start = i.add() ? base : base - WORD * words;
        return i.preIndexed() == i.add() ? start + WORD : start;
    }
}
