package dev.lockstep.isa;

import java.util.Arrays;

/**
 * From words to instructions: the row is found by a {@link RowIndex}, its fields are read by {@link Operands}. What a
 * Thumb instruction does is told by its equal in ARM state, so its operands are read from that.
 *
 * <p>Decoding allocates the {@link Instruction} and nothing else; whoever runs code keeps the result.
 */
public final class Decoder {
    private static final RowIndex ROWS =
            RowIndex.ofWords(ArmEncoding.UNDEFINED, ArmEncoding.values(), VfpEncoding.values());

    /** The halfwords 11110xxxxxxxxxxx, 11101xxxxxxxxxxx and 11111xxxxxxxxxxx: halves of BL and BLX. */
    private static final int HALF_MASK = 0xF800;

    private static final int PREFIX = 0xF000;
    private static final int BLX_SUFFIX = 0xE800;
    private static final int BL_SUFFIX = 0xF800;
    private static final int HALFWORD = 0xFFFF;

    /** The rows of Thumb state, set up when they are first needed. */
    private static final class Thumb {
        static final RowIndex ROWS = RowIndex.ofHalfwords(ThumbEncoding.UNDEFINED, ThumbEncoding.values());

        private Thumb() {}
    }

    /** The rows of privileged modes, set up when a machine is made. */
    private static final class Privileged {
        static final RowIndex ROWS = RowIndex.ofWords(
                ArmEncoding.UNDEFINED,
                Arrays.stream(SystemEncoding.values())
                        .filter(encoding -> encoding.size() == Integer.BYTES)
                        .toArray(Encoding[]::new));

        /** What the halfword of a CPS becomes in ARM state: imod, with bit 19 set as only that tells it from no change. */
        static final Template CPS =
                new Template(SystemEncoding.CPS_THUMB.row().pattern(), "1111 00010000 1i00 0000000iii 0 00000");

        private Privileged() {}
    }

    private Decoder() {}

    /**
     * Decodes one ARM-state word for execution in user mode. Every word has an answer: if nothing else,
     * {@link Opcode#UNDEFINED} or {@link Opcode#UNPREDICTABLE}. The fields of an UNPREDICTABLE instruction are those of
     * the row that it matched, those of an undefined one are 0.
     *
     * @param word the instruction as fetched
     */
    public static Instruction decode(int word) {
        Row row = rowOf(word);
        return Operands.read(row, row.defines(word) ? row.opcode() : Opcode.UNPREDICTABLE, word, row, word);
    }

    /**
     * Whether a halfword is the first of the two that BL and BLX (immediate) consist of, so that {@link #decodeThumb}
     * needs the second as well.
     *
     * @param halfword 0 to 0xFFFF
     */
    public static boolean isThumbPrefix(int halfword) {
        return (halfword & HALF_MASK) == PREFIX;
    }

    /**
     * Decodes one Thumb-state instruction for execution in user mode. Every word has an answer, as in
     * {@link #decode}. A prefix without its suffix, and a suffix without its prefix, are UNPREDICTABLE and of size 2.
     *
     * @param word a halfword (0 to 0xFFFF); or {@code first << 16 | second} if the first is a prefix and there is a
     *     second
     */
    public static Instruction decodeThumb(int word) {
        int fetched = thumbInstruction(word);
        Row row = Thumb.ROWS.find(fetched);
        Template template = ((ThumbEncoding) row.encoding()).template();
        if (!template.exists()) {
            return Operands.read(
                    row, row.defines(fetched) ? row.opcode() : Opcode.UNPREDICTABLE, fetched, row, fetched);
        }
        int equal = template.apply(fetched);
        Row layout = rowOf(equal);
        boolean defined = row.defines(fetched) && layout.defines(equal);
        return Operands.read(row, defined ? row.opcode() : Opcode.UNPREDICTABLE, fetched, layout, equal);
    }

    /**
     * Decodes one ARM-state word for execution in any mode. What is {@link Opcode#SYSTEM}, and data processing that sets both
     * flags and pc, is for the processor to allow or not in the mode that it is in.
     *
     * @param word the instruction as fetched
     */
    public static Instruction decodeSystem(int word) {
        Row row = Privileged.ROWS.find(word);
        if (!(row.encoding() instanceof SystemEncoding) || !((SystemEncoding) row.encoding()).takes(word)) {
            row = rowOf(word);
        }
        return Operands.read(row, row.definesPrivileged(word) ? row.opcode() : Opcode.UNPREDICTABLE, word, row, word);
    }

    /**
     * Decodes one Thumb-state instruction for execution in any mode.
     *
     * @param word as for {@link #decodeThumb}
     */
    public static Instruction decodeThumbSystem(int word) {
        Row cps = SystemEncoding.CPS_THUMB.row();
        int halfword = thumbInstruction(word);
        if (!cps.pattern().matches(halfword)) {
            return decodeThumb(word);
        }
        Opcode opcode = cps.definesPrivileged(halfword) ? cps.opcode() : Opcode.UNPREDICTABLE;
        return Operands.read(cps, opcode, halfword, SystemEncoding.CPS.row(), Privileged.CPS.apply(halfword));
    }

    /** The row that an ARM-state word matches, {@link ArmEncoding#UNDEFINED} if no other. */
    static Row rowOf(int word) {
        return ROWS.find(word);
    }

    /** The pair of halfwords if it belongs together, otherwise the first of it. */
    private static int thumbInstruction(int word) {
        if (!isThumbPrefix(word >>> Short.SIZE)) {
            return word & HALFWORD;
        }
        int second = word & HALF_MASK;
        return second == BL_SUFFIX || second == BLX_SUFFIX ? word : word >>> Short.SIZE;
    }
}
