package dev.lockstep.image.dwarf;

/**
 * The sections of a program's file that its line table is made of; those that it does not have are empty.
 *
 * @param line .debug_line, the line number programs
 * @param lineStrings .debug_line_str, names for them (DWARF 5)
 * @param strings .debug_str, names for everybody
 */
public record DebugSections(Section line, Section lineStrings, Section strings) {
    /** A program without debugging information. */
    public static final DebugSections NONE = new DebugSections(Section.EMPTY, Section.EMPTY, Section.EMPTY);

    /**
     * A part of a file.
     *
     * @param file all of its bytes; nobody may change them
     * @param from offset of the first
     * @param to offset after the last, within the file
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Section(byte[] file, int from, int to) {
        /** No bytes at all. */
        public static final Section EMPTY = new Section(new byte[0], 0, 0);
    }
}
