package dev.lockstep.translator;

import static dev.lockstep.translator.InstructionCase.LANDINGS;
import static dev.lockstep.translator.InstructionCase.LANDING_BYTES;
import static dev.lockstep.translator.InstructionCase.LANDING_COUNT;
import static dev.lockstep.translator.InstructionCase.PC;
import static dev.lockstep.translator.InstructionCase.SLOTS;
import static dev.lockstep.translator.InstructionCase.SLOT_BYTES;
import static dev.lockstep.translator.InstructionCase.WINDOW;
import static dev.lockstep.translator.InstructionCase.WINDOW_BYTES;

import dev.lockstep.isa.ArmEncoding;
import dev.lockstep.isa.Encoding;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import dev.lockstep.isa.Shift;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Draws random instructions from the table, each with a state in which it is defined: accesses go into the window, branches
 * to a landing. What is drawn depends on the random numbers alone.
 */
final class CaseGenerator {
    /** Values at which results and flags change their nature. */
    private static final int[] SPECIAL = {
        0,
        1,
        2,
        -1,
        -2,
        0x80000000,
        0x80000001,
        0x7fffffff,
        0x7ffffffe,
        0x40000000,
        0xc0000000,
        0x8000,
        0x7fff,
        0xffff,
        0x10000,
        0xffff0000,
        0xffff8000,
        0x80008000,
        0x7fff7fff,
        0x80007fff,
        0x7fff8000,
        0x80,
        0x7f,
        0xff,
        0x100,
        0x80808080,
        0x7f7f7f7f,
        0xff00ff00,
        0x00ff00ff,
        0x01010101
    };

    private static final int CONDITION = 0xf0000000;
    private static final int ALWAYS = 0xe0000000;
    private static final int FLAGS = 0xf80f0000;
    private static final int USER_MODE = 0x10;
    private static final int BIG_ENDIAN = 1 << 9;
    /** Field x in the mask of MSR. */
    private static final int EXTENSION_FIELD = 2;

    private static final int OFFSET_24 = 0x00ffffff;

    /** The first landing as a constant of data processing, with the bits that it replaces. */
    private static final int CONSTANT = 0xfff;

    private static final int LANDING_CONSTANT = 0x840;

    private final RandomGenerator random;
    private final int slots;
    private final List<Encoding> rows;

    /**
     * A generator.
     *
     * @param slots how many there are for loads relative to the pc to read
     * @param excluded the rows that are left out
     */
    CaseGenerator(RandomGenerator random, int slots, Map<Encoding, String> excluded) {
        this.random = random;
        this.slots = slots;
        rows = Stream.<Encoding>of(ArmEncoding.values())
                .filter(row -> !row.privileged() && !excluded.containsKey(row))
                .toList();
    }

    /** The rows that it draws from. */
    List<Encoding> rows() {
        return rows;
    }

    /** The next case, for a slot. */
    InstructionCase next(int slot) {
        while (true) {
            Encoding row = rows.get(random.nextInt(rows.size()));
            int word = row.randomize(random);
            if (row.conditional() && random.nextInt(5) < 3) {
                word = word & ~CONDITION | ALWAYS;
            }
            InstructionCase drawn = new InstructionCase(slot, word);
            fill(drawn);
            if (prepare(drawn, drawn.instruction())) {
                return drawn;
            }
        }
    }

    private void fill(InstructionCase drawn) {
        for (int number = 0; number < drawn.registers.length; number++) {
            drawn.registers[number] = value();
        }
        drawn.cpsr = USER_MODE | random.nextInt() & FLAGS;
        for (int offset = 0; offset < WINDOW_BYTES; offset += Integer.BYTES) {
            drawn.putWindow(offset, value());
        }
    }

    private int value() {
        int kind = random.nextInt(10);
        if (kind < 5) {
            return random.nextInt();
        }
        return kind < 9 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextInt(-40, 40);
    }

    private int landing() {
        return LANDINGS + LANDING_BYTES * random.nextInt(LANDING_COUNT);
    }

    /** Makes the instruction defined; false where that cannot be. */
    private boolean prepare(InstructionCase drawn, Instruction i) {
        if (i.operand() == Operand.REGISTER_SHIFTED_BY_REGISTER && random.nextBoolean()) {
            drawn.registers[i.rs()] = random.nextInt() << 8 | random.nextInt(70);
        }
        return switch (i.opcode()) {
            case B, BL -> branch(drawn);
            case BX, BXJ, BLX -> i.rm() != PC && set(drawn, i.rm(), landing());
            case LDR, LDRT, STR, STRT -> single(drawn, i, 4, i.rd() == PC ? 4 : 1);
            case LDRH, LDRSH, STRH -> single(drawn, i, 2, 1);
            case LDRB, LDRSB, LDRBT, STRB, STRBT -> single(drawn, i, 1, 1);
            case LDRD, STRD -> single(drawn, i, 8, 4);
            case LDM, STM -> multiple(drawn, i);
            case SWP, LDREX -> set(drawn, i.rn(), place(4, 4));
            case SWPB, LDREXB -> set(drawn, i.rn(), place(1, 1));
            case LDREXH -> set(drawn, i.rn(), place(2, 2));
            case LDREXD -> set(drawn, i.rn(), place(8, 8));
            case STREX -> storeExclusive(drawn, i, 4);
            case STREXB -> storeExclusive(drawn, i, 1);
            case STREXH -> storeExclusive(drawn, i, 2);
            case STREXD -> storeExclusive(drawn, i, 8);
            case MSR -> keepEndianness(drawn, i);
            default -> i.rd() != PC || computedBranch(drawn, i);
        };
    }

    private static boolean set(InstructionCase drawn, int register, int value) {
        drawn.registers[register] = value;
        return true;
    }

    /** Bit E of the CPSR stays clear: no big-endian data. */
    private static boolean keepEndianness(InstructionCase drawn, Instruction i) {
        if ((i.registers() & EXTENSION_FIELD) == 0) {
            return true;
        }
        if (i.operand() == Operand.IMMEDIATE) {
            return (i.immediate() & BIG_ENDIAN) == 0;
        }
        drawn.registers[i.rm()] &= ~BIG_ENDIAN;
        return true;
    }

    /** An address in the window. */
    private int place(int bytes, int alignment) {
        return WINDOW + (random.nextInt(WINDOW_BYTES - bytes + 1) & -alignment);
    }

    private boolean branch(InstructionCase drawn) {
        int distance = landing() - drawn.address() - 8;
        drawn.word = drawn.word & ~OFFSET_24 | distance >> 2 & OFFSET_24;
        return true;
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
        int carry = drawn.cpsr >>> 29 & 1;
        if (i.rn() == PC) {
            return literal(drawn, i, bytes, carry);
        }
        int address = place(bytes, alignment);
        boolean loadsPc = i.rd() == PC && i.opcode() == Opcode.LDR;
        if (loadsPc) {
            drawn.putWindow(address - WINDOW, landing());
        }
        drawn.registers[i.rn()] = address;
        if (!i.preIndexed()) {
            return true;
        }
        // Where the base is its own index the first try moves the offset; for most shifts this converges.
        for (int tries = 0; tries < Integer.SIZE; tries++) {
            int offset = offset(drawn, i, carry);
            drawn.registers[i.rn()] = address - offset;
            if (offset(drawn, i, carry) == offset) {
                return true;
            }
        }
        return false;
    }

    /** Only the first words of slots are the same on both sides, so only they may be read. */
    private boolean literal(InstructionCase drawn, Instruction i, int bytes, int carry) {
        boolean load =
                switch (i.opcode()) {
                    case LDR, LDRB, LDRH, LDRSB, LDRSH -> true;
                    default -> false;
                };
        if (!load || i.rd() == PC) {
            return false;
        }
        int base = drawn.address() + 8;
        if (i.operand() == Operand.REGISTER && i.shift() == Shift.LSL && i.shiftAmount() == 0) {
            int distance = SLOTS + SLOT_BYTES * random.nextInt(slots) + random.nextInt(5 - bytes) - base;
            drawn.registers[i.rm()] = i.add() ? distance : -distance;
        }
        int address = i.preIndexed() ? base + offset(drawn, i, carry) : base;
        return address >= SLOTS
                && address < SLOTS + SLOT_BYTES * slots
                && address % SLOT_BYTES + bytes <= Integer.BYTES;
    }

    /** The signed offset of an address. */
    private static int offset(InstructionCase drawn, Instruction i, int carry) {
        int offset = i.operand() == Operand.REGISTER
                ? shifted(i, drawn.registers[i.rm()], i.shiftAmount(), carry)
                : i.immediate();
        return i.add() ? offset : -offset;
    }

    private boolean multiple(InstructionCase drawn, Instruction i) {
        int count = Integer.bitCount(i.registers());
        int lowest = place(4 * count, 4);
        if (i.opcode() == Opcode.LDM && i.registers() >>> PC != 0) {
            drawn.putWindow(lowest - WINDOW + 4 * (count - 1), landing());
        }
        int base = i.add() ? lowest : lowest + 4 * (count - 1);
        if (i.preIndexed()) {
            base += i.add() ? -4 : 4;
        }
        return set(drawn, i.rn(), base);
    }

    /** Data processing that writes the pc: operands are chosen for the result to be a landing. */
    private boolean computedBranch(InstructionCase drawn, Instruction drawnInstruction) {
        Instruction i = drawnInstruction;
        int target = landing();
        boolean constant = i.operand() == Operand.IMMEDIATE;
        if (constant && (i.opcode() == Opcode.MOV || i.opcode() == Opcode.AND)) {
            drawn.word = drawn.word & ~CONSTANT | LANDING_CONSTANT;
            i = drawn.instruction();
            target = LANDINGS;
        }
        if (!constant && i.rm() != PC) {
            switch (i.opcode()) {
                case MOV -> drawn.registers[i.rm()] = target;
                case MVN -> drawn.registers[i.rm()] = ~target;
                case AND -> drawn.registers[i.rm()] = -1;
                case ORR, BIC -> drawn.registers[i.rm()] = 0;
                default -> {}
            }
        }
        int carry = drawn.cpsr >>> 29 & 1;
        if (i.rn() != PC) {
            drawn.registers[i.rn()] = first(i, target, second(drawn, i, carry), carry);
        } else if (i.operand() == Operand.REGISTER && i.shift() == Shift.LSL && i.shiftAmount() == 0 && i.rm() != PC) {
            int pc = drawn.address() + 8;
            switch (i.opcode()) {
                case ADD -> drawn.registers[i.rm()] = target - pc;
                case SUB -> drawn.registers[i.rm()] = pc - target;
                case RSB -> drawn.registers[i.rm()] = target + pc;
                default -> {}
            }
        }
        int a = i.rn() == PC ? drawn.address() + 8 : drawn.registers[i.rn()];
        return InstructionCase.isLanding(result(i, a, second(drawn, i, carry), carry));
    }

    /** The second operand's value. */
    private static int second(InstructionCase drawn, Instruction i, int carry) {
        if (i.operand() == Operand.IMMEDIATE) {
            return i.immediate();
        }
        int value = i.rm() == PC ? drawn.address() + 8 : drawn.registers[i.rm()];
        return shifted(i, value, i.shiftAmount(), carry);
    }

    /** The first operand for which the result is the target. */
    private static int first(Instruction i, int target, int b, int carry) {
        return switch (i.opcode()) {
            case ADD -> target - b;
            case ADC -> target - b - carry;
            case SUB -> target + b;
            case SBC -> target + b + 1 - carry;
            case RSB -> b - target;
            case RSC -> b - target - 1 + carry;
            case EOR -> target ^ b;
            case BIC -> target | b;
            default -> target;
        };
    }

    private static int result(Instruction i, int a, int b, int carry) {
        return switch (i.opcode()) {
            case AND -> a & b;
            case EOR -> a ^ b;
            case ORR -> a | b;
            case BIC -> a & ~b;
            case MOV -> b;
            case MVN -> ~b;
            case ADD -> a + b;
            case ADC -> a + b + carry;
            case SUB -> a - b;
            case SBC -> a - b - 1 + carry;
            case RSB -> b - a;
            case RSC -> b - a - 1 + carry;
            default -> throw new IllegalStateException(i.opcode() + " writes the pc");
        };
    }

    /** The barrel shifter, by an amount that stands in the instruction. */
    private static int shifted(Instruction i, int value, int amount, int carry) {
        return switch (i.shift()) {
            case LSL -> value << amount;
            case LSR -> amount == 32 ? 0 : value >>> amount;
            case ASR -> value >> Math.min(amount, 31);
            case ROR -> Integer.rotateRight(value, amount);
            case RRX -> value >>> 1 | carry << 31;
        };
    }
}
