package dev.lockstep.translator.linkage;

import dev.lockstep.cpu.CpuState;

/** Between the processor's state as everybody knows it and as translated code has it, where that begins and ends. */
public final class Crossing {
    private Crossing() {}

    /** Before translated code runs. */
    public static void enter(CpuState cpu) {
        int[] r = cpu.r;
        cpu.r0 = r[0];
        cpu.r1 = r[1];
        cpu.r2 = r[2];
        cpu.r3 = r[3];
        cpu.r4 = r[4];
        cpu.r5 = r[5];
        cpu.r6 = r[6];
        cpu.r7 = r[7];
        cpu.r8 = r[8];
        cpu.r9 = r[9];
        cpu.r10 = r[10];
        cpu.r11 = r[11];
        cpu.r12 = r[12];
        cpu.r13 = r[13];
        cpu.r14 = r[14];
        Flags.enter(cpu);
    }

    /** After it. */
    public static void leave(CpuState cpu) {
        int[] r = cpu.r;
        r[0] = cpu.r0;
        r[1] = cpu.r1;
        r[2] = cpu.r2;
        r[3] = cpu.r3;
        r[4] = cpu.r4;
        r[5] = cpu.r5;
        r[6] = cpu.r6;
        r[7] = cpu.r7;
        r[8] = cpu.r8;
        r[9] = cpu.r9;
        r[10] = cpu.r10;
        r[11] = cpu.r11;
        r[12] = cpu.r12;
        r[13] = cpu.r13;
        r[14] = cpu.r14;
        Flags.leave(cpu);
    }
}
