package dev.lockstep.translator.linkage;

import dev.lockstep.cpu.Arithmetic;
import dev.lockstep.cpu.CpuState;

/**
 * The condition flags as translated code keeps them, in six locals of which one tells the form:
 *
 * <ul>
 *   <li>{@link #FIELDS}: they are in the processor's fields, in one of the two other forms.
 *   <li>{@link #DIFFERENCE}: they are those of {@code a - b}. Nothing is computed until somebody reads them.
 *   <li>{@link #GENERIC}: N and Z are the sign of {@code n} and whether {@code z} is zero. C and V are those of the addition
 *       {@code s = a + b + carry}. C and V of any other origin are given three numbers that would produce them.
 * </ul>
 *
 * <p>Between regions they are in fields of the processor, in the same forms. {@link #enter} and {@link #leave} change from
 * and to the processor's own form, which everybody else knows.
 */
public final class Flags {
    public static final int GENERIC = 0;
    public static final int DIFFERENCE = 1;
    public static final int FIELDS = 2;

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

    /** From the locals to the processor's fields, where only the running code knows the form. */
    public static void save(CpuState cpu, int form, int n, int z, int a, int b, int s) {
        if (form != FIELDS) {
            cpu.flagForm = form;
            cpu.n = n;
            cpu.z = z;
            cpu.flagA = a;
            cpu.flagB = b;
            cpu.flagS = s;
        }
    }

    /** The same of a difference. */
    public static void save(CpuState cpu, int a, int b) {
        cpu.flagForm = DIFFERENCE;
        cpu.flagA = a;
        cpu.flagB = b;
    }

    /** The same in the generic form. */
    public static void save(CpuState cpu, int n, int z, int a, int b, int s) {
        save(cpu, GENERIC, n, z, a, b, s);
    }

    /** Brings the processor's fields into the generic form. */
    public static void makeGeneric(CpuState cpu) {
        if (cpu.flagForm == DIFFERENCE) {
            int s = cpu.flagA - cpu.flagB;
            cpu.flagForm = GENERIC;
            cpu.n = s;
            cpu.z = s;
            cpu.flagB = ~cpu.flagB;
            cpu.flagS = s;
        }
    }

    /**
     * From the processor's own form, where translated code is entered: as a difference where there is one with these flags,
     * for code behind a comparison wants that.
     */
    public static void enter(CpuState cpu) {
        boolean negative = cpu.n < 0;
        boolean overflow = cpu.v < 0;
        boolean less = negative != overflow;
        cpu.flagForm = DIFFERENCE;
        if (cpu.z == 0) {
            cpu.flagA = 0;
            cpu.flagB = 0;
            if (negative || overflow || cpu.c == 0) {
                enterGeneric(cpu);
            }
        } else if (overflow) {
            cpu.flagA = less ? Integer.MIN_VALUE : Integer.MAX_VALUE;
            cpu.flagB = less ? 1 : -1;
            if (cpu.c == 1 != less) {
                enterGeneric(cpu);
            }
        } else {
            // A difference of this sign, whose operands are in either order as unsigned numbers.
            boolean crossing = negative == (cpu.c == 1);
            cpu.flagA = negative ? -2 : 2;
            cpu.flagB = negative ? -1 : 1;
            if (crossing) {
                cpu.flagA = negative ? Integer.MIN_VALUE : 1;
                cpu.flagB = negative ? 0 : Integer.MIN_VALUE + 2;
            }
        }
    }

    private static void enterGeneric(CpuState cpu) {
        int operand = operand(cpu.c);
        cpu.flagForm = GENERIC;
        cpu.flagA = operand;
        cpu.flagB = operand;
        cpu.flagS = sum(operand, cpu.v);
    }

    /** And back. */
    public static void leave(CpuState cpu) {
        makeGeneric(cpu);
        cpu.c = carry(cpu.flagA, cpu.flagB, cpu.flagS);
        cpu.v = overflow(cpu.flagA, cpu.flagB, cpu.flagS);
    }

    /** The whole status register, from the processor's fields as translated code leaves them. */
    public static int status(CpuState cpu) {
        return cpu.flagForm == DIFFERENCE
                ? status(cpu, cpu.flagA, cpu.flagB)
                : status(cpu, cpu.n, cpu.z, cpu.flagA, cpu.flagB, cpu.flagS);
    }

    /** The same from the locals, in the generic form. */
    public static int status(CpuState cpu, int n, int z, int a, int b, int s) {
        return CpuState.cpsr(n, z, carry(a, b, s), overflow(a, b, s), cpu.q, cpu.ge, cpu.control);
    }

    /** The same of a difference. */
    public static int status(CpuState cpu, int a, int b) {
        int s = a - b;
        return status(cpu, s, s, a, ~b, s);
    }
}
