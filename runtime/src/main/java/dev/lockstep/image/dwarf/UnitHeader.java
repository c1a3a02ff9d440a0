package dev.lockstep.image.dwarf;

import dev.lockstep.image.dwarf.FileTable.Entry;
import dev.lockstep.image.dwarf.FileTable.Name;

/**
 * The header of one unit's line number program (DWARF 5, 6.2.4; DWARF 2 to 4, 6.2.4 too, without the formats).
 *
 * <pre>
 *  unit length, version, (5: address and segment size,) header length, bytes of the shortest instruction,
 *  (4 and 5: operations of the longest,) default of is_stmt, line base, line range, opcode base, operands of the
 *  standard opcodes; then
 *    2 to 4: directories up to an empty name; files as name, directory, time, length up to an empty name
 *    5:      format of a directory, directories, format of a file, files
 * </pre>
 */
final class UnitHeader {
    /** Directories and files of a unit at most. */
    private static final int MAX_ENTRIES = 1 << 16;

    private static final int DW_LNCT_PATH = 1;
    private static final int DW_LNCT_DIRECTORY_INDEX = 2;

    private static final int DW_FORM_BLOCK2 = 0x03;
    private static final int DW_FORM_BLOCK4 = 0x04;
    private static final int DW_FORM_DATA2 = 0x05;
    private static final int DW_FORM_DATA4 = 0x06;
    private static final int DW_FORM_DATA8 = 0x07;
    private static final int DW_FORM_STRING = 0x08;
    private static final int DW_FORM_BLOCK = 0x09;
    private static final int DW_FORM_BLOCK1 = 0x0a;
    private static final int DW_FORM_DATA1 = 0x0b;
    private static final int DW_FORM_STRP = 0x0e;
    private static final int DW_FORM_UDATA = 0x0f;
    private static final int DW_FORM_DATA16 = 0x1e;
    private static final int DW_FORM_LINE_STRP = 0x1f;

    private final boolean wide;
    private final DebugSections sections;
    private final FileTable files;
    private int instructionBytes;
    private int lineBase;
    private int lineRange;
    private int opcodeBase;
    private int[] operands = {};
    private int entries;

    private UnitHeader(boolean wide, DebugSections sections, int version) {
        this.wide = wide;
        this.sections = sections;
        files = new FileTable(version >= 5 ? 0 : 1);
    }

    /**
     * Reads a header; the input then stands before the program.
     *
     * @param input the unit behind its length
     * @param wide whether it is 64-bit DWARF
     */
    static UnitHeader read(DwarfInput input, boolean wide, DebugSections sections) throws DamagedTableException {
        int version = input.unsignedShort();
        if (version < 2 || version > 5) {
            throw new DamagedTableException();
        }
        if (version >= 5) {
            input.skip(2);
        }
        UnitHeader header = new UnitHeader(wide, sections, version);
        header.readFields(input.take(input.offset(wide)), version);
        return header;
    }

    private void readFields(DwarfInput input, int version) throws DamagedTableException {
        instructionBytes = input.unsignedByte();
        input.skip(version >= 4 ? 2 : 1);
        lineBase = input.signedByte();
        lineRange = input.unsignedByte();
        opcodeBase = input.unsignedByte();
        if (lineRange == 0 || opcodeBase == 0) {
            throw new DamagedTableException();
        }
        operands = new int[opcodeBase];
        for (int opcode = 1; opcode < opcodeBase; opcode++) {
            operands[opcode] = input.unsignedByte();
        }
        if (version >= 5) {
            readEntries(input, false);
            readEntries(input, true);
        } else {
            readNames(input);
        }
    }

    /** Directories and files before DWARF 5. */
    private void readNames(DwarfInput input) throws DamagedTableException {
        files.addDirectory(Name.NONE);
        for (Name name = input.name(); !name.isEmpty(); name = input.name()) {
            count();
            files.addDirectory(name);
        }
        for (Name name = input.name(); !name.isEmpty(); name = input.name()) {
            addFile(name, input);
        }
    }

    /** A file that the program adds (DW_LNE_define_file). */
    void defineFile(DwarfInput input) throws DamagedTableException {
        addFile(input.name(), input);
    }

    private void addFile(Name name, DwarfInput input) throws DamagedTableException {
        long directory = input.unsignedLeb();
        input.unsignedLeb();
        input.unsignedLeb();
        count();
        files.addFile(new Entry(name, directory));
    }

    /** Directories or files of DWARF 5. */
    private void readEntries(DwarfInput input, boolean asFiles) throws DamagedTableException {
        long[] contents = new long[input.unsignedByte()];
        long[] forms = new long[contents.length];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = input.unsignedLeb();
            forms[i] = input.unsignedLeb();
        }
        for (long left = input.unsignedLeb(); left > 0; left--) {
            count();
            Name name = Name.NONE;
            long directory = 0;
            for (int i = 0; i < contents.length; i++) {
                if (contents[i] == DW_LNCT_PATH) {
                    name = name(input, forms[i]);
                } else if (contents[i] == DW_LNCT_DIRECTORY_INDEX) {
                    directory = number(input, forms[i]);
                } else {
                    skip(input, forms[i]);
                }
            }
            if (asFiles) {
                files.addFile(new Entry(name, directory));
            } else {
                files.addDirectory(name);
            }
        }
    }

    private void count() throws DamagedTableException {
        if (entries++ >= MAX_ENTRIES) {
            throw new DamagedTableException();
        }
    }

    private Name name(DwarfInput input, long form) throws DamagedTableException {
        return switch ((int) form) {
            case DW_FORM_STRING -> input.name();
            case DW_FORM_LINE_STRP -> new Name(sections.lineStrings(), input.offset(wide));
            case DW_FORM_STRP -> new Name(sections.strings(), input.offset(wide));
            default -> throw new DamagedTableException();
        };
    }

    private static long number(DwarfInput input, long form) throws DamagedTableException {
        return switch ((int) form) {
            case DW_FORM_UDATA -> input.unsignedLeb();
            case DW_FORM_DATA1 -> input.unsignedByte();
            case DW_FORM_DATA2 -> input.unsignedShort();
            default -> throw new DamagedTableException();
        };
    }

    /** A value that nobody asks for: a time, a length, a checksum, or a vendor's own. */
    private void skip(DwarfInput input, long form) throws DamagedTableException {
        switch ((int) form) {
            case DW_FORM_BLOCK -> input.skip(input.unsignedLeb());
            case DW_FORM_BLOCK1 -> input.skip(input.unsignedByte());
            case DW_FORM_BLOCK2 -> input.skip(input.unsignedShort());
            case DW_FORM_BLOCK4 -> input.skip(input.unsignedInt());
            case DW_FORM_DATA4 -> input.skip(4);
            case DW_FORM_DATA8 -> input.skip(8);
            case DW_FORM_DATA16 -> input.skip(16);
            case DW_FORM_UDATA, DW_FORM_DATA1, DW_FORM_DATA2 -> number(input, form);
            default -> name(input, form);
        }
    }

    FileTable files() {
        return files;
    }

    /** What addresses advance in units of, in bytes. */
    int instructionBytes() {
        return instructionBytes;
    }

    /** The least advance of the line by a special opcode. */
    int lineBase() {
        return lineBase;
    }

    /** How many different advances of the line special opcodes have; not 0. */
    int lineRange() {
        return lineRange;
    }

    /** The first special opcode. */
    int opcodeBase() {
        return opcodeBase;
    }

    /** How many LEB128 follow a standard opcode. */
    int operands(int opcode) {
        return operands[opcode];
    }
}
