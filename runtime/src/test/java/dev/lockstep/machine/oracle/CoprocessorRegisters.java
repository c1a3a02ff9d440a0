package dev.lockstep.machine.oracle;

import dev.lockstep.isa.SystemEncoding;
import java.util.random.RandomGenerator;

/**
 * Which registers of coprocessor 15 cases read and write: such as harm no later case. Left out, because qemu 7.2 answers
 * otherwise than the part: cache type, TLB type and CPACR, which have other values or bits; ISR, which it has not; of the fault
 * status registers and PAR writing, because it keeps bits that are not there; and c15, of which it has little.
 */
final class CoprocessorRegisters {
    /** opc1, CRn, CRm and opc2, a digit each, of those that are read. */
    private static final int[] READABLE = {
        0x0000, 0x0010, 0x0011, 0x0012, 0x0013, 0x0014, 0x0015, 0x0016, 0x0017, 0x0020, 0x0021, 0x0022, 0x0023, 0x0024,
        0x0025, 0x0026, 0x0027, 0x0100, 0x0101, 0x0200, 0x0201, 0x0202, 0x0300, 0x0500, 0x0501, 0x0600, 0x0602, 0x0740,
        0x0c00, 0x0d00, 0x0d01, 0x0d02, 0x0d03, 0x0d04
    };

    /** Of those that are written. */
    private static final int[] WRITABLE = {
        0x0600, 0x0602, 0x0750, 0x0751, 0x0754, 0x0756, 0x0760, 0x07a0, 0x07a1, 0x07a4, 0x07a5, 0x07e0, 0x07e1, 0x0870,
        0x0871, 0x0872, 0x0d01, 0x0d02, 0x0d03, 0x0d04
    };

    private static final int COPROCESSOR_15 = 1 << 8;

    private CoprocessorRegisters() {}

    /** The word with a register chosen; in user mode, which may touch few, any may come. */
    static int choose(SystemEncoding row, int word, boolean user, RandomGenerator random) {
        if (row == SystemEncoding.MCRR) {
            return word & ~0xff | COPROCESSOR_15 | (random.nextBoolean() ? 5 : 12);
        }
        boolean validation = (word >>> 16 & 0xf) == 15;
        if (user && !validation && random.nextBoolean()) {
            return word | COPROCESSOR_15;
        }
        int[] registers = row == SystemEncoding.MCR ? WRITABLE : READABLE;
        int register = registers[random.nextInt(registers.length)];
        int fields = (register >>> 12) << 21
                | (register >>> 8 & 0xf) << 16
                | COPROCESSOR_15
                | (register & 7) << 5
                | register >>> 4 & 0xf;
        return word & ~0x00ef_01ef | fields;
    }
}
