package dev.lockstep.translator.linkage;

import dev.lockstep.cpu.Arithmetic;
import dev.lockstep.cpu.CpuState;

/**
 * The condition flags as translated code keeps them, in five locals.
 *
 * <p>N and Z are the sign of {@code n} and whether {@code z} is zero. C and V are kept as the addition
 * {@code s = a + b + carry} that they come from, a subtraction being {@code a + ~b + 1}, and are computed from those three
 * only where somebody reads them. C and V of any other origin are given three numbers that would produce them.
 */
public final class Flags {
    private Flags() {}

    /** C, 0 or 1. */
    public static int carry(int a, int b, int s) {
        return Arithmetic.carryOut(a, b, s);
    }

    /** A value whose sign bit is V. */
    public static int overflow(int a, int b, int s) {
        return Arithmetic.overflow(a, b, s);
    }

    /** The {@code a} and the {@code b} that stand for this C, 0 or 1. */
    public static int operand(int carry) {
        return -carry;
    }

    /** The {@code s} that, with {@link #operand}, stands for V in the sign of {@code v}. */
    public static int sum(int operand, int v) {
        return operand ^ (v >> 31);
    }

    /** From the processor's own form to the one for translated code, where that is entered. */
    public static void enter(CpuState cpu) {
        int operand = operand(cpu.c);
        cpu.flagA = operand;
        cpu.flagB = operand;
        cpu.flagS = sum(operand, cpu.v);
    }

    /** And back. */
    public static void leave(CpuState cpu) {
        cpu.c = carry(cpu.flagA, cpu.flagB, cpu.flagS);
        cpu.v = overflow(cpu.flagA, cpu.flagB, cpu.flagS);
    }

    /** The whole status register. */
    public static int status(CpuState cpu, int n, int z, int a, int b, int s) {
        return CpuState.cpsr(n, z, carry(a, b, s), overflow(a, b, s), cpu.q, cpu.ge, cpu.control);
    }
}
