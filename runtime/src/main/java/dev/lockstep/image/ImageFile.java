package dev.lockstep.image;

import dev.lockstep.image.dwarf.DebugSections.Section;

/**
 * The bytes of a program file with its name for error messages. Offsets and lengths are longs, so that sums of header
 * fields (unsigned 32-bit) cannot wrap around.
 */
final class ImageFile {
    private final String name;
    private final byte[] bytes;

    ImageFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** As the user wrote it. */
    String name() {
        return name;
    }

    /** In bytes. */
    long length() {
        return bytes.length;
    }

    /** Whether all these bytes are in the file. */
    boolean contains(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= bytes.length && length <= bytes.length - offset;
    }

    /**
     * A byte.
     *
     * @param offset within the file: the caller has checked
     * @return zero-extended
     */
    int byteAt(long offset) {
        return bytes[(int) offset] & 0xff;
    }

    /** A little-endian halfword within the file, zero-extended. */
    int half(long offset) {
        return byteAt(offset) | byteAt(offset + 1) << 8;
    }

    /** A little-endian word within the file. */
    int word(long offset) {
        return half(offset) | half(offset + 2) << 16;
    }

    /** A little-endian word within the file, as unsigned. */
    long unsigned(long offset) {
        return word(offset) & 0xffffffffL;
    }

    /** A copy of bytes within the file. */
    byte[] copy(long offset, long length) {
        byte[] copy = new byte[(int) length];
        System.arraycopy(bytes, (int) offset, copy, 0, copy.length);
        return copy;
    }

    /** Bytes within the file, without a copy. */
    Section section(long offset, long length) {
        return new Section(bytes, (int) offset, (int) (offset + length));
    }

    /**
     * Text up to a zero byte, the end of its table or a limit.
     *
     * @param offset within the file
     * @param end first offset that does not belong to the table any more, within the file
     * @param limit most characters
     */
    String text(long offset, long end, int limit) {
        StringBuilder text = new StringBuilder();
        for (long at = offset; at < end && byteAt(at) != 0 && text.length() < limit; at++) {
            text.append((char) byteAt(at));
        }
        return text.toString();
    }

    /** The error for a field of this file. */
    ImageException broken(String field, String found, String wanted) {
        return new ImageException(name + ": " + field + ": found " + found + ", wanted " + wanted);
    }

    /** Bytes that the file should have. */
    void require(String field, long offset, long length) throws ImageException {
        if (!contains(offset, length)) {
            throw broken(
                    field, length + " bytes at offset " + offset, "them within the file's " + bytes.length + " bytes");
        }
    }

    /** The low 32 bits of an address or a pattern as the messages show it. */
    static String hex(long value) {
        return "0x%08x".formatted((int) value);
    }
}
