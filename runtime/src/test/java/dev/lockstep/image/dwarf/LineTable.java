package dev.lockstep.image.dwarf;

import dev.lockstep.image.dwarf.DebugSections.Section;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongPredicate;

/**
 * A .debug_line of one unit of version 3 that tests bend. Its file 1 is {@code src/a.c}, file 2 {@code b.h}. As built the
 * lines are a.c:5 at 0x8000, b.h:7 at 0x8004, none from 0x8008 on.
 */
final class LineTable {
    static final int VERSION = 4;
    static final int LINE_RANGE = 13;

    private LineTable() {}

    static byte[] bytes() {
        return unit(program());
    }

    static SourceLines lines(byte[] table) {
        return lines(table, address -> true);
    }

    /** The lines of a program that has its instructions where {@code code} says. */
    static SourceLines lines(byte[] table, LongPredicate code) {
        return new SourceLines(
                new DebugSections(new Section(table, 0, table.length), Section.EMPTY, Section.EMPTY), code);
    }

    /** The program that is told above. */
    static byte[] program() {
        return new byte[] {
            0,
            5,
            2,
            0,
            (byte) 0x80,
            0,
            0, // set_address 0x8000
            3,
            4,
            1, // advance_line 4, copy
            4,
            2, // set_file 2
            2,
            2,
            3,
            2,
            1, // advance_pc 2 units, advance_line 2, copy
            2,
            2,
            0,
            1,
            1 // advance_pc 2 units, end_sequence
        };
    }

    static byte[] unit(byte[] program) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        // Instructions of 2 bytes, is_stmt, line base -5, line range 14, opcode base 10.
        header.writeBytes(new byte[] {2, 1, -5, 14, 10, 0, 1, 1, 1, 1, 0, 0, 0, 1});
        header.writeBytes("src\0\0a.c\0\1\0\0b.h\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
        int length = 2 + 4 + header.size() + program.length;
        return ByteBuffer.allocate(4 + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putShort((short) 3)
                .putInt(header.size())
                .put(header.toByteArray())
                .put(program)
                .array();
    }
}
