package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.Shifter;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import java.util.List;
import java.util.stream.IntStream;

/** Which words an instruction loads, from the registers before it. */
final class LoadAddresses {
    private static final int CARRY = 29;

    private LoadAddresses() {}

    /**
     * The words that are loaded, each by the address of its first byte, in their order; none where it is no load.
     *
     * @param at address of the instruction
     * @param before all 17 registers
     */
    static List<Integer> words(Instruction i, int at, int[] before) {
        int[] r = before.clone();
        r[CpuState.PC] = at + i.pipeline();
        return switch (i.opcode()) {
            case LDR, LDRB, LDRH, LDRSB, LDRSH, LDRT, LDRBT -> words(single(i, r), 1);
            case LDR_LITERAL -> words((r[CpuState.PC] & ~3) + i.immediate(), 1);
            case LDRD -> words(single(i, r), 2);
            case LDM -> words(lowest(i, r), Integer.bitCount(i.registers()));
            case SWP, SWPB, LDREX, LDREXB, LDREXH -> words(r[i.rn()], 1);
            case LDREXD -> words(r[i.rn()], 2);
            case FLDS -> words(single(i, r), 1);
            case FLDD -> words(single(i, r), 2);
            case FLDMS -> words(lowestOfFloats(i, r), i.registers());
            case FLDMD -> words(lowestOfFloats(i, r), 2 * i.registers());
            default -> List.of();
        };
    }

    /** Whether it calls the kernel. */
    static boolean calls(Instruction i) {
        return i.opcode() == Opcode.SVC;
    }

    private static List<Integer> words(int first, int count) {
        return IntStream.range(0, count).mapToObj(k -> first + 4 * k).toList();
    }

    private static int single(Instruction i, int[] r) {
        if (!i.preIndexed()) {
            return r[i.rn()];
        }
        int base = i.rn() == CpuState.PC ? r[CpuState.PC] & ~3 : r[i.rn()];
        return i.add() ? base + offset(i, r) : base - offset(i, r);
    }

    private static int offset(Instruction i, int[] r) {
        if (i.operand() != Operand.REGISTER) {
            return i.immediate();
        }
        return Shifter.value(i.shift(), r[i.rm()], i.shiftAmount(), r[StepObserver.CPSR] >>> CARRY & 1);
    }

    /** ARM ARM A5.4. */
    private static int lowest(Instruction i, int[] r) {
        int bytes = 4 * Integer.bitCount(i.registers());
        int start = i.add() ? r[i.rn()] : r[i.rn()] - bytes;
        return i.preIndexed() == i.add() ? start + 4 : start;
    }

    /** ARM ARM C5.5: upwards from the base, or down to it. */
    private static int lowestOfFloats(Instruction i, int[] r) {
        return i.add() ? r[i.rn()] : r[i.rn()] - i.immediate();
    }
}
