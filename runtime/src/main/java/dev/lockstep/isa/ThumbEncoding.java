package dev.lockstep.isa;

import static dev.lockstep.isa.Restriction.HIGH_REGISTER;
import static dev.lockstep.isa.Version.V4T;
import static dev.lockstep.isa.Version.V5T;
import static dev.lockstep.isa.Version.V6;

/**
 * The instructions of Thumb state, before Thumb-2.
 *
 * <p>A row has the bits of the halfword, and then those of the ARM instruction that does the same, which the ARM ARM
 * gives for nearly each ({@link Template}). From that follow opcode and operands, and what makes it UNPREDICTABLE there
 * makes it so here; a row's own restrictions are added. Rows that have no such equal, or one of another opcode, name
 * their opcode. BL and BLX (immediate) are two halfwords, the first in the upper half.
 *
 * <p>What reads the pc gets the instruction's address + 4.
 */
@SuppressWarnings("ImmutableEnumChecker") // Row and Template are immutable
public enum ThumbEncoding implements Encoding {
    // Shifts, additions and subtractions of low registers, ARM ARM A6.4; MOV (2) is ADD (1) of 0
    LSL_IMMEDIATE(V4T, "00000 aaaaa mmm ddd", "1110 00011011 0000 0ddd aaaaa000 0mmm", "lsls Rd, Rm, #<a>"),
    LSR_IMMEDIATE(V4T, "00001 aaaaa mmm ddd", "1110 00011011 0000 0ddd aaaaa010 0mmm", "lsrs Rd, Rm, #<a>"),
    ASR_IMMEDIATE(V4T, "00010 aaaaa mmm ddd", "1110 00011011 0000 0ddd aaaaa100 0mmm", "asrs Rd, Rm, #<a>"),
    ADD_REGISTER(V4T, "0001100 mmm nnn ddd", "1110 00001001 0nnn 0ddd 00000000 0mmm", "adds Rd, Rn, Rm"),
    SUB_REGISTER(V4T, "0001101 mmm nnn ddd", "1110 00000101 0nnn 0ddd 00000000 0mmm", "subs Rd, Rn, Rm"),
    ADD_SMALL(V4T, "0001110 iii nnn ddd", "1110 00101001 0nnn 0ddd 000000000iii", "adds Rd, Rn, #<i>"),
    SUB_SMALL(V4T, "0001111 iii nnn ddd", "1110 00100101 0nnn 0ddd 000000000iii", "subs Rd, Rn, #<i>"),
    MOV_IMMEDIATE(V4T, "00100 ddd iiiiiiii", "1110 00111011 0000 0ddd 0000iiiiiiii", "movs Rd, #<i>"),
    CMP_IMMEDIATE(V4T, "00101 nnn iiiiiiii", "1110 00110101 0nnn 0000 0000iiiiiiii", "cmp Rn, #<i>"),
    ADD_IMMEDIATE(V4T, "00110 ddd iiiiiiii", "1110 00101001 0ddd 0ddd 0000iiiiiiii", "adds Rd, #<i>"),
    SUB_IMMEDIATE(V4T, "00111 ddd iiiiiiii", "1110 00100101 0ddd 0ddd 0000iiiiiiii", "subs Rd, #<i>"),

    // Data processing of low registers, ARM ARM A6.4
    AND(V4T, "0100000000 mmm ddd", "1110 00000001 0ddd 0ddd 00000000 0mmm", "ands Rd, Rm"),
    EOR(V4T, "0100000001 mmm ddd", "1110 00000011 0ddd 0ddd 00000000 0mmm", "eors Rd, Rm"),
    LSL_REGISTER(V4T, "0100000010 sss ddd", "1110 00011011 0000 0ddd 0sss0001 0ddd", "lsls Rd, Rs"),
    LSR_REGISTER(V4T, "0100000011 sss ddd", "1110 00011011 0000 0ddd 0sss0011 0ddd", "lsrs Rd, Rs"),
    ASR_REGISTER(V4T, "0100000100 sss ddd", "1110 00011011 0000 0ddd 0sss0101 0ddd", "asrs Rd, Rs"),
    ADC(V4T, "0100000101 mmm ddd", "1110 00001011 0ddd 0ddd 00000000 0mmm", "adcs Rd, Rm"),
    SBC(V4T, "0100000110 mmm ddd", "1110 00001101 0ddd 0ddd 00000000 0mmm", "sbcs Rd, Rm"),
    ROR_REGISTER(V4T, "0100000111 sss ddd", "1110 00011011 0000 0ddd 0sss0111 0ddd", "rors Rd, Rs"),
    TST(V4T, "0100001000 mmm nnn", "1110 00010001 0nnn 0000 00000000 0mmm", "tst Rn, Rm"),
    NEG(V4T, "0100001001 nnn ddd", "1110 00100111 0nnn 0ddd 000000000000", "negs Rd, Rn"),
    CMP_REGISTER(V4T, "0100001010 mmm nnn", "1110 00010101 0nnn 0000 00000000 0mmm", "cmp Rn, Rm"),
    CMN(V4T, "0100001011 mmm nnn", "1110 00010111 0nnn 0000 00000000 0mmm", "cmn Rn, Rm"),
    ORR(V4T, "0100001100 mmm ddd", "1110 00011001 0ddd 0ddd 00000000 0mmm", "orrs Rd, Rm"),
    MUL(V4T, "0100001101 mmm ddd", "1110 00000001 0ddd 0000 0ddd1001 0mmm", "muls Rd, Rm"),
    BIC(V4T, "0100001110 mmm ddd", "1110 00011101 0ddd 0ddd 00000000 0mmm", "bics Rd, Rm"),
    MVN(V4T, "0100001111 mmm ddd", "1110 00011111 0000 0ddd 00000000 0mmm", "mvns Rd, Rm"),

    // All registers, ARM ARM A6.4.2 and A6.3.2; a MOV of two low registers is CPY, which ARMv6 adds
    ADD_HIGH(V4T, "01000100 d mmmm ddd", "1110 00001000 dddd dddd 00000000 mmmm", "add Rd, Rm", HIGH_REGISTER),
    CMP_HIGH(V4T, "01000101 n mmmm nnn", "1110 00010101 nnnn 0000 00000000 mmmm", "cmp Rn, Rm", HIGH_REGISTER, "n!=15"),
    MOV_HIGH(V4T, "01000110 d mmmm ddd", "1110 00011010 0000 dddd 00000000 mmmm", "mov Rd, Rm"),
    BX(V4T, "010001110 mmmm (000)", "1110 00010010 1111 1111 1111 0001 mmmm", "bx Rm"),
    BLX_REGISTER(V5T, "010001111 mmmm (000)", "1110 00010010 1111 1111 1111 0011 mmmm", "blx Rm"),

    // Loads and stores, ARM ARM A6.5
    LDR_LITERAL(
            Opcode.LDR_LITERAL,
            V4T,
            "01001 ddd oooooooo",
            "1110 01011001 1111 0ddd 00oooooooo00",
            "ldr Rd, [pc, #<i>]"),
    STR_REGISTER(V4T, "0101000 mmm nnn ddd", "1110 01111000 0nnn 0ddd 00000000 0mmm", "str Rd, <address>"),
    STRH_REGISTER(V4T, "0101001 mmm nnn ddd", "1110 00011000 0nnn 0ddd 00001011 0mmm", "strh Rd, <address>"),
    STRB_REGISTER(V4T, "0101010 mmm nnn ddd", "1110 01111100 0nnn 0ddd 00000000 0mmm", "strb Rd, <address>"),
    LDRSB(V4T, "0101011 mmm nnn ddd", "1110 00011001 0nnn 0ddd 00001101 0mmm", "ldrsb Rd, <address>"),
    LDR_REGISTER(V4T, "0101100 mmm nnn ddd", "1110 01111001 0nnn 0ddd 00000000 0mmm", "ldr Rd, <address>"),
    LDRH_REGISTER(V4T, "0101101 mmm nnn ddd", "1110 00011001 0nnn 0ddd 00001011 0mmm", "ldrh Rd, <address>"),
    LDRB_REGISTER(V4T, "0101110 mmm nnn ddd", "1110 01111101 0nnn 0ddd 00000000 0mmm", "ldrb Rd, <address>"),
    LDRSH(V4T, "0101111 mmm nnn ddd", "1110 00011001 0nnn 0ddd 00001111 0mmm", "ldrsh Rd, <address>"),
    STR_IMMEDIATE(V4T, "01100 ooooo nnn ddd", "1110 01011000 0nnn 0ddd 00000ooooo00", "str Rd, [Rn, #<i>]"),
    LDR_IMMEDIATE(V4T, "01101 ooooo nnn ddd", "1110 01011001 0nnn 0ddd 00000ooooo00", "ldr Rd, [Rn, #<i>]"),
    STRB_IMMEDIATE(V4T, "01110 ooooo nnn ddd", "1110 01011100 0nnn 0ddd 0000000ooooo", "strb Rd, [Rn, #<i>]"),
    LDRB_IMMEDIATE(V4T, "01111 ooooo nnn ddd", "1110 01011101 0nnn 0ddd 0000000ooooo", "ldrb Rd, [Rn, #<i>]"),
    STRH_IMMEDIATE(V4T, "10000 ooooo nnn ddd", "1110 00011100 0nnn 0ddd 00oo1011 ooo0", "strh Rd, [Rn, #<i>]"),
    LDRH_IMMEDIATE(V4T, "10001 ooooo nnn ddd", "1110 00011101 0nnn 0ddd 00oo1011 ooo0", "ldrh Rd, [Rn, #<i>]"),
    STR_SP(V4T, "10010 ddd oooooooo", "1110 01011000 1101 0ddd 00oooooooo00", "str Rd, [sp, #<i>]"),
    LDR_SP(V4T, "10011 ddd oooooooo", "1110 01011001 1101 0ddd 00oooooooo00", "ldr Rd, [sp, #<i>]"),
    PUSH(V4T, "1011010 l llllllll", "1110 10010010 1101 0l000000llllllll", "push <l>"),
    POP(V4T, "1011110 l llllllll", "1110 10001011 1101 l0000000llllllll", "pop <l>"),
    STMIA(V4T, "11000 nnn llllllll", "1110 10001010 0nnn 00000000llllllll", "stm Rn!, <l>"),
    LDMIA(V4T, "11001 nnn llllllll", "1110 100010W1 0nnn 00000000llllllll", "ldm Rn<!>, <l>"),

    // Addresses, ARM ARM A6.4.1
    ADR(Opcode.ADR, V4T, "10100 ddd iiiiiiii", "1110 00101000 1111 0ddd 1111iiiiiiii", "add Rd, pc, #<i>"),
    ADD_TO_SP(V4T, "10101 ddd iiiiiiii", "1110 00101000 1101 0ddd 1111iiiiiiii", "add Rd, sp, #<i>"),
    ADD_SP(V4T, "101100000 iiiiiii", "1110 00101000 1101 1101 11110iiiiiii", "add sp, #<i>"),
    SUB_SP(V4T, "101100001 iiiiiii", "1110 00100100 1101 1101 11110iiiiiii", "sub sp, #<i>"),

    // Extension and reversal, ARM ARM A7.1
    SXTH(V6, "1011001000 mmm ddd", "1110 01101011 1111 0ddd 00000111 0mmm", "sxth Rd, Rm"),
    SXTB(V6, "1011001001 mmm ddd", "1110 01101010 1111 0ddd 00000111 0mmm", "sxtb Rd, Rm"),
    UXTH(V6, "1011001010 mmm ddd", "1110 01101111 1111 0ddd 00000111 0mmm", "uxth Rd, Rm"),
    UXTB(V6, "1011001011 mmm ddd", "1110 01101110 1111 0ddd 00000111 0mmm", "uxtb Rd, Rm"),
    REV(V6, "1011101000 mmm ddd", "1110 01101011 1111 0ddd 11110011 0mmm", "rev Rd, Rm"),
    REV16(V6, "1011101001 mmm ddd", "1110 01101011 1111 0ddd 11111011 0mmm", "rev16 Rd, Rm"),
    REVSH(V6, "1011101011 mmm ddd", "1110 01101111 1111 0ddd 11111011 0mmm", "revsh Rd, Rm"),

    // Status and exceptions, ARM ARM A6.7
    SETEND(V6, "10110110010 (1) i (000)", "1111 00010000 0001 000000i0 0000 0000", "setend <endian>"),
    BKPT(V5T, "10111110 iiiiiiii", "1110 00010010 00000000iiii 0111 iiii", "bkpt 0x<hex>"),
    SVC(V4T, "11011111 iiiiiiii", "1110 1111 0000000000000000iiiiiiii", "svc <i>"),

    // Branches, ARM ARM A6.3
    B_CONDITIONAL(Opcode.B, V4T, "1101 cccc hhhhhhhh", Template.NONE, "b<c>.n <target>"),
    B(Opcode.B, V4T, "11100 hhhhhhhhhhh", Template.NONE, "b.n <target>"),
    BL(Opcode.BL, V4T, "11110 hhhhhhhhhhh 11111 hhhhhhhhhhh", Template.NONE, "bl <target>"),
    BLX_IMMEDIATE(Opcode.BLX_IMMEDIATE, V5T, "11110 jjjjjjjjjjj 11101 jjjjjjjjjj 0", Template.NONE, "blx <target>"),

    // Halves of BL and BLX that stand alone
    PREFIX(Opcode.UNPREDICTABLE, V4T, "11110 xxxxxxxxxxx", Template.NONE, ".short 0x<word>"),
    BL_SUFFIX(Opcode.UNPREDICTABLE, V4T, "11111 xxxxxxxxxxx", Template.NONE, ".short 0x<word>"),
    BLX_SUFFIX(Opcode.UNPREDICTABLE, V5T, "11101 xxxxxxxxxx 0", Template.NONE, ".short 0x<word>"),

    // Everything else; the first two would otherwise match rows above
    UNDEFINED_CONDITION(Opcode.UNDEFINED, V4T, "1101 1110 xxxxxxxx", Template.NONE, ".short 0x<word>"),
    UNDEFINED_PAIR(Opcode.UNDEFINED, V4T, "11110 xxxxxxxxxxx 11101 xxxxxxxxxx 1", Template.NONE, ".inst.w 0x<word>"),
    UNDEFINED(Opcode.UNDEFINED, V4T, "xxxxxxxxxxxxxxxx", Template.NONE, ".short 0x<word>");

    private final Row row;
    private final Template template;

    ThumbEncoding(Opcode opcode, Version version, String pattern, String equal, String syntax, String... restrictions) {
        row = new Row(this, opcode, version, pattern, syntax, restrictions);
        template = new Template(row.pattern(), equal);
    }

    /** A row of the opcode of its equal in ARM state. */
    ThumbEncoding(Version version, String pattern, String equal, String syntax, String... restrictions) {
        this(opcodeOf(equal), version, pattern, equal, syntax, restrictions);
    }

    private static Opcode opcodeOf(String equal) {
        return Decoder.rowOf(Template.fixedBits(equal)).opcode();
    }

    @Override
    @SuppressWarnings("exports") // of use to this package only
    public Row row() {
        return row;
    }

    @Override
    public Instruction decode(int word) {
        return Decoder.decodeThumb(word);
    }

    /** The equal in ARM state. */
    Template template() {
        return template;
    }
}
