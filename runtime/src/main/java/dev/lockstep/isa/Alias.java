package dev.lockstep.isa;

import static dev.lockstep.isa.ArmEncoding.LDR_IMMEDIATE;
import static dev.lockstep.isa.ArmEncoding.MOV_REGISTER;
import static dev.lockstep.isa.ArmEncoding.MOV_SHIFTED_BY_REGISTER;
import static dev.lockstep.isa.ArmEncoding.STR_IMMEDIATE;

/**
 * The preferred spellings of some words: a table like {@link Encoding}, whose rows tell which words of one encoding are
 * written in another way. The first row that matches counts.
 */
@SuppressWarnings("ImmutableEnumChecker") // Pattern and Restriction are immutable
enum Alias {
    NOP(MOV_REGISTER, "1110 00011010 0000 0000 00000000 0000", "nop"),
    LSL(MOV_REGISTER, "cccc 0001101S 0000 dddd aaaaa000 mmmm", "lsl<s><c> Rd, Rm, #<a>", "a!=0"),
    LSR(MOV_REGISTER, "cccc 0001101S 0000 dddd aaaaa010 mmmm", "lsr<s><c> Rd, Rm, #<a>"),
    ASR(MOV_REGISTER, "cccc 0001101S 0000 dddd aaaaa100 mmmm", "asr<s><c> Rd, Rm, #<a>"),
    RRX(MOV_REGISTER, "cccc 0001101S 0000 dddd 00000110 mmmm", "rrx<s><c> Rd, Rm"),
    ROR(MOV_REGISTER, "cccc 0001101S 0000 dddd aaaaa110 mmmm", "ror<s><c> Rd, Rm, #<a>"),
    LSL_BY_REGISTER(MOV_SHIFTED_BY_REGISTER, "cccc 0001101S 0000 dddd ssss 0001 mmmm", "lsl<s><c> Rd, Rm, Rs"),
    LSR_BY_REGISTER(MOV_SHIFTED_BY_REGISTER, "cccc 0001101S 0000 dddd ssss 0011 mmmm", "lsr<s><c> Rd, Rm, Rs"),
    ASR_BY_REGISTER(MOV_SHIFTED_BY_REGISTER, "cccc 0001101S 0000 dddd ssss 0101 mmmm", "asr<s><c> Rd, Rm, Rs"),
    ROR_BY_REGISTER(MOV_SHIFTED_BY_REGISTER, "cccc 0001101S 0000 dddd ssss 0111 mmmm", "ror<s><c> Rd, Rm, Rs"),
    PUSH_ONE(STR_IMMEDIATE, "cccc 01010010 1101 dddd 000000000100", "push<c> {Rd}"),
    POP_ONE(LDR_IMMEDIATE, "cccc 01001001 1101 dddd 000000000100", "pop<c> {Rd}"),
    PUSH(ArmEncoding.STM, "cccc 10010010 1101 llllllllllllllll", "push<c> <l>", "several(l)"),
    POP(ArmEncoding.LDM, "cccc 10001011 1101 llllllllllllllll", "pop<c> <l>", "several(l)"),
    VPUSH_SINGLES(VfpEncoding.FSTMS_DB, "cccc 11010D10 1101 dddd 1010 rrrrrrrr", "vpush<c> <singles>"),
    VPUSH_DOUBLES(VfpEncoding.FSTMD_DB, "cccc 11010010 1101 dddd 1011 rrrrrrr0", "vpush<c> <doubles>"),
    VPOP_SINGLES(VfpEncoding.FLDMS_IA, "cccc 11001D11 1101 dddd 1010 rrrrrrrr", "vpop<c> <singles>"),
    VPOP_DOUBLES(VfpEncoding.FLDMD_IA, "cccc 11001011 1101 dddd 1011 rrrrrrr0", "vpop<c> <doubles>"),
    THUMB_NOP(ThumbEncoding.MOV_HIGH, "0100011011000000", "nop"),
    THUMB_MOV(ThumbEncoding.LSL_IMMEDIATE, "0000000000 mmm ddd", "movs Rd, Rm");

    private static final Alias[] ALL = values();

    private final Encoding encoding;
    private final Pattern pattern;
    private final Restriction restriction;
    private final String syntax;

    Alias(Encoding encoding, String pattern, String syntax, String... restrictions) {
        this.encoding = encoding;
        this.pattern = new Pattern(pattern);
        this.restriction = new Restriction(this.pattern, restrictions);
        this.syntax = syntax;
    }

    /** How a word of an encoding is written. */
    static String syntax(Encoding encoding, int word) {
        for (Alias alias : ALL) {
            if (alias.encoding == encoding && alias.pattern.matches(word) && alias.restriction.allows(word)) {
                return alias.syntax;
            }
        }
        return encoding.syntax();
    }
}
