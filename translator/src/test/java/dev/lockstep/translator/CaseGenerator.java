package dev.lockstep.translator;

import static dev.lockstep.translator.InstructionCase.PC;
import static dev.lockstep.translator.InstructionCase.WINDOW;
import static dev.lockstep.translator.InstructionCase.WINDOW_BYTES;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.ArmEncoding;
import dev.lockstep.isa.Encoding;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import dev.lockstep.isa.Shift;
import dev.lockstep.isa.ThumbEncoding;
import dev.lockstep.isa.VfpEncoding;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.vfp.Fpscr;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Draws random instructions from the table, each with a state in which it is defined: accesses go into the window, branches
 * to a landing. What is drawn depends on the random numbers alone.
 */
final class CaseGenerator {
    /** A system call is our kernel's or Linux's; the others are exceptions. */
    private static final Set<Opcode> EXCLUDED =
            EnumSet.of(Opcode.SVC, Opcode.BKPT, Opcode.SYSTEM, Opcode.UNDEFINED, Opcode.UNPREDICTABLE);

    /** Those that go to, or read from, a place that stands in the instruction. */
    private static final Set<Opcode> TOLD_BY_THE_WORD =
            EnumSet.of(Opcode.B, Opcode.BL, Opcode.BLX_IMMEDIATE, Opcode.LDR_LITERAL);

    private static final int TRIES = 20;
    private static final int CONDITION = 0xf0000000;
    private static final int ALWAYS = 0xe0000000;
    private static final int FLAGS = 0xf80f0000;
    private static final int FPSCR = 1;
    private static final int OFFSET_8 = 0xff;

    /** Of the doubles. */
    private static final int LAST_OF_BANK_0 = 3;

    private final RandomGenerator random;
    private final CaseValues values;
    private final BranchTargets targets;
    private final CodeState state;
    private final int slots;
    private final List<Encoding> rows;

    /**
     * A generator.
     *
     * @param state the instruction set to draw from, and the order of data
     * @param slots how many there are for loads relative to the pc to read
     */
    CaseGenerator(RandomGenerator random, CodeState state, int slots) {
        this.random = random;
        this.state = state;
        this.slots = slots;
        values = new CaseValues(random);
        targets = new BranchTargets(random, slots);
        rows = rows(state.thumb());
    }

    /** The rows that it draws from. */
    static List<Encoding> rows(boolean thumb) {
        Stream<Encoding> all = thumb
                ? Arrays.stream(ThumbEncoding.values())
                : Stream.concat(Arrays.stream(ArmEncoding.values()), Arrays.stream(VfpEncoding.values()));
        return all.filter(row -> !row.privileged() && !EXCLUDED.contains(row.opcode()))
                .toList();
    }

    /** The next case, for a slot. */
    InstructionCase next(int slot) {
        while (true) {
            Encoding row = rows.get(random.nextInt(rows.size()));
            int word = row.randomize(random);
            if (!state.thumb() && row.conditional() && random.nextInt(5) < 3) {
                word = word & ~CONDITION | ALWAYS;
            }
            int offset = row.size() == 2 ? 2 * random.nextInt(2) : 0;
            InstructionCase drawn = new InstructionCase(slot, state, offset, word);
            for (int k = 0; k < drawn.literals.length; k++) {
                drawn.literals[k] = state.thumb()
                        ? (CaseCode.THUMB_SVC | random.nextInt() & 0xff) << 16 | 0x2000 | random.nextInt() & 0x1fff
                        : CaseCode.SVC | random.nextInt() & 0xffffff;
            }
            fill(drawn);
            if (prepare(drawn, drawn.instruction())) {
                return drawn;
            }
        }
    }

    /** The same instruction in another state, or the same case where none is found. */
    InstructionCase again(InstructionCase first) {
        for (int tries = 0; tries < TRIES; tries++) {
            InstructionCase drawn = new InstructionCase(first.slot, state, first.offset, first.word);
            System.arraycopy(first.literals, 0, drawn.literals, 0, first.literals.length);
            fill(drawn);
            Opcode opcode = drawn.instruction().opcode();
            if (TOLD_BY_THE_WORD.contains(opcode)) {
                drawn.target = first.target;
                drawn.targetThumb = first.targetThumb;
                return drawn;
            }
            if (prepare(drawn, drawn.instruction()) && drawn.word == first.word) {
                return drawn;
            }
        }
        return first;
    }

    private void fill(InstructionCase drawn) {
        for (int number = 0; number < drawn.registers.length; number++) {
            drawn.registers[number] = values.integer();
        }
        drawn.cpsr = CpuState.USER_MODE | drawn.stateBits() | random.nextInt() & FLAGS;
        for (int offset = 0; offset < WINDOW_BYTES; offset += Integer.BYTES) {
            drawn.putWindow(offset, values.integer());
        }
        values.fill(drawn.doubles);
        drawn.fpscr = values.fpscr();
        drawn.threadId = values.integer();
    }

    /** Makes the instruction defined; false where that cannot be. */
    private boolean prepare(InstructionCase drawn, Instruction i) {
        if (i.operand() == Operand.REGISTER_SHIFTED_BY_REGISTER && random.nextBoolean()) {
            drawn.registers[i.rs()] = random.nextInt() << 8 | random.nextInt(70);
        }
        if (i.opcode().isFloatingPoint()) {
            return vfp(drawn, i);
        }
        return switch (i.opcode()) {
            case B, BL, BLX_IMMEDIATE -> targets.branch(drawn, i);
            case BX, BXJ, BLX -> i.rm() != PC && set(drawn, i.rm(), targets.interworking(drawn));
            case LDR, LDRT, STR, STRT -> single(drawn, i, 4, i.rd() == PC ? 4 : 1);
            case LDRH, LDRSH, STRH -> single(drawn, i, 2, 1);
            case LDRB, LDRSB, LDRBT, STRB, STRBT -> single(drawn, i, 1, 1);
            case LDRD, STRD -> single(drawn, i, 8, 4);
            case LDM, STM -> multiple(drawn, i);
            case LDR_LITERAL -> thumbLiteral(drawn);
            case SWP, LDREX -> set(drawn, i.rn(), place(4, 4));
            case SWPB, LDREXB -> set(drawn, i.rn(), place(1, 1));
            case LDREXH -> set(drawn, i.rn(), place(2, 2));
            case LDREXD -> set(drawn, i.rn(), place(8, 8));
            case STREX -> storeExclusive(drawn, i, 4);
            case STREXB -> storeExclusive(drawn, i, 1);
            case STREXH -> storeExclusive(drawn, i, 2);
            case STREXD -> storeExclusive(drawn, i, 8);
            default -> i.rd() != PC || targets.computed(drawn, i);
        };
    }

    private boolean vfp(InstructionCase drawn, Instruction i) {
        return switch (i.opcode()) {
            case FLDS, FSTS -> single(drawn, i, 4, 4);
            case FLDD, FSTD -> single(drawn, i, 8, 4);
            case FLDMS, FSTMS -> vfpMultiple(drawn, i, 4 * i.registers());
            case FLDMD, FSTMD -> vfpMultiple(drawn, i, 8 * i.registers());
            case FMXR ->
                i.immediate() != FPSCR || set(drawn, i.rd(), drawn.registers[i.rd()] & ~CaseValues.FOREIGN_TO_FPSCR);
            case FCPYD, FABSD, FNEGD, FSQRTD -> {
                drawn.fpscr &= i.rd() > LAST_OF_BANK_0 && i.rm() > LAST_OF_BANK_0 ? ~Fpscr.LEN : ~0;
                yield true;
            }
            case FMACS, FNMACS, FMSCS, FNMSCS, FMULS, FNMULS, FADDS, FSUBS, FDIVS, FCPYS, FABSS, FNEGS, FSQRTS -> {
                boolean two = (drawn.fpscr & Fpscr.STRIDE) == Fpscr.STRIDE;
                drawn.fpscr &= two ? ~Fpscr.STRIDE : ~0;
                yield true;
            }
            default -> true;
        };
    }

    private static boolean set(InstructionCase drawn, int register, int value) {
        drawn.registers[register] = value;
        return true;
    }

    /** An address in the window. */
    private int place(int bytes, int alignment) {
        return WINDOW + (random.nextInt(WINDOW_BYTES - bytes + 1) & -alignment);
    }

    /** The monitor is armed for the same address, three times in four; else for another, or open. */
    private boolean storeExclusive(InstructionCase drawn, Instruction i, int bytes) {
        int address = place(bytes, bytes);
        drawn.registers[i.rn()] = address;
        int kind = random.nextInt(8);
        drawn.exclusiveBytes = kind == 0 ? 0 : bytes;
        drawn.exclusiveAddress = kind == 1 ? place(bytes, bytes) : address;
        return true;
    }

    private boolean single(InstructionCase drawn, Instruction i, int bytes, int alignment) {
        if (i.rn() == PC) {
            return literal(drawn, i, bytes, alignment);
        }
        int address = place(bytes, alignment);
        if (i.rd() == PC && i.opcode() == Opcode.LDR) {
            drawn.putWindow(address - WINDOW, targets.interworking(drawn));
        }
        drawn.registers[i.rn()] = address;
        // VLDR and VSTR have an offset and no index bits.
        if (!i.preIndexed() && !i.opcode().isFloatingPoint()) {
            return true;
        }
        // Where the base is its own index the first try moves the offset; for most shifts this converges.
        for (int tries = 0; tries < Integer.SIZE; tries++) {
            int offset = ShifterOperand.offset(drawn, i);
            drawn.registers[i.rn()] = address - offset;
            if (ShifterOperand.offset(drawn, i) == offset) {
                return true;
            }
        }
        return false;
    }

    /** Loads relative to the pc read what both sides have in common: an instruction, or the literals of a slot. */
    private boolean literal(InstructionCase drawn, Instruction i, int bytes, int alignment) {
        boolean load =
                switch (i.opcode()) {
                    case LDR, LDRB, LDRH, LDRSB, LDRSH, LDRD, FLDS, FLDD -> true;
                    default -> false;
                };
        if (!load || i.opcode() == Opcode.LDR && i.rd() == PC) {
            return false;
        }
        int base = drawn.pc();
        if (i.operand() == Operand.REGISTER && i.shift() == Shift.LSL && i.shiftAmount() == 0) {
            int within = (random.nextBoolean() ? 0 : 8) + (random.nextInt(4) & -alignment);
            int distance = Landings.slotAddress(random.nextInt(slots)) + within - base;
            drawn.registers[i.rm()] = i.add() ? distance : -distance;
        }
        boolean moved = i.preIndexed() || i.opcode().isFloatingPoint();
        int address = moved ? base + ShifterOperand.offset(drawn, i) : base;
        return (address & alignment - 1) == 0 && isCommon(address, bytes);
    }

    /** Whether bytes are the same on both sides. */
    private boolean isCommon(int address, int bytes) {
        int offset = address - Landings.SLOTS;
        int within = offset % Landings.BLOCK_BYTES - Landings.ISLAND_BYTES;
        int slot = offset / Landings.BLOCK_BYTES * Landings.SLOTS_A_BLOCK + within / Landings.SLOT_BYTES;
        if (offset < 0 || within < 0 || slot >= slots) {
            return false;
        }
        int inSlot = within % Landings.SLOT_BYTES;
        return inSlot < 4 ? inSlot + bytes <= 4 : inSlot >= 8 && inSlot + bytes <= Landings.SLOT_BYTES;
    }

    /** The literal of a slot in reach. */
    private boolean thumbLiteral(InstructionCase drawn) {
        int slot = Math.min(drawn.slot + random.nextInt(50), slots - 1);
        int distance = Landings.slotAddress(slot) + 12 - (drawn.pc() & ~3);
        drawn.word = drawn.word & ~OFFSET_8 | distance >> 2;
        return distance >> 2 <= OFFSET_8;
    }

    private boolean multiple(InstructionCase drawn, Instruction i) {
        int count = Integer.bitCount(i.registers());
        int lowest = place(4 * count, 4);
        if (i.opcode() == Opcode.LDM && i.registers() >>> PC != 0) {
            drawn.putWindow(lowest - WINDOW + 4 * (count - 1), targets.interworking(drawn));
        }
        int base = i.add() ? lowest : lowest + 4 * (count - 1);
        if (i.preIndexed()) {
            base += i.add() ? -4 : 4;
        }
        return set(drawn, i.rn(), base);
    }

    /** Relative to the pc only the two literals behind an instruction can be loaded. */
    private boolean vfpMultiple(InstructionCase drawn, Instruction i, int bytes) {
        if (i.rn() == PC) {
            boolean load = i.opcode() == Opcode.FLDMS || i.opcode() == Opcode.FLDMD;
            return load && bytes <= 8;
        }
        int lowest = place(bytes, 4);
        return set(drawn, i.rn(), i.add() ? lowest : lowest + i.immediate());
    }
}
