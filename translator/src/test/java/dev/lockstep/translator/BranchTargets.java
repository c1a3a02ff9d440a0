package dev.lockstep.translator;

import static dev.lockstep.translator.InstructionCase.PC;

import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import dev.lockstep.isa.Shift;
import java.util.random.RandomGenerator;

/** Gives instructions that write the pc a landing to go to. */
final class BranchTargets {
    private static final int OFFSET_24 = 0x00ffffff;
    private static final int HALFWORD_BIT = 1 << 24;
    private static final int OFFSET_11 = 0x7ff;

    /** The first landing as a constant of data processing, with the bits that it replaces. */
    private static final int CONSTANT = 0xfff;

    private static final int LANDING_CONSTANT = 0x840;

    private final RandomGenerator random;
    private final int slots;

    /**
     * Targets for cases.
     *
     * @param slots how many there are, among which the islands lie
     */
    BranchTargets(RandomGenerator random, int slots) {
        this.random = random;
        this.slots = slots;
    }

    /** A landing in one state; returns its address. */
    private int landing(InstructionCase drawn, boolean thumb) {
        drawn.targetThumb = thumb;
        drawn.target = thumb
                ? Landings.thumbAddress(random.nextInt(Landings.THUMB_COUNT))
                : Landings.armAddress(random.nextInt(Landings.ARM_COUNT));
        return drawn.target;
    }

    /** A landing in either state, with the state in bit 0. */
    int interworking(InstructionCase drawn) {
        boolean thumb = random.nextBoolean();
        return landing(drawn, thumb) | (thumb ? 1 : 0);
    }

    /** B, BL and BLX with a distance. */
    boolean branch(InstructionCase drawn, Instruction i) {
        boolean exchange = i.opcode() == Opcode.BLX_IMMEDIATE;
        if (!drawn.state.thumb()) {
            int distance = landing(drawn, exchange) - drawn.pc();
            int half = exchange ? distance << 23 & HALFWORD_BIT : 0;
            drawn.word = drawn.word & ~(OFFSET_24 | (exchange ? HALFWORD_BIT : 0)) | half | distance >> 2 & OFFSET_24;
            return true;
        }
        if (i.size() == 2) {
            return shortBranch(drawn, i.conditional() ? 8 : 11);
        }
        int distance = landing(drawn, !exchange) - (exchange ? drawn.pc() & ~3 : drawn.pc());
        drawn.word = drawn.word & ~(OFFSET_11 << 16 | OFFSET_11)
                | (distance >> 12 & OFFSET_11) << 16
                | distance >> 1 & OFFSET_11;
        return true;
    }

    /** To an island in reach. */
    private boolean shortBranch(InstructionCase drawn, int bits) {
        int reach = 1 << bits;
        int blocks = Landings.blocks(slots);
        int own = drawn.slot / Landings.SLOTS_A_BLOCK;
        int furthest = reach / Landings.BLOCK_BYTES;
        while (true) {
            int block = own + random.nextInt(-furthest, furthest + 1);
            int target = Landings.islandAddress(block, random.nextInt(Landings.IN_ISLAND));
            int distance = target - drawn.pc();
            if (block >= 0 && block < blocks && distance >= -reach && distance < reach) {
                drawn.target = target;
                drawn.targetThumb = true;
                int mask = (1 << bits) - 1;
                drawn.word = drawn.word & ~mask | distance >> 1 & mask;
                return true;
            }
        }
    }

    /**
     * Data processing that writes the pc: operands are chosen for the result to be a landing.
     *
     * @return false where that cannot be
     */
    boolean computed(InstructionCase drawn, Instruction drawnInstruction) {
        Instruction i = drawnInstruction;
        boolean thumb = drawn.state.thumb();
        int target = landing(drawn, thumb) | (thumb ? random.nextInt(2) : 0);
        boolean constant = i.operand() == Operand.IMMEDIATE;
        if (constant && (i.opcode() == Opcode.MOV || i.opcode() == Opcode.AND)) {
            drawn.word = drawn.word & ~CONSTANT | LANDING_CONSTANT;
            i = drawn.instruction();
            target = Landings.ARM;
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
            drawn.registers[i.rn()] = first(i, target, ShifterOperand.value(drawn, i), carry);
        } else if (i.operand() == Operand.REGISTER && i.shift() == Shift.LSL && i.shiftAmount() == 0 && i.rm() != PC) {
            int pc = drawn.pc();
            switch (i.opcode()) {
                case ADD -> drawn.registers[i.rm()] = target - pc;
                case SUB -> drawn.registers[i.rm()] = pc - target;
                case RSB -> drawn.registers[i.rm()] = target + pc;
                default -> {}
            }
        }
        int a = i.rn() == PC ? drawn.pc() : drawn.registers[i.rn()];
        int result = result(i, a, ShifterOperand.value(drawn, i), carry);
        drawn.target = thumb ? result & ~1 : result;
        return Landings.number(drawn.target, thumb) >= 0;
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
}
