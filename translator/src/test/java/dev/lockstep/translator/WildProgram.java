package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Bytes that are executed though nobody wrote them as a program: random words and halfwords, and random instructions of
 * both states, in pages that may be written while they are executed, in read-only ones, and in the last of the address
 * space. Registers point to all of that, its ends, and nowhere.
 */
final class WildProgram {
    static final int PAGE = 4096;

    /** How often it is started anew, at most. */
    static final int STARTS = 12;

    /** Pages that may be written and executed. */
    static final int CODE = 0x0020_0000;

    static final int CODE_BYTES = 2 * PAGE;

    /** A page that may be read and executed. */
    static final int FIXED = 0x0030_0000;

    /** Pages of data that may be written. */
    static final int DATA = 0x0050_0000;

    static final int DATA_BYTES = 2 * PAGE;

    /** A page that may be read only. */
    static final int READ_ONLY = 0x0060_0000;

    /** The last page, which may be written and executed. */
    static final int TOP = -PAGE;

    /** One that may be executed, with branches to {@link #starts}: what they go to is hot at once. */
    private static final int ENTRY = 0x0010_0000;

    /** Branches for big-endian data, behind those for little-endian. */
    private static final int BIG_ENDIAN_ENTRIES = 8 * STARTS;

    private static final int STOPS = 60;
    private static final int LOAD_PC_FROM_NEXT = 0xe51ff004;

    private static final int[] PLACES = {CODE, CODE, CODE + PAGE, FIXED, DATA, READ_ONLY, TOP};

    private final RandomGenerator random;
    private final CaseValues values;
    private final int[] bodies = new int[4];
    private final List<Encoding> arm = CaseGenerator.rows(false);
    private final List<Encoding> thumb = CaseGenerator.rows(true);

    /** Where much happens: many pointers and starts are near. */
    private final int spot;

    final byte[] code;
    final byte[] fixed;
    final byte[] top;
    final byte[] data = new byte[DATA_BYTES];
    final int[] registers = new int[CpuState.PC];
    final long[] doubles = new long[16];
    final int fpscr;
    final int cpsr;

    /** Where it starts, and goes on when it got lost: addresses with the instruction set in bit 0. */
    private final int[] starts = new int[STARTS];

    /** How many instructions to execute between two looks at the state. */
    final List<Integer> budgets = new ArrayList<>();

    /** A program that depends on the random numbers alone. */
    WildProgram(RandomGenerator random) {
        this.random = random;
        values = new CaseValues(random);
        spot = CODE + random.nextInt(CODE_BYTES);
        for (int k = 0; k < bodies.length; k++) {
            bodies[k] = random.nextInt(5);
        }
        code = body(CODE_BYTES, bodies[0]);
        fixed = body(PAGE, bodies[1]);
        top = body(PAGE, bodies[2]);
        random.nextBytes(data);
        for (int number = 0; number < registers.length; number++) {
            registers[number] = random.nextInt(4) == 0 ? values.integer() : pointer();
        }
        values.fill(doubles);
        fpscr = values.fpscr();
        cpsr = CpuState.USER_MODE
                | random.nextInt() & 0xf80f0000
                | (random.nextInt(4) == 0 ? CpuState.BIG_ENDIAN : 0);
        for (int k = 0; k < STARTS; k++) {
            starts[k] = random.nextBoolean() ? pointer() | 1 : pointer() & ~3;
        }
        for (int k = 0; k < STOPS; k++) {
            budgets.add(random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(1, 12));
        }
    }

    /** The page of the branches. */
    byte[] entries() {
        ByteBuffer entries = ByteBuffer.allocate(16 * STARTS).order(ByteOrder.LITTLE_ENDIAN);
        for (int start : starts) {
            entries.putInt(LOAD_PC_FROM_NEXT).putInt(start);
        }
        for (int start : starts) {
            entries.putInt(LOAD_PC_FROM_NEXT).putInt(Integer.reverseBytes(start));
        }
        return entries.array();
    }

    /** Address of the branch, in ARM state, that starts it for the n-th time. */
    static int entry(int n, boolean bigEndian) {
        return ENTRY + 8 * n + (bigEndian ? BIG_ENDIAN_ENTRIES : 0);
    }

    private int pointer() {
        int place = PLACES[random.nextInt(PLACES.length)];
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> spot + random.nextInt(-64, 64);
            case 3 -> place + random.nextInt(-16, 17);
            case 4 -> place + PAGE - random.nextInt(20);
            case 5 -> random.nextInt();
            default -> place + (random.nextInt(PAGE) & -4);
        };
    }

    private byte[] body(int bytes, int kind) {
        ByteBuffer body = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (body.remaining() >= 4) {
            switch (kind == 4 ? random.nextInt(4) : kind) {
                case 0 -> body.putInt(random.nextInt());
                case 1 -> body.putInt(random.nextInt() & 0x0fffffff | 0xe0000000);
                case 2 -> body.putInt(arm.get(random.nextInt(arm.size())).randomize(random));
                default -> {
                    int word = thumb.get(random.nextInt(thumb.size())).randomize(random);
                    if (word >>> 16 != 0) {
                        body.putShort((short) (word >>> 16));
                    }
                    body.putShort((short) word);
                }
            }
        }
        return body.array();
    }

    /** What it starts with. */
    String describe() {
        StringBuilder text = new StringBuilder("cpsr=%08x fpscr=%08x starts".formatted(cpsr, fpscr));
        for (int start : starts) {
            text.append(" %08x".formatted(start));
        }
        for (int number = 0; number < registers.length; number++) {
            text.append(" r%d=%08x".formatted(number, registers[number]));
        }
        return text + " budgets " + budgets;
    }
}
