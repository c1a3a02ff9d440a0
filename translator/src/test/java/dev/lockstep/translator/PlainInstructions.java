package dev.lockstep.translator;

import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Encoding;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import dev.lockstep.isa.VfpEncoding;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Draws the instructions between the branches of a sequence. Loads and stores use one of three base registers, which point
 * into the data and are changed by write-back only, and a register for their index. Accesses may nevertheless leave the data
 * or be misaligned, which ends the sequence with a fault.
 */
final class PlainInstructions {
    private static final Set<Opcode> NOT_PLAIN = EnumSet.of(
            Opcode.SVC,
            Opcode.BKPT,
            Opcode.SYSTEM,
            Opcode.UNDEFINED,
            Opcode.UNPREDICTABLE,
            Opcode.B,
            Opcode.BL,
            Opcode.BX,
            Opcode.BXJ,
            Opcode.BLX,
            Opcode.BLX_IMMEDIATE);

    private static final int SP = 13;
    private static final int LR = 14;
    private static final int PC = 15;
    private static final int ALWAYS = 0xe0000000;
    private static final int LOW_REGISTERS = 0xff;

    /**
     * The registers with a task, which plain instructions leave alone.
     *
     * @param first a base; the next register and sp are the others
     * @param index small and a multiple of 8
     * @param counter counts the loop
     */
    record Roles(int first, int index, int counter) {
        /** For ARM state alone. */
        static final Roles ARM = new Roles(8, 10, 11);

        /** For both states: low registers. */
        static final Roles BOTH = new Roles(6, 4, 5);

        int[] bases() {
            return new int[] {first, first + 1, SP};
        }

        int all() {
            return 3 << first | 1 << index | 1 << counter | 1 << SP | 1 << LR | 1 << PC;
        }
    }

    private final RandomGenerator random;
    private final Roles roles;
    private final int kept;
    private final List<Encoding> arm;
    private final List<Encoding> vfp;
    private final List<Encoding> thumb;
    private final int vfpShare;

    /**
     * A source of instructions.
     *
     * @param wanted the rows to draw from, among those that make sense
     * @param vfpShare how many of ten instructions of ARM state are those of the VFP
     */
    PlainInstructions(RandomGenerator random, Roles roles, Predicate<Encoding> wanted, int vfpShare) {
        this.random = random;
        this.roles = roles;
        this.vfpShare = vfpShare;
        kept = roles.all();
        Predicate<Encoding> plain = row -> !NOT_PLAIN.contains(row.opcode()) && wanted.test(row);
        arm = CaseGenerator.rows(false).stream()
                .filter(plain.and(row -> !(row instanceof VfpEncoding)))
                .toList();
        vfp = CaseGenerator.rows(false).stream()
                .filter(plain.and(row -> row instanceof VfpEncoding))
                .toList();
        thumb = CaseGenerator.rows(true).stream().filter(plain).toList();
    }

    /** The next word of ARM state. */
    int arm() {
        while (true) {
            List<Encoding> rows = random.nextInt(10) < vfpShare ? vfp : arm;
            Encoding row = rows.get(random.nextInt(rows.size()));
            int word = row.randomize(random);
            if (row.conditional() && random.nextInt(5) < 3) {
                word = word & 0x0fffffff | ALWAYS;
            }
            Instruction i = Decoder.decode(word);
            if (accessesMemory(i)) {
                word = confined(word, i);
                i = Decoder.decode(word);
            }
            if (i.encoding() == row && i.opcode() == row.opcode() && harmless(i)) {
                return word;
            }
        }
    }

    /** The next halfword of Thumb state. */
    int thumb() {
        while (true) {
            Encoding row = thumb.get(random.nextInt(thumb.size()));
            int word = confinedThumb(row.randomize(random));
            Instruction i = Decoder.decodeThumb(word);
            boolean stack = (i.opcode() == Opcode.LDM || i.opcode() == Opcode.STM) && i.rn() == SP;
            boolean rare = stack && random.nextInt(4) > 0;
            if (i.encoding() == row && i.opcode() == row.opcode() && harmless(i) && !rare) {
                return word;
            }
        }
    }

    private static boolean accessesMemory(Instruction i) {
        return switch (i.opcode()) {
            case LDR, LDRB, LDRH, LDRSB, LDRSH, LDRD, LDRT, LDRBT, LDM, LDREX, LDREXB, LDREXH, LDREXD -> true;
            case STR, STRB, STRH, STRD, STRT, STRBT, STM, STREX, STREXB, STREXH, STREXD, SWP, SWPB -> true;
            case FLDS, FLDD, FLDMS, FLDMD, FSTS, FSTD, FSTMS, FSTMD -> true;
            default -> false;
        };
    }

    private int base() {
        return roles.bases()[random.nextInt(3)];
    }

    private int lowBase() {
        return roles.first + random.nextInt(2);
    }

    /** The same access with a base that points to data, and mostly with a small offset. */
    private int confined(int word, Instruction i) {
        int confined = word & ~(0xf << 16) | base() << 16;
        if (i.opcode().isFloatingPoint()) {
            return confined;
        }
        if (i.opcode() == Opcode.LDM || i.opcode() == Opcode.STM) {
            return i.opcode() == Opcode.LDM ? confined & ~kept : confined;
        }
        if (random.nextInt(20) == 0) {
            return confined;
        }
        if (i.operand() == Operand.IMMEDIATE && i.writeBack()) {
            return confined & ~7;
        }
        boolean scaled = i.operand() == Operand.REGISTER && (word & 1 << 26) != 0;
        if (scaled) {
            // At most LSL #3, LSR #3, ASR #3.
            confined &= ~(0x1c << 7 | 1 << 6);
        }
        boolean index = i.operand() == Operand.REGISTER;
        return index ? confined & ~0xf | roles.index : confined;
    }

    /** The same for Thumb, where the bits of the base are at one of two places. */
    private int confinedThumb(int word) {
        int low = lowBase();
        return switch (word >>> 12) {
            case 5 -> word & ~0x1f8 | roles.index << 6 | low << 3;
            case 6, 7, 8 -> word & ~0x38 | low << 3;
            case 12 -> {
                boolean load = (word & 1 << 11) != 0;
                yield word & ~0x700 & ~(load ? kept & LOW_REGISTERS : 0) | low << 8;
            }
            case 11 ->
                (word & 0xff00) == 0xbd00 || (word & 0xff00) == 0xbc00 ? word & ~0x100 & ~(kept & LOW_REGISTERS) : word;
            default -> word;
        };
    }

    private boolean free(int register) {
        return (kept >>> register & 1) == 0;
    }

    /** Whether it leaves the registers with a task alone. */
    private boolean harmless(Instruction i) {
        return switch (i.opcode()) {
            case LDRD, LDREXD -> free(i.rd()) && free(i.rd() + 1);
            case UMULL, UMLAL, SMULL, SMLAL, UMAAL, SMLALD, SMLSLD, SMLALBB, SMLALBT, SMLALTB, SMLALTT ->
                free(i.rd()) && free(i.rn());
            case LDM, STM -> true;
            case FMRS, FMRDL, FMRDH, FMRX -> free(i.rd());
            case FMRRS, FMRRD -> free(i.rd()) && free(i.rn());
            default -> i.opcode().isFloatingPoint() || free(i.rd());
        };
    }
}
