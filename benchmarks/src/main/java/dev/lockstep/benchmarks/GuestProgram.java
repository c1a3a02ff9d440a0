package dev.lockstep.benchmarks;

import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.image.Symbols;
import dev.lockstep.memory.Rights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Assembles the few ARM instructions that the benchmarks' guest programs are made of.
 *
 * <p>Code lies at 0x10000, data at 0x1000000, a stack of 64 KB below 0xc0000000. The ABI is lockstep's
 * (docs/EQUIVALENCE.md, section 4): the number of a system call in r0, its arguments from r1 on, its result in r0. Each
 * method but {@link #constant}, {@link #call} and the labels appends one instruction and is named after it.
 */
final class GuestProgram {
    static final int CODE = 0x10000;
    static final int DATA = 0x1000000;
    static final int SP = 13;

    static final int EXIT = 1;
    static final int FORK = 2;
    static final int EXEC = 3;
    static final int WAITPID = 4;
    static final int READ = 8;
    static final int GETPID = 16;
    static final int YIELD = 17;

    private static final int STACK_TOP = 0xc0000000;
    private static final int STACK_BYTES = 64 << 10;
    private static final int HEAP_LIMIT = 0x40000000;
    private static final int EQUAL = 0x0a000000;
    private static final int NOT_EQUAL = 0x1a000000;
    private static final int ALWAYS = 0xea000000;
    private static final int LINK = 0xeb000000;
    private static final int DISTANCE = 0xffffff;
    private static final int BYTE = 0xff;

    private final List<Integer> words = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<Integer, String> functions = new HashMap<>();
    private final Map<Integer, String> branches = new HashMap<>();

    /** A function begins here, and a branch may lead here. */
    GuestProgram function(String name) {
        functions.put(CODE + Integer.BYTES * words.size(), name);
        return label(name);
    }

    /** A branch may lead here. */
    GuestProgram label(String name) {
        labels.put(name, words.size());
        return this;
    }

    private GuestProgram word(int word) {
        words.add(word);
        return this;
    }

    /** mov rd, #constant: 0 to 255. */
    GuestProgram mov(int rd, int constant) {
        return word(0xe3a00000 | rd << 12 | constant & BYTE);
    }

    /** mvn rd, #constant: 0 to 255. */
    GuestProgram mvn(int rd, int constant) {
        return word(0xe3e00000 | rd << 12 | constant & BYTE);
    }

    /** mov rd, rm. */
    GuestProgram movRegister(int rd, int rm) {
        return word(0xe1a00000 | rd << 12 | rm);
    }

    /** Any constant, in four instructions. */
    GuestProgram constant(int rd, int value) {
        word(0xe3a00000 | rd << 12 | (value & BYTE));
        word(0xe3800c00 | rd << 16 | rd << 12 | (value >>> 8 & BYTE));
        word(0xe3800800 | rd << 16 | rd << 12 | (value >>> 16 & BYTE));
        return word(0xe3800400 | rd << 16 | rd << 12 | value >>> 24);
    }

    /** add rd, rn, #constant: 0 to 255. */
    GuestProgram add(int rd, int rn, int constant) {
        return word(0xe2800000 | rn << 16 | rd << 12 | constant & BYTE);
    }

    /** add rd, rn, rm. */
    GuestProgram addRegister(int rd, int rn, int rm) {
        return word(0xe0800000 | rn << 16 | rd << 12 | rm);
    }

    /** subs rd, rn, #constant: 0 to 255. */
    GuestProgram subs(int rd, int rn, int constant) {
        return word(0xe2500000 | rn << 16 | rd << 12 | constant & BYTE);
    }

    /** subs rd, rn, rm. */
    GuestProgram subsRegister(int rd, int rn, int rm) {
        return word(0xe0500000 | rn << 16 | rd << 12 | rm);
    }

    /** eor rd, rn, rm, ror #amount: 1 to 31. */
    GuestProgram eorRotated(int rd, int rn, int rm, int amount) {
        return word(0xe0200060 | rn << 16 | rd << 12 | amount << 7 | rm);
    }

    /** and rd, rn, rm. */
    GuestProgram and(int rd, int rn, int rm) {
        return word(0xe0000000 | rn << 16 | rd << 12 | rm);
    }

    /** cmp rn, #constant: 0 to 255. */
    GuestProgram cmp(int rn, int constant) {
        return word(0xe3500000 | rn << 16 | constant & BYTE);
    }

    /** ldr rd, [rn, rm]. */
    GuestProgram ldr(int rd, int rn, int rm) {
        return word(0xe7900000 | rn << 16 | rd << 12 | rm);
    }

    /** str rd, [rn]. */
    GuestProgram str(int rd, int rn) {
        return word(0xe5800000 | rn << 16 | rd << 12);
    }

    /** push {r4, lr}. */
    GuestProgram push() {
        return word(0xe92d4010);
    }

    /** pop {r4, pc}. */
    GuestProgram pop() {
        return word(0xe8bd8010);
    }

    /** bx lr. */
    GuestProgram ret() {
        return word(0xe12fff1e);
    }

    GuestProgram b(String label) {
        return branch(ALWAYS, label);
    }

    GuestProgram beq(String label) {
        return branch(EQUAL, label);
    }

    GuestProgram bne(String label) {
        return branch(NOT_EQUAL, label);
    }

    GuestProgram bl(String label) {
        return branch(LINK, label);
    }

    private GuestProgram branch(int opcode, String label) {
        branches.put(words.size(), label);
        return word(opcode);
    }

    /** A system call: mov r0, #number; svc #0. Its arguments are in their registers. */
    GuestProgram call(int number) {
        return mov(0, number).word(0xef000000);
    }

    /** exit(0). */
    GuestProgram exit() {
        return mov(1, 0).call(EXIT);
    }

    /**
     * The program as if it had been read from an ELF file.
     *
     * @param data what stands at its begin
     * @param dataBytes length of its data, which is zero otherwise
     */
    Image image(String name, byte[] data, int dataBytes) {
        Symbols symbols = new Symbols(functions, Map.of());
        Segment code = new Segment(CODE, bytes(), (long) Integer.BYTES * words.size(), Rights.READ_EXECUTE);
        return new Image(
                name,
                Image.Format.ELF,
                List.of(code, new Segment(DATA, data, dataBytes, Rights.READ_WRITE)),
                CODE,
                DATA + dataBytes,
                HEAP_LIMIT,
                STACK_TOP,
                STACK_BYTES,
                Optional.of("lockstep"),
                words.hashCode(),
                symbols);
    }

    private byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * words.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < words.size(); i++) {
            String target = branches.get(i);
            // ARM ARM A4.1.5: in words, from two instructions on.
            int distance = target == null ? 0 : labels.get(target) - i - 2 & DISTANCE;
            bytes.putInt(words.get(i) | distance);
        }
        return bytes.array();
    }
}
