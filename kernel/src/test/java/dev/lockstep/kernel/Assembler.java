package dev.lockstep.kernel;

import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.image.Symbols;
import dev.lockstep.memory.Rights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes tiny programs for tests, one word for each call unless it says otherwise.
 *
 * <p>As an ELF image: code at {@value #CODE} (r-x), a page of zeros at {@value #DATA} (rw-), the heap behind it. As a
 * small program: code at 0x400000, data at 0x500000.
 */
final class Assembler {
    static final int CODE = 0x10000;
    static final int DATA = 0x20000;
    static final int HEAP = 0x30000;
    static final int STACK_TOP = 0xc0000000;
    static final int SMALL_CODE = 0x400000;
    static final int SMALL_DATA = 0x500000;
    static final int SP = 13;

    private static final int ALWAYS = 14;
    private static final int EQUAL = 0;
    private static final int NOT_EQUAL = 1;

    private final List<Integer> words = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<Integer, String> branches = new HashMap<>();

    Assembler label(String name) {
        labels.put(name, words.size());
        return this;
    }

    Assembler word(int word) {
        words.add(word);
        return this;
    }

    /** mov rd, #constant: any constant that ARM can encode in one instruction, as MOV or MVN. */
    Assembler mov(int rd, int constant) {
        int encoded = encode(constant);
        return encoded >= 0
                ? word(0xe3a00000 | rd << 12 | encoded)
                : word(0xe3e00000 | rd << 12 | encodeOrFail(~constant));
    }

    /** Any constant; always four words. */
    Assembler constant(int rd, int value) {
        word(0xe3a00000 | rd << 12 | (value & 0xff));
        word(0xe3800c00 | rd << 16 | rd << 12 | (value >>> 8 & 0xff));
        word(0xe3800800 | rd << 16 | rd << 12 | (value >>> 16 & 0xff));
        return word(0xe3800400 | rd << 16 | rd << 12 | value >>> 24);
    }

    Assembler move(int rd, int rm) {
        return word(0xe1a00000 | rd << 12 | rm);
    }

    Assembler add(int rd, int rn, int constant) {
        return word(0xe2800000 | rn << 16 | rd << 12 | encodeOrFail(constant));
    }

    Assembler addRegister(int rd, int rn, int rm) {
        return word(0xe0800000 | rn << 16 | rd << 12 | rm);
    }

    Assembler subtractAndTest(int rd, int rn, int constant) {
        return word(0xe2500000 | rn << 16 | rd << 12 | encodeOrFail(constant));
    }

    Assembler compare(int rn, int constant) {
        return word(0xe3500000 | rn << 16 | encodeOrFail(constant));
    }

    Assembler load(int rd, int rn, int offset) {
        return word(0xe5900000 | rn << 16 | rd << 12 | offset);
    }

    Assembler store(int rd, int rn, int offset) {
        return word(0xe5800000 | rn << 16 | rd << 12 | offset);
    }

    Assembler branch(String label) {
        return branch(ALWAYS, label);
    }

    Assembler branchIfEqual(String label) {
        return branch(EQUAL, label);
    }

    Assembler branchIfNotEqual(String label) {
        return branch(NOT_EQUAL, label);
    }

    private Assembler branch(int condition, String label) {
        branches.put(words.size(), label);
        return word(condition << 28 | 0x0a000000);
    }

    Assembler nop() {
        return word(0xe1a00000);
    }

    Assembler svc(int comment) {
        return word(0xef000000 | comment);
    }

    /** A loop of {@code 2 * turns + 1} instructions in three words; changes r12. */
    Assembler spin(int turns) {
        String again = "spin" + words.size();
        return mov(12, turns).label(again).subtractAndTest(12, 12, 1).branchIfNotEqual(again);
    }

    /** A system call with constant arguments in r1, r2, ...; a mov for each (or four), the number's, and the SVC. */
    Assembler call(int number, int... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            boolean oneWord = encode(arguments[i]) >= 0 || encode(~arguments[i]) >= 0;
            if (oneWord) {
                mov(1 + i, arguments[i]);
            } else {
                constant(1 + i, arguments[i]);
            }
        }
        return mov(0, number).svc(0);
    }

    /** exit(code) under lockstep and pix. */
    Assembler exit(int code) {
        return call(1, code);
    }

    /** Forks, and lets the child go on at a label. */
    Assembler fork(String child) {
        return call(2).compare(0, 0).branchIfEqual(child);
    }

    /** Text with a zero byte at the end, padded to words. */
    Assembler text(String text) {
        byte[] bytes = (text + "\0\0\0\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.remaining() >= 4) {
            word(buffer.getInt());
        }
        return this;
    }

    /** The address of a label in an ELF image. */
    int address(String label) {
        return CODE + 4 * labels.get(label);
    }

    /** The address of what is assembled next in an ELF image. */
    int here() {
        return CODE + 4 * words.size();
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < words.size(); i++) {
            String target = branches.get(i);
            int distance = target == null ? 0 : labels.get(target) - i - 2;
            bytes.putInt(words.get(i) | (distance & (target == null ? 0 : 0xffffff)));
        }
        return bytes.array();
    }

    Image elf(String name) {
        return elf(name, Optional.empty(), CODE);
    }

    Image elf(String name, Optional<String> abi, int entry) {
        Map<Integer, String> functions = new HashMap<>();
        labels.forEach((label, index) -> functions.put(CODE + 4 * index, label));
        return new Image(
                name,
                Image.Format.ELF,
                List.of(
                        new Segment(CODE, bytes(), 4L * words.size(), Rights.READ_EXECUTE),
                        new Segment(DATA, new byte[0], 0x1000, Rights.READ_WRITE)),
                entry,
                HEAP,
                0x40000000,
                STACK_TOP,
                0x10000,
                abi,
                words.hashCode(),
                new Symbols(functions, Map.of()));
    }

    Image small(String name) {
        return new Image(
                name,
                Image.Format.SMALL,
                List.of(
                        new Segment(SMALL_CODE, bytes(), 1 << 20, Rights.ALL),
                        new Segment(SMALL_DATA, new byte[0], 1 << 20, Rights.ALL)),
                SMALL_CODE,
                SMALL_DATA + 0x100,
                SMALL_DATA + 0x70000,
                SMALL_DATA + 0x80000,
                0x10000,
                Optional.empty(),
                words.hashCode(),
                Symbols.none());
    }

    private static int encodeOrFail(int constant) {
        int encoded = encode(constant);
        if (encoded < 0) {
            throw new IllegalArgumentException("no ARM constant: " + constant);
        }
        return encoded;
    }

    private static int encode(int constant) {
        for (int rotation = 0; rotation < 16; rotation++) {
            int value = Integer.rotateLeft(constant, 2 * rotation);
            if ((value & 0xff) == value) {
                return rotation << 8 | value;
            }
        }
        return -1;
    }
}
