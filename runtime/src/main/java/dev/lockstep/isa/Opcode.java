package dev.lockstep.isa;

/**
 * What an instruction does, in ARM's spelling. One opcode may have several encodings (see {@link Encoding}), which
 * differ only in how their operands are given.
 *
 * <p>Interpreter and translator are exhaustive switches over this enum: an opcode that either lacks does not compile.
 */
public enum Opcode {
    // Data processing (ARM ARM A3.4)
    AND,
    EOR,
    SUB,
    RSB,
    ADD,
    ADC,
    SBC,
    RSC,
    TST,
    TEQ,
    CMP,
    CMN,
    ORR,
    MOV,
    BIC,
    MVN,

    // Multiplies (ARM ARM A3.5)
    MUL,
    MLA,
    UMULL,
    UMLAL,
    SMULL,
    SMLAL,
    UMAAL,
    SMULBB,
    SMULBT,
    SMULTB,
    SMULTT,
    SMLABB,
    SMLABT,
    SMLATB,
    SMLATT,
    SMLALBB,
    SMLALBT,
    SMLALTB,
    SMLALTT,
    SMULWB,
    SMULWT,
    SMLAWB,
    SMLAWT,
    SMUAD,
    SMUSD,
    SMLAD,
    SMLSD,
    SMLALD,
    SMLSLD,
    SMMUL,
    SMMLA,
    SMMLS,

    // Saturating and bit counting
    CLZ,
    QADD,
    QSUB,
    QDADD,
    QDSUB,
    SSAT,
    USAT,
    SSAT16,
    USAT16,

    // Parallel addition and subtraction (ARM ARM A3.6)
    SADD16,
    SASX,
    SSAX,
    SSUB16,
    SADD8,
    SSUB8,
    QADD16,
    QASX,
    QSAX,
    QSUB16,
    QADD8,
    QSUB8,
    SHADD16,
    SHASX,
    SHSAX,
    SHSUB16,
    SHADD8,
    SHSUB8,
    UADD16,
    UASX,
    USAX,
    USUB16,
    UADD8,
    USUB8,
    UQADD16,
    UQASX,
    UQSAX,
    UQSUB16,
    UQADD8,
    UQSUB8,
    UHADD16,
    UHASX,
    UHSAX,
    UHSUB16,
    UHADD8,
    UHSUB8,

    // Packing, extension, reversal, sums of absolute differences
    SEL,
    PKHBT,
    PKHTB,
    SXTB,
    SXTH,
    SXTB16,
    UXTB,
    UXTH,
    UXTB16,
    SXTAB,
    SXTAH,
    SXTAB16,
    UXTAB,
    UXTAH,
    UXTAB16,
    REV,
    REV16,
    REVSH,
    USAD8,
    USADA8,

    // Loads and stores (ARM ARM A3.11 to A3.13)
    LDR,
    LDRB,
    LDRH,
    LDRSB,
    LDRSH,
    LDRD,
    LDRT,
    LDRBT,
    STR,
    STRB,
    STRH,
    STRD,
    STRT,
    STRBT,
    LDM,
    STM,
    SWP,
    SWPB,
    LDREX,
    LDREXB,
    LDREXH,
    LDREXD,
    STREX,
    STREXB,
    STREXH,
    STREXD,
    CLREX,
    PLD,

    // Branches (ARM ARM A3.3)
    B,
    BL,
    BX,
    /** BLX (register): call, and take the state from bit 0 of the target. */
    BLX,
    /** BLX (immediate): call into Thumb state. */
    BLX_IMMEDIATE,
    BXJ,

    // Status register, exceptions, hints, barriers
    MRS,
    MSR,
    SVC,
    BKPT,
    NOP,
    YIELD,
    WFE,
    WFI,
    SEV,
    /** MCR p15, 0, Rd, c7, c5, 4: flush the prefetch buffer. */
    ISB,
    /** MCR p15, 0, Rd, c7, c10, 4: data synchronization barrier. */
    DSB,
    /** MCR p15, 0, Rd, c7, c10, 5: data memory barrier. */
    DMB,
    /** MRC p15, 0, Rd, c13, c0, 2: read the thread id that user mode may write. */
    MRC_TPIDRURW,
    /** MRC p15, 0, Rd, c13, c0, 3: read the thread id that user mode may not write. */
    MRC_TPIDRURO,
    /** MCR p15, 0, Rd, c13, c0, 2: write the thread id. */
    MCR_TPIDRURW,
    /** SETEND: bit 0 of the immediate becomes CPSR bit E. */
    SETEND,

    // Thumb instructions without an equal in ARM state
    /** Rd = Align(pc, 4) + immediate. */
    ADR,
    /** Load a word from Align(pc, 4) + immediate. */
    LDR_LITERAL,

    // VFP, ARM ARM C4: arithmetic, single and double. Registers are numbers of VFP registers.
    FMACS,
    FMACD,
    FNMACS,
    FNMACD,
    FMSCS,
    FMSCD,
    FNMSCS,
    FNMSCD,
    FMULS,
    FMULD,
    FNMULS,
    FNMULD,
    FADDS,
    FADDD,
    FSUBS,
    FSUBD,
    FDIVS,
    FDIVD,
    FCPYS,
    FCPYD,
    FABSS,
    FABSD,
    FNEGS,
    FNEGD,
    FSQRTS,
    FSQRTD,
    FCMPS,
    FCMPD,
    FCMPES,
    FCMPED,
    FCMPZS,
    FCMPZD,
    FCMPEZS,
    FCMPEZD,

    // VFP conversions: the first letter after the operation is the result
    FCVTDS,
    FCVTSD,
    FUITOS,
    FUITOD,
    FSITOS,
    FSITOD,
    FTOUIS,
    FTOUID,
    FTOUIZS,
    FTOUIZD,
    FTOSIS,
    FTOSID,
    FTOSIZS,
    FTOSIZD,

    // VFP loads and stores
    FLDS,
    FLDD,
    FSTS,
    FSTD,
    FLDMS,
    /** FLDMD and FLDMX. */
    FLDMD,
    FSTMS,
    /** FSTMD and FSTMX. */
    FSTMD,

    // Moves between VFP and processor registers
    FMSR,
    FMRS,
    FMDLR,
    FMDHR,
    FMRDL,
    FMRDH,
    FMSRR,
    FMRRS,
    FMDRR,
    FMRRD,
    /** Write a VFP system register: FPSCR (1); to FPSID (0) without effect. */
    FMXR,
    /** Read a VFP system register: FPSID (0) or FPSCR (1). */
    FMRX,
    /** FMRX r15, FPSCR: the VFP flags become those of the CPSR. */
    FMSTAT,

    /**
     * One of {@link SystemEncoding}, which tells what it does. Only {@link Decoder#decodeSystem} gives it, so no process
     * and no translated code ever meets it.
     */
    SYSTEM,

    /** No instruction of this architecture in user mode: the undefined-instruction exception. */
    UNDEFINED,
    /** Defined nowhere and promised nothing (ARM ARM: UNPREDICTABLE); treated as undefined, reported apart. */
    UNPREDICTABLE;

    /** Whether it is an instruction of the VFP, whose register fields are numbers of VFP registers. */
    public boolean isFloatingPoint() {
        return compareTo(FMACS) >= 0 && compareTo(FMSTAT) <= 0;
    }
}
