package dev.lockstep.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An ELF executable that tests bend. As built it is valid:
 *
 * <pre>
 *  offset  what
 *       0  ELF header
 *      52  program header 0: PT_LOAD r-x, 0x10000, file 0x100..0x10f
 *      84  program header 1: PT_LOAD rw-, 0x11110, file 0x110..0x117, 0x40 bytes in memory
 *     116  program header 2: PT_NOTE, file 0x120..0x13f
 *   0x100  code; 0x110 data
 *   0x120  note: 9, 8, 1, "Lockstep", "pix"
 *   0x140  symbols: null, $a, main, label, data (an object), absent (undefined)
 *   0x1a0  their names
 *   0x200  section headers: null, .text, .symtab, .strtab, .data
 * </pre>
 */
final class ElfFile {
    static final int CODE = 0x10000;
    static final int DATA = 0x11110;
    static final int PROGRAM_HEADERS = 52;
    static final int SECTION_HEADERS = 0x200;
    static final int NOTE = 0x120;

    private static final int BYTES = 0x200 + 5 * 40;
    private static final int SYMBOLS = 0x140;
    private static final int NAMES = 0x1a0;

    private final ByteBuffer file = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);

    ElfFile() {
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1}).position(16);
        file.putShort((short) 2).putShort((short) 40).putInt(1).putInt(CODE + 4);
        file.putInt(PROGRAM_HEADERS).putInt(SECTION_HEADERS).putInt(0x05000200);
        file.putShort((short) 52).putShort((short) 32).putShort((short) 3);
        file.putShort((short) 40).putShort((short) 5).putShort((short) 3);
        words(1, 0x100, CODE, CODE, 0x10, 0x10, 5, 0x100);
        words(1, 0x110, DATA, DATA, 8, 0x40, 6, 0x1000);
        words(4, NOTE, 0, 0, 0x20, 0x20, 4, 4);
        for (int i = 0; i < 0x18; i++) {
            file.put(0x100 + i, (byte) (i + 1));
        }
        file.position(NOTE);
        words(9, 8, 1);
        file.put("Lockstep\0\0\0\0pix\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
        symbols();
        sections();
    }

    private void symbols() {
        String names = "\0$a\0main\0label\0data\0absent\0";
        file.position(NAMES);
        file.put(names.getBytes(StandardCharsets.US_ASCII));
        file.position(SYMBOLS);
        words(0, 0, 0, 0);
        symbol(names.indexOf("$a"), CODE, 0, 1);
        symbol(names.indexOf("main"), CODE + 5, 0x12, 1);
        symbol(names.indexOf("label"), CODE + 8, 0, 1);
        symbol(names.indexOf("data"), DATA, 0x11, 4);
        symbol(names.indexOf("absent"), 0, 0x12, 0);
    }

    private void symbol(int name, int value, int info, int section) {
        words(name, value, 0);
        file.put((byte) info).put((byte) 0).putShort((short) section);
    }

    private void sections() {
        file.position(SECTION_HEADERS);
        words(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        words(0, 1, 6, CODE, 0x100, 0x10, 0, 0, 4, 0);
        words(0, 2, 0, 0, SYMBOLS, 0x60, 3, 0, 4, 16);
        words(0, 3, 0, 0, NAMES, 0x40, 0, 0, 1, 0);
        words(0, 1, 3, DATA, 0x110, 8, 0, 0, 4, 0);
    }

    private void words(int... words) {
        for (int word : words) {
            file.putInt(word);
        }
    }

    ElfFile withByte(int offset, int value) {
        file.put(offset, (byte) value);
        return this;
    }

    ElfFile withHalf(int offset, int value) {
        file.putShort(offset, (short) value);
        return this;
    }

    ElfFile withWord(int offset, int value) {
        file.putInt(offset, value);
        return this;
    }

    /**
     * Overwrites a word of a program header.
     *
     * @param number of the header, from 0
     * @param word its number, from 0: p_type, p_offset, p_vaddr, p_paddr, p_filesz, p_memsz, p_flags, p_align
     */
    ElfFile withProgramHeader(int number, int word, int value) {
        return withWord(PROGRAM_HEADERS + 32 * number + 4 * word, value);
    }

    /** Overwrites a word of a section header. */
    ElfFile withSectionHeader(int number, int word, int value) {
        return withWord(SECTION_HEADERS + 40 * number + 4 * word, value);
    }

    byte[] bytes() {
        return file.array().clone();
    }

    byte[] bytes(int length) {
        return Arrays.copyOf(file.array(), length);
    }
}
