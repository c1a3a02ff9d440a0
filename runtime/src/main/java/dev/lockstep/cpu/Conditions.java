package dev.lockstep.cpu;

import dev.lockstep.isa.Condition;

/** Whether a condition holds for the flags as they stand (ARM ARM A3.2.1). */
final class Conditions {
    private Conditions() {}

    static boolean holds(CpuState cpu, Condition condition) {
        return switch (condition) {
            case EQ -> cpu.z == 0;
            case NE -> cpu.z != 0;
            case CS -> cpu.c != 0;
            case CC -> cpu.c == 0;
            case MI -> cpu.n < 0;
            case PL -> cpu.n >= 0;
            case VS -> cpu.v < 0;
            case VC -> cpu.v >= 0;
            case HI -> cpu.c != 0 && cpu.z != 0;
            case LS -> cpu.c == 0 || cpu.z == 0;
            case GE -> (cpu.n ^ cpu.v) >= 0;
            case LT -> (cpu.n ^ cpu.v) < 0;
            case GT -> cpu.z != 0 && (cpu.n ^ cpu.v) >= 0;
            case LE -> cpu.z == 0 || (cpu.n ^ cpu.v) < 0;
            case AL -> true;
        };
    }
}
