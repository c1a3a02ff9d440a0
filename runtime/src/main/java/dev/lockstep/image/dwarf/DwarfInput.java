package dev.lockstep.image.dwarf;

import dev.lockstep.image.dwarf.DebugSections.Section;
import dev.lockstep.image.dwarf.FileTable.Name;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers and names of DWARF, little-endian, one after the other, and never outside its part of the file (DWARF 5,
 * 7.4 to 7.6).
 */
final class DwarfInput {
    private static final long MAX_32_BIT_LENGTH = 0xfffffff0L;
    private static final long IS_64_BIT = 0xffffffffL;
    private static final int LEB_BITS = 7;

    private final byte[] file;
    private final int to;
    private int at;

    DwarfInput(Section section) {
        this(section.file(), section.from(), section.to());
    }

    private DwarfInput(byte[] file, int from, int to) {
        this.file = file;
        this.at = from;
        this.to = to;
    }

    /** Bytes not yet read. */
    int rest() {
        return to - at;
    }

    /** Takes the next bytes as an input of their own. */
    DwarfInput take(long bytes) throws DamagedTableException {
        require(bytes);
        DwarfInput part = new DwarfInput(file, at, at + (int) bytes);
        at += (int) bytes;
        return part;
    }

    /** As {@link #take}, or everything that is left where a cut-off file has less. */
    DwarfInput takeAtMost(long bytes) {
        int length = (int) Math.min(bytes, rest());
        at += length;
        return new DwarfInput(file, at - length, at);
    }

    void skip(long bytes) throws DamagedTableException {
        require(bytes);
        at += (int) bytes;
    }

    int unsignedByte() throws DamagedTableException {
        require(1);
        return file[at++] & 0xff;
    }

    int signedByte() throws DamagedTableException {
        return (byte) unsignedByte();
    }

    int unsignedShort() throws DamagedTableException {
        return unsignedByte() | unsignedByte() << 8;
    }

    long unsignedInt() throws DamagedTableException {
        return unsignedShort() | (long) unsignedShort() << 16;
    }

    /** An offset, of 8 bytes in 64-bit DWARF. */
    long offset(boolean wide) throws DamagedTableException {
        long low = unsignedInt();
        if (wide && unsignedInt() != 0) {
            throw new DamagedTableException();
        }
        return low;
    }

    /** An initial length of 4 bytes, or {@link #IS_64_BIT}, behind which the 8 bytes of 64-bit DWARF come. */
    long initialLength() throws DamagedTableException {
        long length = unsignedInt();
        if (length >= MAX_32_BIT_LENGTH && length != IS_64_BIT) {
            throw new DamagedTableException();
        }
        return length;
    }

    /** Whether an initial length announces 64-bit DWARF. */
    static boolean isWide(long initialLength) {
        return initialLength == IS_64_BIT;
    }

    /** An unsigned LEB128; bits beyond 63 are lost. */
    long unsignedLeb() throws DamagedTableException {
        long value = 0;
        for (int shift = 0; ; shift += LEB_BITS) {
            int next = unsignedByte();
            if (shift < Long.SIZE - 1) {
                value |= (next & 0x7fL) << shift;
            }
            if (next < 0x80) {
                return value & Long.MAX_VALUE;
            }
        }
    }

    /** A signed LEB128; bits beyond 64 are lost. */
    long signedLeb() throws DamagedTableException {
        long value = 0;
        for (int shift = 0; ; ) {
            int next = unsignedByte();
            if (shift < Long.SIZE) {
                value |= (next & 0x7fL) << shift;
                shift += LEB_BITS;
            }
            if (next < 0x80) {
                boolean negative = (next & 0x40) != 0 && shift < Long.SIZE;
                return negative ? value | -1L << shift : value;
            }
        }
    }

    /** Characters up to a zero byte, which is read too. */
    String text() throws DamagedTableException {
        int start = at;
        skipText();
        return new String(file, start, at - 1 - start, StandardCharsets.UTF_8);
    }

    /** The place of such characters, which are read over. */
    Name name() throws DamagedTableException {
        int start = at;
        skipText();
        return new Name(new Section(file, start, at), 0);
    }

    private void skipText() throws DamagedTableException {
        while (unsignedByte() != 0) {
            // The end is looked for.
        }
    }

    private void require(long bytes) throws DamagedTableException {
        if (bytes < 0 || bytes > rest()) {
            throw new DamagedTableException();
        }
    }
}
