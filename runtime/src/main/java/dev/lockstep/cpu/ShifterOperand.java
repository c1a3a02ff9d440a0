package dev.lockstep.cpu;

import dev.lockstep.isa.Operand;

/** The last operand of data-processing instructions: a constant, or Rm through the {@link Shifter} (ARM ARM A5.1). */
final class ShifterOperand {
    private ShifterOperand() {}

    /** Its value. */
    static int operand(CpuState cpu, Form f, Decoded i) {
        if (f.operand() == Operand.REGISTER) {
            return shifted(cpu, f, i);
        }
        if (f.operand() == Operand.REGISTER_SHIFTED_BY_REGISTER) {
            return Shifter.value(f.shift(), cpu.r[i.rm], cpu.r[i.rs] & 0xff, cpu.c);
        }
        return i.immediate;
    }

    /** Rm through the shifter, by an immediate amount. */
    static int shifted(CpuState cpu, Form f, Decoded i) {
        return Shifter.value(f.shift(), cpu.r[i.rm], f.shifted() ? i.shiftAmount : 0, cpu.c);
    }

    /** The shifter's carry-out, 0 or 1. */
    static int carryOut(CpuState cpu, Form f, Decoded i) {
        if (f.operand() == Operand.REGISTER) {
            return Shifter.carry(f.shift(), cpu.r[i.rm], f.shifted() ? i.shiftAmount : 0, cpu.c);
        }
        if (f.operand() == Operand.REGISTER_SHIFTED_BY_REGISTER) {
            return Shifter.carry(f.shift(), cpu.r[i.rm], cpu.r[i.rs] & 0xff, cpu.c);
        }
        return f.shifted() ? i.immediate >>> 31 : cpu.c;
    }
}
