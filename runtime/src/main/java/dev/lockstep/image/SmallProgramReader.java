package dev.lockstep.image;

import static dev.lockstep.image.ImageFile.hex;

import dev.lockstep.equivalence.StepHash;
import dev.lockstep.memory.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one small program: ten words, code, data (EQUIVALENCE.md section 3).
 *
 * <pre>
 *   word  0        1             2     3    4     5     6    7     8    9
 *        +-----+--------------+------+----+-----+------+----+-----+----+-----+------+------+
 *        |magic|header bytes  |offset|addr|bytes|offset|addr|bytes|addr|bytes| code | data |
 *        +-----+--------------+------+----+-----+------+----+-----+----+-----+------+------+
 *                             |      code       |       data      |   bss    |
 * </pre>
 *
 * <p>In memory, code and data each own the 1 MB sections that they lie in; the data's hold bss, heap and stack too. As
 * on the hardware, where nothing in a section forbids it, all of them may be read, written and executed.
 */
final class SmallProgramReader {
    static final int MAGIC = 0xfaf0faf0;
    static final int HEADER_BYTES = 40;

    private static final int MAX_PROGRAMS = 1024;
    private static final long SECTION = 1L << 20;
    private static final long STACK_ABOVE_DATA = 512 << 10;
    private static final int STACK_BYTES = 64 << 10;
    private static final long ADDRESSES = 1L << 32;

    private final ImageFile file;
    private final long start;
    private final String prefix;
    private final long codeAddress;
    private final long codeBytes;
    private final long dataOffset;
    private final long dataAddress;
    private final long dataBytes;
    private final long bssAddress;
    private final long bssBytes;

    /**
     * Reads the header of a program, without checking it.
     *
     * @param start of the program within the file
     * @param number of the program in the file, from 1
     */
    private SmallProgramReader(ImageFile file, long start, int number) throws ImageException {
        this.file = file;
        this.start = start;
        prefix = number == 1 ? "" : "program " + number + " ";
        if (!file.contains(start, HEADER_BYTES)) {
            throw broken("header", file.length() - start + " bytes", HEADER_BYTES + " bytes");
        }
        codeAddress = file.unsigned(start + 12);
        codeBytes = file.unsigned(start + 16);
        dataOffset = file.unsigned(start + 20);
        dataAddress = file.unsigned(start + 24);
        dataBytes = file.unsigned(start + 28);
        bssAddress = file.unsigned(start + 32);
        bssBytes = file.unsigned(start + 36);
    }

    /**
     * All programs of a file; each starts where the one before ended.
     *
     * @param name the program's name; where there are several, {@code name#1}, {@code name#2}, ...
     */
    static List<Image> readAll(ImageFile file, String name) throws ImageException {
        List<Image> images = new ArrayList<>();
        long start = 0;
        while (start < file.length()) {
            if (images.size() == MAX_PROGRAMS) {
                throw file.broken("programs", "more than " + MAX_PROGRAMS, "no more than that");
            }
            int number = images.size() + 1;
            SmallProgramReader reader = new SmallProgramReader(file, start, number);
            reader.checkFile();
            reader.checkMemory();
            boolean alone = number == 1 && reader.end() == file.length();
            images.add(reader.image(alone ? name : name + "#" + number));
            start = reader.end();
        }
        return List.copyOf(images);
    }

    private void checkFile() throws ImageException {
        if (file.word(start) != MAGIC) {
            throw broken("magic", hex(file.word(start)), hex(MAGIC));
        }
        checkNumber("header bytes", file.unsigned(start + 4), HEADER_BYTES);
        checkNumber("code offset", file.unsigned(start + 8), HEADER_BYTES);
        if (codeBytes == 0) {
            throw broken("code bytes", "0", "at least one instruction");
        }
        file.require(prefix + "code bytes", start + HEADER_BYTES, codeBytes);
        checkNumber("data offset", dataOffset, HEADER_BYTES + codeBytes);
        file.require(prefix + "data bytes", start + dataOffset, dataBytes);
    }

    private void checkMemory() throws ImageException {
        if (codeBytes > SECTION) {
            throw broken("code bytes", Long.toString(codeBytes), "at most " + SECTION);
        }
        checkAddress("code address", codeAddress);
        checkAddress("data address", dataAddress);
        if (codeAddress + codeBytes > ADDRESSES) {
            throw broken("code address", hex(codeAddress), "an address with room for " + codeBytes + " bytes");
        }
        if (stackTop() > ADDRESSES) {
            throw broken("data address", hex(dataAddress), "an address with room for data and stack");
        }
        if (dataAddress + dataBytes > heapLimit()) {
            throw broken("data bytes", Long.toString(dataBytes), "at most " + (heapLimit() - dataAddress));
        }
        if (bssBytes > 0) {
            checkBss();
        }
        if (codeSectionStart() < dataSectionEnd() && dataSectionStart() < codeSectionEnd()) {
            throw broken(
                    "data address",
                    hex(dataAddress),
                    "one whose section, with stack, is not the code's at " + hex(codeSectionStart()));
        }
    }

    private void checkBss() throws ImageException {
        if (bssAddress < dataAddress + dataBytes || bssAddress > heapLimit()) {
            throw broken(
                    "bss address",
                    hex(bssAddress),
                    "one from the data's end at " + hex(dataAddress + dataBytes) + " to " + hex(heapLimit()));
        }
        if (bssAddress + bssBytes > heapLimit()) {
            throw broken("bss bytes", Long.toString(bssBytes), "at most " + (heapLimit() - bssAddress));
        }
    }

    private void checkNumber(String field, long found, long wanted) throws ImageException {
        if (found != wanted) {
            throw broken(field, Long.toString(found), Long.toString(wanted));
        }
    }

    private void checkAddress(String field, long address) throws ImageException {
        if ((address & 3) != 0) {
            throw broken(field, hex(address), "a multiple of 4");
        }
    }

    private ImageException broken(String field, String found, String wanted) {
        return file.broken(prefix + field, found, wanted);
    }

    private Image image(String name) {
        byte[] code = file.copy(start + HEADER_BYTES, codeBytes);
        byte[] data = file.copy(start + dataOffset, dataBytes);
        List<Segment> segments = new ArrayList<>();
        addSection(segments, codeSectionStart(), codeAddress, code, codeSectionEnd());
        addSection(segments, dataSectionStart(), dataAddress, data, dataSectionEnd());
        segments.sort((a, b) -> Integer.compareUnsigned(a.address(), b.address()));
        long heapStart = bssBytes > 0 ? bssAddress + bssBytes : dataAddress + dataBytes;
        return new Image(
                name,
                Image.Format.SMALL,
                List.copyOf(segments),
                (int) codeAddress,
                (int) heapStart,
                (int) heapLimit(),
                (int) stackTop(),
                STACK_BYTES,
                abiOfName(),
                StepHash.program(code),
                Symbols.none(name));
    }

    /** The format has no room for the ABI, so a file's name may tell it: {@code NAME.eqx.bin}. */
    private Optional<String> abiOfName() {
        return file.name().endsWith(".eqx.bin") ? Optional.of("eqx") : Optional.empty();
    }

    private static void addSection(List<Segment> segments, long from, long address, byte[] content, long to) {
        if (from < address) {
            segments.add(new Segment((int) from, new byte[0], address - from, Rights.ALL));
        }
        segments.add(new Segment((int) address, content, to - address, Rights.ALL));
    }

    private long end() {
        return start + dataOffset + dataBytes;
    }

    private long stackTop() {
        return dataAddress + STACK_ABOVE_DATA;
    }

    private long heapLimit() {
        return stackTop() - STACK_BYTES;
    }

    private long codeSectionStart() {
        return codeAddress & -SECTION;
    }

    private long codeSectionEnd() {
        return codeAddress + codeBytes + SECTION - 1 & -SECTION;
    }

    private long dataSectionStart() {
        return dataAddress & -SECTION;
    }

    private long dataSectionEnd() {
        return stackTop() + SECTION - 1 & -SECTION;
    }
}
