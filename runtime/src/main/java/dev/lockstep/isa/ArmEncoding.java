package dev.lockstep.isa;

import static dev.lockstep.isa.Opcode.ADC;
import static dev.lockstep.isa.Opcode.ADD;
import static dev.lockstep.isa.Opcode.AND;
import static dev.lockstep.isa.Opcode.BIC;
import static dev.lockstep.isa.Opcode.BLX;
import static dev.lockstep.isa.Opcode.CMN;
import static dev.lockstep.isa.Opcode.CMP;
import static dev.lockstep.isa.Opcode.EOR;
import static dev.lockstep.isa.Opcode.LDR;
import static dev.lockstep.isa.Opcode.LDRB;
import static dev.lockstep.isa.Opcode.LDRBT;
import static dev.lockstep.isa.Opcode.LDRD;
import static dev.lockstep.isa.Opcode.LDRH;
import static dev.lockstep.isa.Opcode.LDRSB;
import static dev.lockstep.isa.Opcode.LDRSH;
import static dev.lockstep.isa.Opcode.LDRT;
import static dev.lockstep.isa.Opcode.MOV;
import static dev.lockstep.isa.Opcode.MRS;
import static dev.lockstep.isa.Opcode.MSR;
import static dev.lockstep.isa.Opcode.MVN;
import static dev.lockstep.isa.Opcode.ORR;
import static dev.lockstep.isa.Opcode.PLD;
import static dev.lockstep.isa.Opcode.RSB;
import static dev.lockstep.isa.Opcode.RSC;
import static dev.lockstep.isa.Opcode.SBC;
import static dev.lockstep.isa.Opcode.STR;
import static dev.lockstep.isa.Opcode.STRB;
import static dev.lockstep.isa.Opcode.STRBT;
import static dev.lockstep.isa.Opcode.STRD;
import static dev.lockstep.isa.Opcode.STRH;
import static dev.lockstep.isa.Opcode.STRT;
import static dev.lockstep.isa.Opcode.SUB;
import static dev.lockstep.isa.Opcode.TEQ;
import static dev.lockstep.isa.Opcode.TST;
import static dev.lockstep.isa.Restriction.BYTE_TRANSFER;
import static dev.lockstep.isa.Restriction.FLAGS_TO_PC;
import static dev.lockstep.isa.Restriction.HALFWORD_TRANSFER;
import static dev.lockstep.isa.Restriction.LOAD_EXCLUSIVE_PAIR;
import static dev.lockstep.isa.Restriction.LOAD_MULTIPLE;
import static dev.lockstep.isa.Restriction.LOAD_PAIR;
import static dev.lockstep.isa.Restriction.NO_PC;
import static dev.lockstep.isa.Restriction.PRIVILEGED;
import static dev.lockstep.isa.Restriction.STORE_EXCLUSIVE;
import static dev.lockstep.isa.Restriction.STORE_EXCLUSIVE_PAIR;
import static dev.lockstep.isa.Restriction.STORE_MULTIPLE;
import static dev.lockstep.isa.Restriction.STORE_PAIR;
import static dev.lockstep.isa.Restriction.SWAP;
import static dev.lockstep.isa.Restriction.TWO_RESULTS;
import static dev.lockstep.isa.Restriction.WORD_TRANSFER;
import static dev.lockstep.isa.Version.V4;
import static dev.lockstep.isa.Version.V4T;
import static dev.lockstep.isa.Version.V5T;
import static dev.lockstep.isa.Version.V5TE;
import static dev.lockstep.isa.Version.V5TEJ;
import static dev.lockstep.isa.Version.V6;
import static dev.lockstep.isa.Version.V6K;

/** The instructions of ARM state other than those of VFP ({@link VfpEncoding}). */
@SuppressWarnings("ImmutableEnumChecker") // Row is immutable
public enum ArmEncoding implements Encoding {
    // Data processing, ARM ARM A3.4 and A5.1
    AND_IMMEDIATE(AND, V4, "cccc 0010000S nnnn dddd kkkkkkkkkkkk", "and<s><c> Rd, Rn, <k>", FLAGS_TO_PC),
    AND_REGISTER(AND, V4, "cccc 0000000S nnnn dddd aaaaayy0 mmmm", "and<s><c> Rd, Rn, Rm<shift>", FLAGS_TO_PC),
    AND_SHIFTED_BY_REGISTER(AND, V4, "cccc 0000000S nnnn dddd ssss 0yy1 mmmm", "and<s><c> Rd, Rn, Rm<shift>", NO_PC),
    EOR_IMMEDIATE(EOR, V4, "cccc 0010001S nnnn dddd kkkkkkkkkkkk", "eor<s><c> Rd, Rn, <k>", FLAGS_TO_PC),
    EOR_REGISTER(EOR, V4, "cccc 0000001S nnnn dddd aaaaayy0 mmmm", "eor<s><c> Rd, Rn, Rm<shift>", FLAGS_TO_PC),
    EOR_SHIFTED_BY_REGISTER(EOR, V4, "cccc 0000001S nnnn dddd ssss 0yy1 mmmm", "eor<s><c> Rd, Rn, Rm<shift>", NO_PC),
    SUB_IMMEDIATE(SUB, V4, "cccc 0010010S nnnn dddd kkkkkkkkkkkk", "sub<s><c> Rd, Rn, <k>", FLAGS_TO_PC),
    SUB_REGISTER(SUB, V4, "cccc 0000010S nnnn dddd aaaaayy0 mmmm", "sub<s><c> Rd, Rn, Rm<shift>", FLAGS_TO_PC),
    SUB_SHIFTED_BY_REGISTER(SUB, V4, "cccc 0000010S nnnn dddd ssss 0yy1 mmmm", "sub<s><c> Rd, Rn, Rm<shift>", NO_PC),
    RSB_IMMEDIATE(RSB, V4, "cccc 0010011S nnnn dddd kkkkkkkkkkkk", "rsb<s><c> Rd, Rn, <k>", FLAGS_TO_PC),
    RSB_REGISTER(RSB, V4, "cccc 0000011S nnnn dddd aaaaayy0 mmmm", "rsb<s><c> Rd, Rn, Rm<shift>", FLAGS_TO_PC),
    RSB_SHIFTED_BY_REGISTER(RSB, V4, "cccc 0000011S nnnn dddd ssss 0yy1 mmmm", "rsb<s><c> Rd, Rn, Rm<shift>", NO_PC),
    ADD_IMMEDIATE(ADD, V4, "cccc 0010100S nnnn dddd kkkkkkkkkkkk", "add<s><c> Rd, Rn, <k>", FLAGS_TO_PC),
    ADD_REGISTER(ADD, V4, "cccc 0000100S nnnn dddd aaaaayy0 mmmm", "add<s><c> Rd, Rn, Rm<shift>", FLAGS_TO_PC),
    ADD_SHIFTED_BY_REGISTER(ADD, V4, "cccc 0000100S nnnn dddd ssss 0yy1 mmmm", "add<s><c> Rd, Rn, Rm<shift>", NO_PC),
    ADC_IMMEDIATE(ADC, V4, "cccc 0010101S nnnn dddd kkkkkkkkkkkk", "adc<s><c> Rd, Rn, <k>", FLAGS_TO_PC),
    ADC_REGISTER(ADC, V4, "cccc 0000101S nnnn dddd aaaaayy0 mmmm", "adc<s><c> Rd, Rn, Rm<shift>", FLAGS_TO_PC),
    ADC_SHIFTED_BY_REGISTER(ADC, V4, "cccc 0000101S nnnn dddd ssss 0yy1 mmmm", "adc<s><c> Rd, Rn, Rm<shift>", NO_PC),
    SBC_IMMEDIATE(SBC, V4, "cccc 0010110S nnnn dddd kkkkkkkkkkkk", "sbc<s><c> Rd, Rn, <k>", FLAGS_TO_PC),
    SBC_REGISTER(SBC, V4, "cccc 0000110S nnnn dddd aaaaayy0 mmmm", "sbc<s><c> Rd, Rn, Rm<shift>", FLAGS_TO_PC),
    SBC_SHIFTED_BY_REGISTER(SBC, V4, "cccc 0000110S nnnn dddd ssss 0yy1 mmmm", "sbc<s><c> Rd, Rn, Rm<shift>", NO_PC),
    RSC_IMMEDIATE(RSC, V4, "cccc 0010111S nnnn dddd kkkkkkkkkkkk", "rsc<s><c> Rd, Rn, <k>", FLAGS_TO_PC),
    RSC_REGISTER(RSC, V4, "cccc 0000111S nnnn dddd aaaaayy0 mmmm", "rsc<s><c> Rd, Rn, Rm<shift>", FLAGS_TO_PC),
    RSC_SHIFTED_BY_REGISTER(RSC, V4, "cccc 0000111S nnnn dddd ssss 0yy1 mmmm", "rsc<s><c> Rd, Rn, Rm<shift>", NO_PC),
    TST_IMMEDIATE(TST, V4, "cccc 00110001 nnnn (0000) kkkkkkkkkkkk", "tst<c> Rn, <k>"),
    TST_REGISTER(TST, V4, "cccc 00010001 nnnn (0000) aaaaayy0 mmmm", "tst<c> Rn, Rm<shift>"),
    TST_SHIFTED_BY_REGISTER(TST, V4, "cccc 00010001 nnnn (0000) ssss 0yy1 mmmm", "tst<c> Rn, Rm<shift>", NO_PC),
    TEQ_IMMEDIATE(TEQ, V4, "cccc 00110011 nnnn (0000) kkkkkkkkkkkk", "teq<c> Rn, <k>"),
    TEQ_REGISTER(TEQ, V4, "cccc 00010011 nnnn (0000) aaaaayy0 mmmm", "teq<c> Rn, Rm<shift>"),
    TEQ_SHIFTED_BY_REGISTER(TEQ, V4, "cccc 00010011 nnnn (0000) ssss 0yy1 mmmm", "teq<c> Rn, Rm<shift>", NO_PC),
    CMP_IMMEDIATE(CMP, V4, "cccc 00110101 nnnn (0000) kkkkkkkkkkkk", "cmp<c> Rn, <k>"),
    CMP_REGISTER(CMP, V4, "cccc 00010101 nnnn (0000) aaaaayy0 mmmm", "cmp<c> Rn, Rm<shift>"),
    CMP_SHIFTED_BY_REGISTER(CMP, V4, "cccc 00010101 nnnn (0000) ssss 0yy1 mmmm", "cmp<c> Rn, Rm<shift>", NO_PC),
    CMN_IMMEDIATE(CMN, V4, "cccc 00110111 nnnn (0000) kkkkkkkkkkkk", "cmn<c> Rn, <k>"),
    CMN_REGISTER(CMN, V4, "cccc 00010111 nnnn (0000) aaaaayy0 mmmm", "cmn<c> Rn, Rm<shift>"),
    CMN_SHIFTED_BY_REGISTER(CMN, V4, "cccc 00010111 nnnn (0000) ssss 0yy1 mmmm", "cmn<c> Rn, Rm<shift>", NO_PC),
    ORR_IMMEDIATE(ORR, V4, "cccc 0011100S nnnn dddd kkkkkkkkkkkk", "orr<s><c> Rd, Rn, <k>", FLAGS_TO_PC),
    ORR_REGISTER(ORR, V4, "cccc 0001100S nnnn dddd aaaaayy0 mmmm", "orr<s><c> Rd, Rn, Rm<shift>", FLAGS_TO_PC),
    ORR_SHIFTED_BY_REGISTER(ORR, V4, "cccc 0001100S nnnn dddd ssss 0yy1 mmmm", "orr<s><c> Rd, Rn, Rm<shift>", NO_PC),
    MOV_IMMEDIATE(MOV, V4, "cccc 0011101S (0000) dddd kkkkkkkkkkkk", "mov<s><c> Rd, <k>", FLAGS_TO_PC),
    MOV_REGISTER(MOV, V4, "cccc 0001101S (0000) dddd aaaaayy0 mmmm", "mov<s><c> Rd, Rm<shift>", FLAGS_TO_PC),
    MOV_SHIFTED_BY_REGISTER(MOV, V4, "cccc 0001101S (0000) dddd ssss 0yy1 mmmm", "mov<s><c> Rd, Rm<shift>", NO_PC),
    BIC_IMMEDIATE(BIC, V4, "cccc 0011110S nnnn dddd kkkkkkkkkkkk", "bic<s><c> Rd, Rn, <k>", FLAGS_TO_PC),
    BIC_REGISTER(BIC, V4, "cccc 0001110S nnnn dddd aaaaayy0 mmmm", "bic<s><c> Rd, Rn, Rm<shift>", FLAGS_TO_PC),
    BIC_SHIFTED_BY_REGISTER(BIC, V4, "cccc 0001110S nnnn dddd ssss 0yy1 mmmm", "bic<s><c> Rd, Rn, Rm<shift>", NO_PC),
    MVN_IMMEDIATE(MVN, V4, "cccc 0011111S (0000) dddd kkkkkkkkkkkk", "mvn<s><c> Rd, <k>", FLAGS_TO_PC),
    MVN_REGISTER(MVN, V4, "cccc 0001111S (0000) dddd aaaaayy0 mmmm", "mvn<s><c> Rd, Rm<shift>", FLAGS_TO_PC),
    MVN_SHIFTED_BY_REGISTER(MVN, V4, "cccc 0001111S (0000) dddd ssss 0yy1 mmmm", "mvn<s><c> Rd, Rm<shift>", NO_PC),

    // Multiplies, ARM ARM A3.5
    MUL(V4, "cccc 0000000S dddd (0000) ssss 1001 mmmm", "mul<s><c> Rd, Rm, Rs", NO_PC),
    MLA(V4, "cccc 0000001S dddd nnnn ssss 1001 mmmm", "mla<s><c> Rd, Rm, Rs, Rn", NO_PC),
    UMAAL(V6, "cccc 00000100 dddd nnnn ssss 1001 mmmm", "umaal<c> Rn, Rd, Rm, Rs", TWO_RESULTS),
    UMULL(V4, "cccc 0000100S dddd nnnn ssss 1001 mmmm", "umull<s><c> Rn, Rd, Rm, Rs", TWO_RESULTS),
    UMLAL(V4, "cccc 0000101S dddd nnnn ssss 1001 mmmm", "umlal<s><c> Rn, Rd, Rm, Rs", TWO_RESULTS),
    SMULL(V4, "cccc 0000110S dddd nnnn ssss 1001 mmmm", "smull<s><c> Rn, Rd, Rm, Rs", TWO_RESULTS),
    SMLAL(V4, "cccc 0000111S dddd nnnn ssss 1001 mmmm", "smlal<s><c> Rn, Rd, Rm, Rs", TWO_RESULTS),
    SMLABB(V5TE, "cccc 00010000 dddd nnnn ssss 1000 mmmm", "smlabb<c> Rd, Rm, Rs, Rn", NO_PC),
    SMLABT(V5TE, "cccc 00010000 dddd nnnn ssss 1100 mmmm", "smlabt<c> Rd, Rm, Rs, Rn", NO_PC),
    SMLATB(V5TE, "cccc 00010000 dddd nnnn ssss 1010 mmmm", "smlatb<c> Rd, Rm, Rs, Rn", NO_PC),
    SMLATT(V5TE, "cccc 00010000 dddd nnnn ssss 1110 mmmm", "smlatt<c> Rd, Rm, Rs, Rn", NO_PC),
    SMULBB(V5TE, "cccc 00010110 dddd (0000) ssss 1000 mmmm", "smulbb<c> Rd, Rm, Rs", NO_PC),
    SMULBT(V5TE, "cccc 00010110 dddd (0000) ssss 1100 mmmm", "smulbt<c> Rd, Rm, Rs", NO_PC),
    SMULTB(V5TE, "cccc 00010110 dddd (0000) ssss 1010 mmmm", "smultb<c> Rd, Rm, Rs", NO_PC),
    SMULTT(V5TE, "cccc 00010110 dddd (0000) ssss 1110 mmmm", "smultt<c> Rd, Rm, Rs", NO_PC),
    SMLALBB(V5TE, "cccc 00010100 dddd nnnn ssss 1000 mmmm", "smlalbb<c> Rn, Rd, Rm, Rs", TWO_RESULTS),
    SMLALBT(V5TE, "cccc 00010100 dddd nnnn ssss 1100 mmmm", "smlalbt<c> Rn, Rd, Rm, Rs", TWO_RESULTS),
    SMLALTB(V5TE, "cccc 00010100 dddd nnnn ssss 1010 mmmm", "smlaltb<c> Rn, Rd, Rm, Rs", TWO_RESULTS),
    SMLALTT(V5TE, "cccc 00010100 dddd nnnn ssss 1110 mmmm", "smlaltt<c> Rn, Rd, Rm, Rs", TWO_RESULTS),
    SMLAWB(V5TE, "cccc 00010010 dddd nnnn ssss 1000 mmmm", "smlawb<c> Rd, Rm, Rs, Rn", NO_PC),
    SMLAWT(V5TE, "cccc 00010010 dddd nnnn ssss 1100 mmmm", "smlawt<c> Rd, Rm, Rs, Rn", NO_PC),
    SMULWB(V5TE, "cccc 00010010 dddd (0000) ssss 1010 mmmm", "smulwb<c> Rd, Rm, Rs", NO_PC),
    SMULWT(V5TE, "cccc 00010010 dddd (0000) ssss 1110 mmmm", "smulwt<c> Rd, Rm, Rs", NO_PC),
    SMUAD(V6, "cccc 01110000 dddd 1111 ssss 00X1 mmmm", "smuad<x><c> Rd, Rm, Rs", NO_PC),
    SMLAD(V6, "cccc 01110000 dddd nnnn ssss 00X1 mmmm", "smlad<x><c> Rd, Rm, Rs, Rn", NO_PC),
    SMUSD(V6, "cccc 01110000 dddd 1111 ssss 01X1 mmmm", "smusd<x><c> Rd, Rm, Rs", NO_PC),
    SMLSD(V6, "cccc 01110000 dddd nnnn ssss 01X1 mmmm", "smlsd<x><c> Rd, Rm, Rs, Rn", NO_PC),
    SMLALD(V6, "cccc 01110100 dddd nnnn ssss 00X1 mmmm", "smlald<x><c> Rn, Rd, Rm, Rs", TWO_RESULTS),
    SMLSLD(V6, "cccc 01110100 dddd nnnn ssss 01X1 mmmm", "smlsld<x><c> Rn, Rd, Rm, Rs", TWO_RESULTS),
    SMMUL(V6, "cccc 01110101 dddd 1111 ssss 00X1 mmmm", "smmul<r><c> Rd, Rm, Rs", NO_PC),
    SMMLA(V6, "cccc 01110101 dddd nnnn ssss 00X1 mmmm", "smmla<r><c> Rd, Rm, Rs, Rn", NO_PC),
    SMMLS(V6, "cccc 01110101 dddd nnnn ssss 11X1 mmmm", "smmls<r><c> Rd, Rm, Rs, Rn", NO_PC),
    USAD8(V6, "cccc 01111000 dddd 1111 ssss 0001 mmmm", "usad8<c> Rd, Rm, Rs", NO_PC),
    USADA8(V6, "cccc 01111000 dddd nnnn ssss 0001 mmmm", "usada8<c> Rd, Rm, Rs, Rn", NO_PC),

    // Saturation and bit counting, ARM ARM A3.7 to A3.9
    CLZ(V5T, "cccc 00010110 (1111) dddd (1111) 0001 mmmm", "clz<c> Rd, Rm", NO_PC),
    QADD(V5TE, "cccc 00010000 nnnn dddd (0000) 0101 mmmm", "qadd<c> Rd, Rm, Rn", NO_PC),
    QSUB(V5TE, "cccc 00010010 nnnn dddd (0000) 0101 mmmm", "qsub<c> Rd, Rm, Rn", NO_PC),
    QDADD(V5TE, "cccc 00010100 nnnn dddd (0000) 0101 mmmm", "qdadd<c> Rd, Rm, Rn", NO_PC),
    QDSUB(V5TE, "cccc 00010110 nnnn dddd (0000) 0101 mmmm", "qdsub<c> Rd, Rm, Rn", NO_PC),
    SSAT(V6, "cccc 0110101wwwww dddd aaaaay01 mmmm", "ssat<c> Rd, #<i>, Rm<shift>", NO_PC),
    USAT(V6, "cccc 0110111iiiii dddd aaaaay01 mmmm", "usat<c> Rd, #<i>, Rm<shift>", NO_PC),
    SSAT16(V6, "cccc 01101010 wwww dddd (1111) 0011 mmmm", "ssat16<c> Rd, #<i>, Rm", NO_PC),
    USAT16(V6, "cccc 01101110 iiii dddd (1111) 0011 mmmm", "usat16<c> Rd, #<i>, Rm", NO_PC),

    // Parallel addition and subtraction, ARM ARM A3.6
    SADD16(V6, "cccc 01100001 nnnn dddd (1111) 0001 mmmm", "sadd16<c> Rd, Rn, Rm", NO_PC),
    SASX(V6, "cccc 01100001 nnnn dddd (1111) 0011 mmmm", "sasx<c> Rd, Rn, Rm", NO_PC),
    SSAX(V6, "cccc 01100001 nnnn dddd (1111) 0101 mmmm", "ssax<c> Rd, Rn, Rm", NO_PC),
    SSUB16(V6, "cccc 01100001 nnnn dddd (1111) 0111 mmmm", "ssub16<c> Rd, Rn, Rm", NO_PC),
    SADD8(V6, "cccc 01100001 nnnn dddd (1111) 1001 mmmm", "sadd8<c> Rd, Rn, Rm", NO_PC),
    SSUB8(V6, "cccc 01100001 nnnn dddd (1111) 1111 mmmm", "ssub8<c> Rd, Rn, Rm", NO_PC),
    QADD16(V6, "cccc 01100010 nnnn dddd (1111) 0001 mmmm", "qadd16<c> Rd, Rn, Rm", NO_PC),
    QASX(V6, "cccc 01100010 nnnn dddd (1111) 0011 mmmm", "qasx<c> Rd, Rn, Rm", NO_PC),
    QSAX(V6, "cccc 01100010 nnnn dddd (1111) 0101 mmmm", "qsax<c> Rd, Rn, Rm", NO_PC),
    QSUB16(V6, "cccc 01100010 nnnn dddd (1111) 0111 mmmm", "qsub16<c> Rd, Rn, Rm", NO_PC),
    QADD8(V6, "cccc 01100010 nnnn dddd (1111) 1001 mmmm", "qadd8<c> Rd, Rn, Rm", NO_PC),
    QSUB8(V6, "cccc 01100010 nnnn dddd (1111) 1111 mmmm", "qsub8<c> Rd, Rn, Rm", NO_PC),
    SHADD16(V6, "cccc 01100011 nnnn dddd (1111) 0001 mmmm", "shadd16<c> Rd, Rn, Rm", NO_PC),
    SHASX(V6, "cccc 01100011 nnnn dddd (1111) 0011 mmmm", "shasx<c> Rd, Rn, Rm", NO_PC),
    SHSAX(V6, "cccc 01100011 nnnn dddd (1111) 0101 mmmm", "shsax<c> Rd, Rn, Rm", NO_PC),
    SHSUB16(V6, "cccc 01100011 nnnn dddd (1111) 0111 mmmm", "shsub16<c> Rd, Rn, Rm", NO_PC),
    SHADD8(V6, "cccc 01100011 nnnn dddd (1111) 1001 mmmm", "shadd8<c> Rd, Rn, Rm", NO_PC),
    SHSUB8(V6, "cccc 01100011 nnnn dddd (1111) 1111 mmmm", "shsub8<c> Rd, Rn, Rm", NO_PC),
    UADD16(V6, "cccc 01100101 nnnn dddd (1111) 0001 mmmm", "uadd16<c> Rd, Rn, Rm", NO_PC),
    UASX(V6, "cccc 01100101 nnnn dddd (1111) 0011 mmmm", "uasx<c> Rd, Rn, Rm", NO_PC),
    USAX(V6, "cccc 01100101 nnnn dddd (1111) 0101 mmmm", "usax<c> Rd, Rn, Rm", NO_PC),
    USUB16(V6, "cccc 01100101 nnnn dddd (1111) 0111 mmmm", "usub16<c> Rd, Rn, Rm", NO_PC),
    UADD8(V6, "cccc 01100101 nnnn dddd (1111) 1001 mmmm", "uadd8<c> Rd, Rn, Rm", NO_PC),
    USUB8(V6, "cccc 01100101 nnnn dddd (1111) 1111 mmmm", "usub8<c> Rd, Rn, Rm", NO_PC),
    UQADD16(V6, "cccc 01100110 nnnn dddd (1111) 0001 mmmm", "uqadd16<c> Rd, Rn, Rm", NO_PC),
    UQASX(V6, "cccc 01100110 nnnn dddd (1111) 0011 mmmm", "uqasx<c> Rd, Rn, Rm", NO_PC),
    UQSAX(V6, "cccc 01100110 nnnn dddd (1111) 0101 mmmm", "uqsax<c> Rd, Rn, Rm", NO_PC),
    UQSUB16(V6, "cccc 01100110 nnnn dddd (1111) 0111 mmmm", "uqsub16<c> Rd, Rn, Rm", NO_PC),
    UQADD8(V6, "cccc 01100110 nnnn dddd (1111) 1001 mmmm", "uqadd8<c> Rd, Rn, Rm", NO_PC),
    UQSUB8(V6, "cccc 01100110 nnnn dddd (1111) 1111 mmmm", "uqsub8<c> Rd, Rn, Rm", NO_PC),
    UHADD16(V6, "cccc 01100111 nnnn dddd (1111) 0001 mmmm", "uhadd16<c> Rd, Rn, Rm", NO_PC),
    UHASX(V6, "cccc 01100111 nnnn dddd (1111) 0011 mmmm", "uhasx<c> Rd, Rn, Rm", NO_PC),
    UHSAX(V6, "cccc 01100111 nnnn dddd (1111) 0101 mmmm", "uhsax<c> Rd, Rn, Rm", NO_PC),
    UHSUB16(V6, "cccc 01100111 nnnn dddd (1111) 0111 mmmm", "uhsub16<c> Rd, Rn, Rm", NO_PC),
    UHADD8(V6, "cccc 01100111 nnnn dddd (1111) 1001 mmmm", "uhadd8<c> Rd, Rn, Rm", NO_PC),
    UHSUB8(V6, "cccc 01100111 nnnn dddd (1111) 1111 mmmm", "uhsub8<c> Rd, Rn, Rm", NO_PC),

    // Packing, extension, reversal, ARM ARM A3.7 to A3.9
    SEL(V6, "cccc 01101000 nnnn dddd (1111) 1011 mmmm", "sel<c> Rd, Rn, Rm", NO_PC),
    PKHBT(V6, "cccc 01101000 nnnn dddd aaaaa001 mmmm", "pkhbt<c> Rd, Rn, Rm<shift>", NO_PC),
    PKHTB(V6, "cccc 01101000 nnnn dddd aaaaa101 mmmm", "pkhtb<c> Rd, Rn, Rm<shift>", NO_PC),
    SXTB16(V6, "cccc 01101000 1111 dddd zz(00)0111 mmmm", "sxtb16<c> Rd, Rm<shift>", NO_PC),
    SXTAB16(V6, "cccc 01101000 nnnn dddd zz(00)0111 mmmm", "sxtab16<c> Rd, Rn, Rm<shift>", NO_PC),
    SXTB(V6, "cccc 01101010 1111 dddd zz(00)0111 mmmm", "sxtb<c> Rd, Rm<shift>", NO_PC),
    SXTAB(V6, "cccc 01101010 nnnn dddd zz(00)0111 mmmm", "sxtab<c> Rd, Rn, Rm<shift>", NO_PC),
    SXTH(V6, "cccc 01101011 1111 dddd zz(00)0111 mmmm", "sxth<c> Rd, Rm<shift>", NO_PC),
    SXTAH(V6, "cccc 01101011 nnnn dddd zz(00)0111 mmmm", "sxtah<c> Rd, Rn, Rm<shift>", NO_PC),
    UXTB16(V6, "cccc 01101100 1111 dddd zz(00)0111 mmmm", "uxtb16<c> Rd, Rm<shift>", NO_PC),
    UXTAB16(V6, "cccc 01101100 nnnn dddd zz(00)0111 mmmm", "uxtab16<c> Rd, Rn, Rm<shift>", NO_PC),
    UXTB(V6, "cccc 01101110 1111 dddd zz(00)0111 mmmm", "uxtb<c> Rd, Rm<shift>", NO_PC),
    UXTAB(V6, "cccc 01101110 nnnn dddd zz(00)0111 mmmm", "uxtab<c> Rd, Rn, Rm<shift>", NO_PC),
    UXTH(V6, "cccc 01101111 1111 dddd zz(00)0111 mmmm", "uxth<c> Rd, Rm<shift>", NO_PC),
    UXTAH(V6, "cccc 01101111 nnnn dddd zz(00)0111 mmmm", "uxtah<c> Rd, Rn, Rm<shift>", NO_PC),
    REV(V6, "cccc 01101011 (1111) dddd (1111) 0011 mmmm", "rev<c> Rd, Rm", NO_PC),
    REV16(V6, "cccc 01101011 (1111) dddd (1111) 1011 mmmm", "rev16<c> Rd, Rm", NO_PC),
    REVSH(V6, "cccc 01101111 (1111) dddd (1111) 1011 mmmm", "revsh<c> Rd, Rm", NO_PC),

    // Loads and stores of words and bytes, ARM ARM A3.11 and A5.2
    LDR_IMMEDIATE(LDR, V4, "cccc 010PU0W1 nnnn dddd oooooooooooo", "ldr<c> Rd, <address>", WORD_TRANSFER),
    LDR_REGISTER(LDR, V4, "cccc 011PU0W1 nnnn dddd aaaaayy0 mmmm", "ldr<c> Rd, <address>", WORD_TRANSFER),
    STR_IMMEDIATE(STR, V4, "cccc 010PU0W0 nnnn dddd oooooooooooo", "str<c> Rd, <address>", WORD_TRANSFER),
    STR_REGISTER(STR, V4, "cccc 011PU0W0 nnnn dddd aaaaayy0 mmmm", "str<c> Rd, <address>", WORD_TRANSFER),
    LDRB_IMMEDIATE(LDRB, V4, "cccc 010PU1W1 nnnn dddd oooooooooooo", "ldrb<c> Rd, <address>", BYTE_TRANSFER),
    LDRB_REGISTER(LDRB, V4, "cccc 011PU1W1 nnnn dddd aaaaayy0 mmmm", "ldrb<c> Rd, <address>", BYTE_TRANSFER),
    STRB_IMMEDIATE(STRB, V4, "cccc 010PU1W0 nnnn dddd oooooooooooo", "strb<c> Rd, <address>", BYTE_TRANSFER),
    STRB_REGISTER(STRB, V4, "cccc 011PU1W0 nnnn dddd aaaaayy0 mmmm", "strb<c> Rd, <address>", BYTE_TRANSFER),
    LDRT_IMMEDIATE(LDRT, V4, "cccc 0100U011 nnnn dddd oooooooooooo", "ldrt<c> Rd, <address>", BYTE_TRANSFER),
    LDRT_REGISTER(LDRT, V4, "cccc 0110U011 nnnn dddd aaaaayy0 mmmm", "ldrt<c> Rd, <address>", BYTE_TRANSFER),
    STRT_IMMEDIATE(STRT, V4, "cccc 0100U010 nnnn dddd oooooooooooo", "strt<c> Rd, <address>", WORD_TRANSFER),
    STRT_REGISTER(STRT, V4, "cccc 0110U010 nnnn dddd aaaaayy0 mmmm", "strt<c> Rd, <address>", WORD_TRANSFER),
    LDRBT_IMMEDIATE(LDRBT, V4, "cccc 0100U111 nnnn dddd oooooooooooo", "ldrbt<c> Rd, <address>", BYTE_TRANSFER),
    LDRBT_REGISTER(LDRBT, V4, "cccc 0110U111 nnnn dddd aaaaayy0 mmmm", "ldrbt<c> Rd, <address>", BYTE_TRANSFER),
    STRBT_IMMEDIATE(STRBT, V4, "cccc 0100U110 nnnn dddd oooooooooooo", "strbt<c> Rd, <address>", BYTE_TRANSFER),
    STRBT_REGISTER(STRBT, V4, "cccc 0110U110 nnnn dddd aaaaayy0 mmmm", "strbt<c> Rd, <address>", BYTE_TRANSFER),

    // Loads and stores of halfwords, signed bytes and doublewords, ARM ARM A3.11 and A5.3
    LDRH_IMMEDIATE(LDRH, V4, "cccc 000PU1W1 nnnn dddd oooo 1011 oooo", "ldrh<c> Rd, <address>", HALFWORD_TRANSFER),
    LDRH_REGISTER(LDRH, V4, "cccc 000PU0W1 nnnn dddd (0000) 1011 mmmm", "ldrh<c> Rd, <address>", HALFWORD_TRANSFER),
    STRH_IMMEDIATE(STRH, V4, "cccc 000PU1W0 nnnn dddd oooo 1011 oooo", "strh<c> Rd, <address>", HALFWORD_TRANSFER),
    STRH_REGISTER(STRH, V4, "cccc 000PU0W0 nnnn dddd (0000) 1011 mmmm", "strh<c> Rd, <address>", HALFWORD_TRANSFER),
    LDRSB_IMMEDIATE(LDRSB, V4, "cccc 000PU1W1 nnnn dddd oooo 1101 oooo", "ldrsb<c> Rd, <address>", HALFWORD_TRANSFER),
    LDRSB_REGISTER(LDRSB, V4, "cccc 000PU0W1 nnnn dddd (0000) 1101 mmmm", "ldrsb<c> Rd, <address>", HALFWORD_TRANSFER),
    LDRSH_IMMEDIATE(LDRSH, V4, "cccc 000PU1W1 nnnn dddd oooo 1111 oooo", "ldrsh<c> Rd, <address>", HALFWORD_TRANSFER),
    LDRSH_REGISTER(LDRSH, V4, "cccc 000PU0W1 nnnn dddd (0000) 1111 mmmm", "ldrsh<c> Rd, <address>", HALFWORD_TRANSFER),
    LDRD_IMMEDIATE(LDRD, V5TE, "cccc 000PU1W0 nnnn dddd oooo 1101 oooo", "ldrd<c> Rd, <address>", LOAD_PAIR),
    LDRD_REGISTER(LDRD, V5TE, "cccc 000PU0W0 nnnn dddd (0000) 1101 mmmm", "ldrd<c> Rd, <address>", LOAD_PAIR),
    STRD_IMMEDIATE(STRD, V5TE, "cccc 000PU1W0 nnnn dddd oooo 1111 oooo", "strd<c> Rd, <address>", STORE_PAIR),
    STRD_REGISTER(STRD, V5TE, "cccc 000PU0W0 nnnn dddd (0000) 1111 mmmm", "strd<c> Rd, <address>", STORE_PAIR),

    // Loads and stores of several registers, ARM ARM A3.12 and A5.4; those with ^ use the user bank or return
    LDM(V4, "cccc 100PU0W1 nnnn llllllllllllllll", "ldm<mode><c> Rn<!>, <l>", LOAD_MULTIPLE),
    STM(V4, "cccc 100PU0W0 nnnn llllllllllllllll", "stm<mode><c> Rn<!>, <l>", STORE_MULTIPLE),
    LDM_PRIVILEGED(Opcode.LDM, V4, "cccc 100PU1W1 nnnn llllllllllllllll", "ldm<mode><c> Rn<!>, <l>^", PRIVILEGED),
    STM_PRIVILEGED(Opcode.STM, V4, "cccc 100PU1W0 nnnn llllllllllllllll", "stm<mode><c> Rn<!>, <l>^", PRIVILEGED),

    // Semaphores, exclusive access, preload, ARM ARM A3.11 to A3.13
    SWP(V4, "cccc 00010000 nnnn dddd (0000) 1001 mmmm", "swp<c> Rd, Rm, [Rn]", SWAP),
    SWPB(V4, "cccc 00010100 nnnn dddd (0000) 1001 mmmm", "swpb<c> Rd, Rm, [Rn]", SWAP),
    LDREX(V6, "cccc 00011001 nnnn dddd (1111) 1001 (1111)", "ldrex<c> Rd, [Rn]", NO_PC),
    STREX(V6, "cccc 00011000 nnnn dddd (1111) 1001 mmmm", "strex<c> Rd, Rm, [Rn]", STORE_EXCLUSIVE),
    LDREXD(V6K, "cccc 00011011 nnnn dddd (1111) 1001 (1111)", "ldrexd<c> Rd, [Rn]", LOAD_EXCLUSIVE_PAIR),
    STREXD(V6K, "cccc 00011010 nnnn dddd (1111) 1001 mmmm", "strexd<c> Rd, Rm, [Rn]", STORE_EXCLUSIVE_PAIR),
    LDREXB(V6K, "cccc 00011101 nnnn dddd (1111) 1001 (1111)", "ldrexb<c> Rd, [Rn]", NO_PC),
    STREXB(V6K, "cccc 00011100 nnnn dddd (1111) 1001 mmmm", "strexb<c> Rd, Rm, [Rn]", STORE_EXCLUSIVE),
    LDREXH(V6K, "cccc 00011111 nnnn dddd (1111) 1001 (1111)", "ldrexh<c> Rd, [Rn]", NO_PC),
    STREXH(V6K, "cccc 00011110 nnnn dddd (1111) 1001 mmmm", "strexh<c> Rd, Rm, [Rn]", STORE_EXCLUSIVE),
    CLREX(V6K, "1111 01010111 (1111) (1111) (0000) 0001 (1111)", "clrex"),
    PLD_IMMEDIATE(PLD, V5TE, "1111 0101U101 nnnn (1111) oooooooooooo", "pld <address>"),
    PLD_REGISTER(PLD, V5TE, "1111 0111U101 nnnn (1111) aaaaayy0 mmmm", "pld <address>", "m!=15"),

    // Branches, ARM ARM A3.3
    B(V4, "cccc 1010 jjjjjjjjjjjjjjjjjjjjjjjj", "b<c> <target>"),
    BL(V4, "cccc 1011 jjjjjjjjjjjjjjjjjjjjjjjj", "bl<c> <target>"),
    BLX_IMMEDIATE(V5T, "1111 101H jjjjjjjjjjjjjjjjjjjjjjjj", "blx <target>"),
    BX(V4T, "cccc 00010010 (1111) (1111) (1111) 0001 mmmm", "bx<c> Rm"),
    BXJ(V5TEJ, "cccc 00010010 (1111) (1111) (1111) 0010 mmmm", "bxj<c> Rm", "m!=15"),
    BLX_REGISTER(BLX, V5T, "cccc 00010010 (1111) (1111) (1111) 0011 mmmm", "blx<c> Rm", "m!=15"),

    // Status registers and exceptions, ARM ARM A3.10 and A3.14
    MRS_CPSR(MRS, V4, "cccc 00010000 (1111) dddd (0000) 0000 (0000)", "mrs<c> Rd, CPSR", "d!=15"),
    MRS_SPSR(MRS, V4, "cccc 00010100 (1111) dddd (0000) 0000 (0000)", "mrs<c> Rd, SPSR", PRIVILEGED),
    MSR_CPSR_REGISTER(MSR, V4, "cccc 00010010 ffff (1111) (0000) 0000 mmmm", "msr<c> CPSR_<f>, Rm", "m!=15"),
    MSR_SPSR_REGISTER(MSR, V4, "cccc 00010110 ffff (1111) (0000) 0000 mmmm", "msr<c> SPSR_<f>, Rm", PRIVILEGED),
    MSR_CPSR_IMMEDIATE(MSR, V4, "cccc 00110010 ffff (1111) kkkkkkkkkkkk", "msr<c> CPSR_<f>, <k>"),
    MSR_SPSR_IMMEDIATE(MSR, V4, "cccc 00110110 ffff (1111) kkkkkkkkkkkk", "msr<c> SPSR_<f>, <k>", PRIVILEGED),
    SVC(V4, "cccc 1111 iiiiiiiiiiiiiiiiiiiiiiii", "svc<c> 0x<hex>"),
    BKPT(V5T, "cccc 00010010 iiiiiiiiiiii 0111 iiii", "bkpt 0x<hex>", "c=14"),

    SETEND(V6, "1111 00010000 (000)1 (000000)i(0) 0000 (0000)", "setend <endian>"),

    // Hints: MSR (immediate) with an empty field mask; those without a meaning execute as NOP
    NOP(V6K, "cccc 00110010 0000 (1111) (0000) 00000000", "nop<c> {<i>}"),
    YIELD(V6K, "cccc 00110010 0000 (1111) (0000) 00000001", "yield<c>"),
    WFE(V6K, "cccc 00110010 0000 (1111) (0000) 00000010", "wfe<c>"),
    WFI(V6K, "cccc 00110010 0000 (1111) (0000) 00000011", "wfi<c>"),
    SEV(V6K, "cccc 00110010 0000 (1111) (0000) 00000100", "sev<c>"),
    NOP_UNALLOCATED(Opcode.NOP, V6K, "cccc 00110010 0000 (1111) (0000) iiiiiiii", "nop<c> {<i>}"),

    // Barriers: the operations of CP15 register 7 that user mode may use
    ISB(V6, "cccc 11100000 0111 dddd 1111 1001 0101", "mcr<c> 15, 0, Rd, cr7, cr5, {4}", "d!=15"),
    DSB(V6, "cccc 11100000 0111 dddd 1111 1001 1010", "mcr<c> 15, 0, Rd, cr7, cr10, {4}", "d!=15"),
    DMB(V6, "cccc 11100000 0111 dddd 1111 1011 1010", "mcr<c> 15, 0, Rd, cr7, cr10, {5}", "d!=15"),

    // The thread ids of CP15 register 13 that user mode may read and write, or only read
    MRC_TPIDRURW(V6K, "cccc 11100001 1101 dddd 1111 0101 0000", "mrc<c> 15, 0, Rd, cr13, cr0, {2}", "d!=15"),
    MRC_TPIDRURO(V6K, "cccc 11100001 1101 dddd 1111 0111 0000", "mrc<c> 15, 0, Rd, cr13, cr0, {3}", "d!=15"),
    MCR_TPIDRURW(V6K, "cccc 11100000 1101 dddd 1111 0101 0000", "mcr<c> 15, 0, Rd, cr13, cr0, {2}", "d!=15"),

    // Everything else
    UNDEFINED(V4, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ".word 0x<word>");

    private final Row row;

    ArmEncoding(Opcode opcode, Version version, String pattern, String syntax, String... restrictions) {
        row = new Row(this, opcode, version, pattern, syntax, restrictions);
    }

    /** A row of the opcode of the same name. */
    ArmEncoding(Version version, String pattern, String syntax, String... restrictions) {
        row = new Row(this, Row.opcode(name()), version, pattern, syntax, restrictions);
    }

    @Override
    @SuppressWarnings("exports") // of use to this package only
    public Row row() {
        return row;
    }
}
