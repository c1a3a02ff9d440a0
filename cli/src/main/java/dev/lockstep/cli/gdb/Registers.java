package dev.lockstep.cli.gdb;

import dev.lockstep.cpu.CpuState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The registers in the order of the target description: r0 to r12, sp, lr, pc, cpsr of four bytes, d0 to d15 of eight, fpscr of
 * four; little-endian.
 */
final class Registers {
    /** How many there are. */
    static final int COUNT = 34;

    /** The program counter. */
    static final int PC = 15;

    /** The status register. */
    static final int CPSR = 16;

    private static final int FIRST_DOUBLE = 17;
    private static final int FPSCR = 33;
    private static final int BYTES = 17 * Integer.BYTES + 16 * Long.BYTES + Integer.BYTES;

    private Registers() {}

    /** What target.xml says of them (GDB manual, G.5.3 ARM features). */
    static String description() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE target SYSTEM \"gdb-target.dtd\">"
                + "<target version=\"1.0\"><architecture>armv6k</architecture>"
                + "<feature name=\"org.gnu.gdb.arm.core\">");
        for (int number = 0; number < 13; number++) {
            xml.append("<reg name=\"r").append(number).append("\" bitsize=\"32\" type=\"uint32\"/>");
        }
        xml.append("<reg name=\"sp\" bitsize=\"32\" type=\"data_ptr\"/><reg name=\"lr\" bitsize=\"32\"/>"
                + "<reg name=\"pc\" bitsize=\"32\" type=\"code_ptr\"/><reg name=\"cpsr\" bitsize=\"32\"/></feature>"
                + "<feature name=\"org.gnu.gdb.arm.vfp\">");
        for (int number = 0; number < 16; number++) {
            xml.append("<reg name=\"d").append(number).append("\" bitsize=\"64\" type=\"ieee_double\"/>");
        }
        return xml.append("<reg name=\"fpscr\" bitsize=\"32\" type=\"int\" group=\"float\"/></feature></target>")
                .toString();
    }

    /** All of them. */
    static byte[] of(CpuState cpu) {
        ByteBuffer all = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int register : cpu.r) {
            all.putInt(register);
        }
        all.putInt(cpu.cpsr());
        for (long register : cpu.vfp.d) {
            all.putLong(register);
        }
        return all.putInt(cpu.vfp.fpscr).array();
    }

    /** Where one begins among all. */
    static int offset(int number) {
        if (number < FIRST_DOUBLE) {
            return number * Integer.BYTES;
        }
        return FIRST_DOUBLE * Integer.BYTES + (number - FIRST_DOUBLE) * Long.BYTES;
    }

    /** Its size in bytes. */
    static int bytes(int number) {
        return number < FIRST_DOUBLE || number == FPSCR ? Integer.BYTES : Long.BYTES;
    }

    /** The value that these bytes give a register. */
    static long value(byte[] all, int offset, int number) {
        ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        return bytes(number) == Integer.BYTES ? bytes.getInt(offset) : bytes.getLong(offset);
    }

    /** Changes one, but not the cpsr, whose rules are the processor's. */
    static void set(CpuState cpu, int number, long value) {
        if (number == PC) {
            cpu.r[PC] = (int) value & (cpu.thumb() ? ~1 : ~3);
        } else if (number < PC) {
            cpu.r[number] = (int) value;
        } else if (number == FPSCR) {
            cpu.vfp.writeFpscr((int) value);
        } else if (number >= FIRST_DOUBLE) {
            cpu.vfp.d[number - FIRST_DOUBLE] = value;
        }
    }
}
