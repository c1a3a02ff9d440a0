package dev.lockstep.cpu;

import dev.lockstep.isa.Condition;

/** Whether a condition holds for the flags as they stand (ARM ARM A3.2.1). */
@FunctionalInterface
interface FlagTest {
    boolean holds(CpuState cpu);

    static FlagTest of(Condition condition) {
        return switch (condition) {
            case EQ -> cpu -> cpu.z == 0;
            case NE -> cpu -> cpu.z != 0;
            case CS -> cpu -> cpu.c != 0;
            case CC -> cpu -> cpu.c == 0;
            case MI -> cpu -> cpu.n < 0;
            case PL -> cpu -> cpu.n >= 0;
            case VS -> cpu -> cpu.v < 0;
            case VC -> cpu -> cpu.v >= 0;
            case HI -> cpu -> cpu.c != 0 && cpu.z != 0;
            case LS -> cpu -> cpu.c == 0 || cpu.z == 0;
            case GE -> cpu -> (cpu.n ^ cpu.v) >= 0;
            case LT -> cpu -> (cpu.n ^ cpu.v) < 0;
            case GT -> cpu -> cpu.z != 0 && (cpu.n ^ cpu.v) >= 0;
            case LE -> cpu -> cpu.z == 0 || (cpu.n ^ cpu.v) < 0;
            case AL -> cpu -> true;
        };
    }
}
