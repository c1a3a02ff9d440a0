package dev.lockstep.isa;

import java.util.random.RandomGenerator;

/**
 * A row of the instruction table: one encoding. Decoder, disassembler and fuzzers are driven by the table and know no
 * instruction of their own. It has three parts: {@link ArmEncoding} and {@link VfpEncoding} for ARM state,
 * {@link ThumbEncoding} for Thumb state.
 *
 * <p>A row reads: the operation (an {@link Opcode}; where it is left out, the one of the row's own name), the first
 * architecture version that has it, the bits from the highest down to 0, the assembler syntax, and what a defined
 * instruction of this encoding must keep. Rows of Thumb have one column more, explained there.
 *
 * <p><b>Bits.</b> {@code 0} and {@code 1} are fixed: they select the row. {@code (0)} and {@code (1)} are
 * "should be": a word that breaks them is UNPREDICTABLE. {@code x} is anything, spaces are for the eye. Letters are
 * fields (one that is split is read from left to right):
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>{@code c}</td><td>condition; 1111 never matches, it selects the unconditional rows</td></tr>
 * <tr><td>{@code d n m s}</td><td>registers Rd, Rn, Rm, Rs as named in {@link Instruction}</td></tr>
 * <tr><td>{@code D N M}</td><td>lowest bit of the number of a single-precision register d, n, m</td></tr>
 * <tr><td>{@code S}</td><td>sets the flags</td></tr>
 * <tr><td>{@code X}</td><td>exchanges halves, or rounds</td></tr>
 * <tr><td>{@code k}</td><td>constant: its lower eight bits, rotated right by twice its upper four</td></tr>
 * <tr><td>{@code a y}</td><td>amount and type of a shift</td></tr>
 * <tr><td>{@code z}</td><td>rotation of an extend, in bytes</td></tr>
 * <tr><td>{@code o q}</td><td>offset of an address, a magnitude, in bytes; in words</td></tr>
 * <tr><td>{@code P U W}</td><td>before or after, up or down, write-back</td></tr>
 * <tr><td>{@code l}</td><td>register list</td></tr>
 * <tr><td>{@code r}</td><td>how many VFP registers</td></tr>
 * <tr><td>{@code f}</td><td>fields of a status register: f, s, x, c</td></tr>
 * <tr><td>{@code j H}</td><td>branch distance in words, and the halfword more of BLX</td></tr>
 * <tr><td>{@code h}</td><td>branch distance in halfwords</td></tr>
 * <tr><td>{@code i w}</td><td>any other number; one that is encoded less one</td></tr>
 * </table>
 *
 * <p><b>Several rows may match</b> a word; the one with the most fixed bits wins. Of two such rows one always has all
 * fixed bits of the other and more (a test proves it); {@link ArmEncoding#UNDEFINED} and
 * {@link ThumbEncoding#UNDEFINED} match everything and lose to all.
 *
 * <p><b>Syntax</b> is explained in {@link Disassembler}, <b>restrictions</b> in {@link Restriction}.
 *
 * <p>Source: ARM Architecture Reference Manual, DDI 0100I (ARMv6, Thumb, VFPv2), with the ARMv6K extensions. Other
 * coprocessor instructions and privileged ones that user mode cannot tell from undefined have no rows here:
 * {@link SystemEncoding} has those of a processor with privileged modes.
 */
public sealed interface Encoding permits ArmEncoding, VfpEncoding, ThumbEncoding, SystemEncoding {
    /** The constant's name. */
    String name();

    /** The columns of the row, for the decoder and the disassembler. */
    @SuppressWarnings("exports") // of use to this package only
    Row row();

    /** What an instruction of this encoding does. */
    default Opcode opcode() {
        return row().opcode();
    }

    /** The first architecture version that has this encoding. */
    default Version version() {
        return row().version();
    }

    /** The length of an instruction of this encoding, in bytes: 2 or 4. */
    default int size() {
        return row().pattern().size();
    }

    /**
     * The bits that are fixed: a word of this encoding has {@code (word & mask()) == value()}. A halfword's upper half
     * is fixed.
     */
    default int mask() {
        return row().pattern().mask();
    }

    /** The values of the bits that are fixed. */
    default int value() {
        return row().pattern().value();
    }

    /** Whether the encoding has a condition field. */
    default boolean conditional() {
        return row().pattern().has('c');
    }

    /** Whether the encoding is reserved to privileged modes; in user mode all its words are UNPREDICTABLE. */
    default boolean privileged() {
        return row().restriction().privileged();
    }

    /** The assembler syntax, in the notation of {@link Disassembler}. */
    default String syntax() {
        return row().syntax();
    }

    /**
     * The instruction that a word is in the state of this encoding.
     *
     * @param word the instruction as in {@link Instruction#word()}
     */
    default Instruction decode(int word) {
        return Decoder.decode(word);
    }

    /**
     * A random word of this encoding that is defined in user mode, from fields that are independent and uniform as far
     * as its restrictions allow. Words of the encodings of {@link Opcode#UNDEFINED} and {@link Opcode#UNPREDICTABLE}
     * are just that.
     *
     * @throws IllegalStateException if there is none: the encoding is {@link #privileged()}
     */
    default int randomize(RandomGenerator random) {
        if (privileged()) {
            throw new IllegalStateException(this + " has no defined word in user mode");
        }
        while (true) {
            int word = row().pattern().randomize(random);
            Instruction instruction = decode(word);
            if (instruction.encoding() == this && instruction.opcode() == opcode()) {
                return word;
            }
        }
    }
}
