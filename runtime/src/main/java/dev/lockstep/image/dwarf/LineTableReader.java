package dev.lockstep.image.dwarf;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads .debug_line: one unit after the other, each a header ({@link UnitHeader}) and a program for a little machine
 * whose output are the rows of the table (DWARF 5, 6.2.5).
 *
 * <p>A damaged unit gives the sequences that came before the damage, and the next unit is tried, since a unit tells its
 * own length. Memory is bounded whatever the bytes are.
 */
final class LineTableReader {
    /** Rows of all units at most; one of the largest programs that fit here has a tenth of it. */
    static final int MAX_ROWS = 1 << 21;

    private static final int DW_LNS_COPY = 1;
    private static final int DW_LNS_ADVANCE_PC = 2;
    private static final int DW_LNS_ADVANCE_LINE = 3;
    private static final int DW_LNS_SET_FILE = 4;
    private static final int DW_LNS_CONST_ADD_PC = 8;
    private static final int DW_LNS_FIXED_ADVANCE_PC = 9;

    private static final int DW_LNE_END_SEQUENCE = 1;
    private static final int DW_LNE_SET_ADDRESS = 2;
    private static final int DW_LNE_DEFINE_FILE = 3;

    private static final int LAST_SPECIAL = 255;

    private final DebugSections sections;
    private final List<LineSequence> sequences = new ArrayList<>();
    private final LineSequence.Builder rows = new LineSequence.Builder();
    private int rowCount;

    // Registers of the machine: address, file and line; those for columns, statements and the like are not kept.
    private int address;
    private int file;
    private int line;

    private LineTableReader(DebugSections sections) {
        this.sections = sections;
    }

    /** All sequences that the table has, in its order. */
    static List<LineSequence> read(DebugSections sections) {
        LineTableReader reader = new LineTableReader(sections);
        reader.readUnits();
        return reader.sequences;
    }

    private void readUnits() {
        DwarfInput input = new DwarfInput(sections.line());
        try {
            while (input.rest() > 0 && rowCount < MAX_ROWS) {
                long length = input.initialLength();
                boolean wide = DwarfInput.isWide(length);
                readUnit(input.takeAtMost(wide ? input.offset(true) : length), wide);
            }
        } catch (DamagedTableException e) {
            // Without a length there is no next unit.
        }
    }

    private void readUnit(DwarfInput input, boolean wide) {
        try {
            UnitHeader header = UnitHeader.read(input, wide, sections);
            rows.clear();
            reset();
            while (input.rest() > 0) {
                step(input, header);
            }
        } catch (DamagedTableException e) {
            // What was complete is kept.
        }
    }

    private void reset() {
        address = 0;
        file = 1;
        line = 1;
    }

    private void step(DwarfInput input, UnitHeader header) throws DamagedTableException {
        int opcode = input.unsignedByte();
        if (opcode >= header.opcodeBase()) {
            advance(opcode, header);
            line += header.lineBase() + (opcode - header.opcodeBase()) % header.lineRange();
            addRow();
            return;
        }
        switch (opcode) {
            case 0 -> {
                long length = input.unsignedLeb();
                extended(input.take(length), header);
            }
            case DW_LNS_COPY -> addRow();
            case DW_LNS_ADVANCE_PC -> address += (int) input.unsignedLeb() * header.instructionBytes();
            case DW_LNS_ADVANCE_LINE -> line += (int) input.signedLeb();
            case DW_LNS_SET_FILE -> file = (int) input.unsignedLeb();
            case DW_LNS_CONST_ADD_PC -> advance(LAST_SPECIAL, header);
            case DW_LNS_FIXED_ADVANCE_PC -> address += input.unsignedShort();
            default -> {
                for (int operand = 0; operand < header.operands(opcode); operand++) {
                    input.unsignedLeb();
                }
            }
        }
    }

    /** The advance of the address that a special opcode tells. No ARM has more than one operation an instruction. */
    private void advance(int opcode, UnitHeader header) {
        address += (opcode - header.opcodeBase()) / header.lineRange() * header.instructionBytes();
    }

    private void extended(DwarfInput input, UnitHeader header) throws DamagedTableException {
        switch (input.unsignedByte()) {
            case DW_LNE_END_SEQUENCE -> {
                line = 0;
                addRow();
                sequences.add(rows.take(header.files()));
                reset();
            }
            case DW_LNE_SET_ADDRESS -> address = (int) input.unsignedInt();
            case DW_LNE_DEFINE_FILE -> header.defineFile(input);
            default -> {
                // Discriminators, and what only some compilers know.
            }
        }
    }

    private void addRow() throws DamagedTableException {
        if (rowCount >= MAX_ROWS) {
            throw new DamagedTableException();
        }
        rowCount++;
        rows.add(address, file, Math.max(line, 0));
    }
}
