package dev.lockstep.isa;

/**
 * One decoded instruction: its opcode and its operands, each already in the form that executing needs.
 *
 * <p>Register fields are named by the letters of the ARM ARM (DDI 0100I), whatever their position in the word. A field
 * that the encoding lacks is 0.
 *
 * <table>
 * <caption>Fields by group</caption>
 * <tr><td>data processing</td><td>rd, rn, flexible operand</td></tr>
 * <tr><td>MUL MLA, DSP and dual multiplies</td><td>rd (19:16) = rm * rs + rn (15:12)</td></tr>
 * <tr><td>long multiplies</td><td>rd = RdHi (19:16), rn = RdLo (15:12), rm, rs</td></tr>
 * <tr><td>QADD family, PKH, SEL, parallel, extends</td><td>rd (15:12), rn (19:16), rm (3:0)</td></tr>
 * <tr><td>USAD8, USADA8</td><td>rd (19:16) = |rm - rs| + rn (15:12)</td></tr>
 * <tr><td>loads, stores</td><td>rd (transferred), rn (base), offset: flexible operand</td></tr>
 * <tr><td>SWP, STREX</td><td>rd (result), rn (base), rm (stored)</td></tr>
 * <tr><td>VFP arithmetic, conversions</td><td>rd = rn op rm: VFP registers, single 0 to 31 or double 0 to 15</td></tr>
 * <tr><td>VFP loads, stores</td><td>rd (VFP register, the first), rn (base: processor register)</td></tr>
 * <tr><td>FMSR FMRS, FMDLR FMDHR FMRDL FMRDH</td><td>rd (processor register), rn (VFP register)</td></tr>
 * <tr><td>FMSRR FMRRS FMDRR FMRRD</td><td>rd, rn (processor registers), rm (VFP register, the first)</td></tr>
 * <tr><td>FMXR FMRX</td><td>rd (processor register), immediate (0 FPSID, 1 FPSCR)</td></tr>
 * </table>
 *
 * @param opcode what it does
 * @param encoding the row of the table that the word matched
 * @param word the instruction as fetched: a word, a halfword, or the two halfwords of a Thumb BL or BLX with the first
 *     in the upper half
 * @param thumb whether it is an instruction of Thumb state
 * @param size its length in bytes: 4 in ARM state; 2 in Thumb state, 4 for a BL or BLX there
 * @param condition when it is executed; AL for the unconditional ones
 * @param setFlags the S bit of data processing and multiplies
 * @param rd register number 0 to 15
 * @param rn register number 0 to 15
 * @param rm register number 0 to 15
 * @param rs register number 0 to 15
 * @param operand how the flexible operand or the address's offset is given
 * @param immediate by opcode: data processing and MSR: the rotated constant; loads and stores: the offset's magnitude;
 *     branches: signed distance in bytes from the instruction's address + 8, + 4 in Thumb state (BLX there: from that
 *     aligned to 4); SVC, BKPT: the comment field; SSAT, USAT and their 16-bit forms: the bit position to saturate to
 *     (SSAT: 1 to 32, USAT: 0 to 31); FLDM, FSTM: bytes that the base moves by, 4 more than are transferred for the X
 *     forms
 * @param shift operation on Rm
 * @param shiftAmount 0 to 32 for {@link Operand#REGISTER} (LSR and ASR #0 are already 32, RRX is 1); the rotation of
 *     the extends (0, 8, 16, 24); for a data-processing immediate, its rotation in bits (0 to 30, even)
 * @param preIndexed P: the offset is applied before the access; for LDM and STM: "before"
 * @param add U: the offset is added; for LDM and STM: "increment"
 * @param writeBack the base register changes: W of pre-indexed forms, always for post-indexed ones
 * @param exchange the X bit of dual multiplies (swap Rs's halves), the R bit of SMMUL, SMMLA, SMMLS (round)
 * @param registers LDM and STM: one bit a register; FLDM and FSTM: how many VFP registers; MSR: the field mask in bits
 *     3..0 (f, s, x, c)
 */
public record Instruction(
        Opcode opcode,
        Encoding encoding,
        int word,
        boolean thumb,
        int size,
        Condition condition,
        boolean setFlags,
        int rd,
        int rn,
        int rm,
        int rs,
        Operand operand,
        int immediate,
        Shift shift,
        int shiftAmount,
        boolean preIndexed,
        boolean add,
        boolean writeBack,
        boolean exchange,
        int registers) {

    /** How far ahead of the instruction's address the pc reads: 8 bytes, 4 in Thumb state. */
    public int pipeline() {
        return thumb ? 4 : 8;
    }

    /** Whether the condition can fail. */
    public boolean conditional() {
        return condition != Condition.AL;
    }
}
