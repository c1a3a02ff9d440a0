package dev.lockstep.isa;

import static dev.lockstep.isa.Version.V4;
import static dev.lockstep.isa.Version.V5TE;
import static dev.lockstep.isa.Version.V6;

import java.util.random.RandomGenerator;

/**
 * The encodings that only a processor with privileged modes has: processes never meet them, because
 * {@link Decoder#decode} knows none of them. {@link Decoder#decodeSystem} looks here before it looks at the other rows.
 *
 * <p>All are of {@link Opcode#SYSTEM}; what they do is told by the constant. They are decoded alike for every mode, and
 * what user mode may not do is found when they are executed. "Should be" bits and restrictions are those of privileged
 * modes.
 */
@SuppressWarnings("ImmutableEnumChecker") // Row is immutable
public enum SystemEncoding implements Encoding {
    /**
     * ARM ARM A4.1.16. The immediate has imod in bits 10 and 9, the bit that says that the mode changes in 8, A, I and F in
     * 7 to 5, and the mode below.
     */
    CPS(V6, "1111 00010000 iii0 (0000000)iii 0 iiiii", "cps<cps>"),
    /** ARM ARM A7.1.24; operands as CPS has them. */
    CPS_THUMB(V6, "10110110011 i (0) iii", "cps<cps>"),
    /** ARM ARM A4.1.90; the immediate is the mode whose stack is used. */
    SRS(V6, "1111 100PU1W0 (1101) (0000) (0101) (000)iiiii", "srs<way> sp<w>, #<i>"),
    /** ARM ARM A4.1.59. */
    RFE(V6, "1111 100PU0W1 nnnn (0000) (1010) (0000) (0000)", "rfe<way> Rn<w>", "n!=15"),

    /** ARM ARM A4.1.38. */
    MRS_SPSR(V4, "cccc 00010100 (1111) dddd (0000) 0000 (0000)", "mrs<c> Rd, SPSR", "d!=15"),
    /** ARM ARM A4.1.39. */
    MSR_CPSR_REGISTER(V4, "cccc 00010010 ffff (1111) (0000) 0000 mmmm", "msr<c> CPSR_<f>, Rm", "m!=15"),
    MSR_SPSR_REGISTER(V4, "cccc 00010110 ffff (1111) (0000) 0000 mmmm", "msr<c> SPSR_<f>, Rm", "m!=15"),
    /** The immediate without a field is a hint. */
    MSR_CPSR_IMMEDIATE(V4, "cccc 00110010 ffff (1111) kkkkkkkkkkkk", "msr<c> CPSR_<f>, <k>"),
    MSR_SPSR_IMMEDIATE(V4, "cccc 00110110 ffff (1111) kkkkkkkkkkkk", "msr<c> SPSR_<f>, <k>"),

    /** LDM of registers of user mode: ARM ARM A4.1.21. */
    LDM_USER(V4, "cccc 100PU1(0)1 nnnn 0lllllllllllllll", "ldm<mode><c> Rn, <l>^", "n!=15, l!=0"),
    /** LDM with the pc, which restores the CPSR: ARM ARM A4.1.22. The list is without the pc. */
    LDM_RETURN(V4, "cccc 100PU1W1 nnnn 1lllllllllllllll", "ldm<mode><c> Rn<!>, <lpc>^", "n!=15, W=0|outside(n)"),
    /** STM of registers of user mode: ARM ARM A4.1.98. */
    STM_USER(V4, "cccc 100PU1(0)0 nnnn llllllllllllllll", "stm<way><c> Rn, <l>^", "n!=15, l!=0"),

    /** Rn and Rm are CRn and CRm, Rs is 0 for coprocessor 14 and 1 for 15, the immediate opc1 * 8 + opc2. */
    MCR(V4, "cccc 1110iii0 nnnn dddd 111s iii1 mmmm", "mcr<c> <cp>", "d!=15"),
    /** As MCR. To the pc: the flags. */
    MRC(V4, "cccc 1110iii1 nnnn dddd 111s iii1 mmmm", "mrc<c> <cp>"),
    /** Rn is the second register; the immediate the coprocessor's opcode; else as MCR. */
    MCRR(V5TE, "cccc 11000100 nnnn dddd 111s iiii mmmm", "mcrr<c> <cpp>", "d!=15, n!=15"),

    /** The VFP's other system registers: the immediate is 6 and 7 (MVFR1, MVFR0), 8 (FPEXC), 9 and 10 (FPINST, FPINST2). */
    FMXR_SYSTEM(V5TE, "cccc 11101110 iiii dddd 1010 (000)1 (0000)", "vmsr<c> <vfp>, Rd", "d!=15"),
    /** The same to read. */
    FMRX_SYSTEM(V5TE, "cccc 11101111 iiii dddd 1010 (000)1 (0000)", "vmrs<c> Rd, <vfp>", "d!=15");

    private final Row row;

    SystemEncoding(Version version, String pattern, String syntax, String... restrictions) {
        row = new Row(this, Opcode.SYSTEM, version, pattern, syntax, restrictions);
    }

    @Override
    @SuppressWarnings("exports") // of use to this package only
    public Row row() {
        return row;
    }

    @Override
    public Instruction decode(int word) {
        return size() == Short.BYTES ? Decoder.decodeThumbSystem(word) : Decoder.decodeSystem(word);
    }

    @Override
    public boolean privileged() {
        return true;
    }

    /** Whether {@link Decoder#decodeSystem} takes a word that matches for one of this row: VFP has rows of its own for some. */
    boolean takes(int word) {
        int register = row.pattern().field('i', word);
        return switch (this) {
            case FMXR_SYSTEM, FMRX_SYSTEM -> register >= 6 && register <= 10;
            case MSR_CPSR_IMMEDIATE -> row.pattern().field('f', word) != 0;
            default -> true;
        };
    }

    /** A random word of this encoding that is defined in a privileged mode. */
    @Override
    public int randomize(RandomGenerator random) {
        while (true) {
            int word = row.pattern().randomize(random);
            Instruction instruction = decode(word);
            if (instruction.encoding() == this && instruction.opcode() == Opcode.SYSTEM) {
                return word;
            }
        }
    }
}
