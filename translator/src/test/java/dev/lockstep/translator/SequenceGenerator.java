package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Encoding;
import dev.lockstep.translator.PlainInstructions.Roles;
import dev.lockstep.vfp.Fpscr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Makes {@link Sequence}s that go on for a while: of ARM state alone, of Thumb alone, or of both, which call each other;
 * some with many VFP instructions, some with changes of the order of data.
 */
final class SequenceGenerator {
    private static final int LR = 14;
    private static final int PC = 15;
    private static final int UNCONDITIONAL = 14;
    private static final int ALWAYS = 0xe0000000;
    private static final int BX_LR = 0x012fff1e;
    private static final int MOV_PC_LR = 0x01a0f00e;
    private static final int PUSH = 0xe92d0000;
    private static final int POP = 0xe8bd0000;
    private static final int FOREVER = 0xeafffffe;
    private static final int SETEND = 0xf1010000;
    private static final int SETEND_BIG = 1 << 9;
    private static final int THUMB_BX_LR = 0x4770;
    private static final int THUMB_PUSH_LR = 0xb500;
    private static final int THUMB_POP_PC = 0xbd00;
    private static final int THUMB_FOREVER = 0xe7fe;
    private static final int THUMB_SETEND = 0xb650;
    private static final int THUMB_SETEND_BIG = 1 << 3;

    private final RandomGenerator random;
    private final CaseValues values;
    private final Predicate<Encoding> wanted;
    private final SequenceCode code = new SequenceCode(Sequence.CODE);

    /** Subroutines: their labels and instruction sets. */
    private final List<Integer> labels = new ArrayList<>();

    private final List<Boolean> thumbs = new ArrayList<>();
    private int last;
    private boolean orders;
    private PlainInstructions plain;
    private Roles roles;

    /** A generator that draws from all rows. */
    SequenceGenerator(RandomGenerator random) {
        this(random, row -> true);
    }

    /** A generator that draws plain instructions from some rows only. */
    SequenceGenerator(RandomGenerator random, Predicate<Encoding> wanted) {
        this.random = random;
        this.wanted = wanted;
        values = new CaseValues(random);
    }

    /** The sequence; a generator makes one. */
    Sequence next() {
        int kind = random.nextInt(8);
        int thumbShare = kind < 3 ? 0 : kind < 5 ? 10 : 5;
        boolean vfp = thumbShare < 10 && random.nextInt(3) == 0;
        roles = thumbShare == 0 ? Roles.ARM : Roles.BOTH;
        orders = random.nextInt(3) == 0;
        plain = new PlainInstructions(random, roles, wanted, vfp ? 6 : 0);
        boolean thumb = random.nextInt(10) < thumbShare;
        ends(random.nextInt(4) == 0);
        int subroutines = random.nextInt(4);
        for (int k = 0; k < subroutines; k++) {
            labels.add(code.label());
            thumbs.add(random.nextInt(10) < thumbShare);
        }
        loop(thumb);
        for (int k = 0; k < subroutines; k++) {
            code.align();
            code.place(labels.get(k));
            if (thumbs.get(k)) {
                thumbSubroutine(k + 1);
            } else {
                armSubroutine(k + 1, thumbShare > 0);
            }
        }
        return state(thumb, vfp);
    }

    private Sequence state(boolean thumb, boolean vfp) {
        int[] registers = new int[16];
        for (int number = 0; number < PC; number++) {
            registers[number] = random.nextBoolean() ? random.nextInt() : random.nextInt(-3, 70);
        }
        for (int base : roles.bases()) {
            registers[base] = Sequence.DATA + Sequence.DATA_BYTES / 2 + 8 * random.nextInt(64);
        }
        registers[roles.index()] = 8 * random.nextInt(32);
        registers[roles.counter()] = random.nextInt(3, 12);
        registers[PC] = Sequence.START;
        byte[] data = new byte[Sequence.DATA_BYTES];
        random.nextBytes(data);
        int cpsr = CpuState.USER_MODE | random.nextInt() & 0xf80f0000 | (thumb ? CpuState.THUMB : 0);
        long[] doubles = new long[16];
        values.fill(doubles);
        int fpscr = values.fpscr() & ~(Fpscr.LEN | Fpscr.STRIDE);
        return new Sequence(code.bytes(), registers, cpsr, doubles, fpscr, data, vfp, last);
    }

    /** Where sequences end: by a system call, or not at all. */
    private void ends(boolean forever) {
        code.arm(forever ? FOREVER : CaseCode.SVC);
        code.thumb(forever ? THUMB_FOREVER : CaseCode.THUMB_SVC & 0xffff);
        code.thumb(CaseCode.THUMB_NOP);
        code.arm(CaseCode.SVC);
    }

    private void loop(boolean thumb) {
        int start = code.label();
        int end = code.label();
        code.place(start);
        code.place(end, thumb ? Sequence.THUMB_END : Sequence.ARM_END);
        int blocks = random.nextInt(2, 7);
        int[] heads = new int[blocks + 1];
        for (int block = 0; block <= blocks; block++) {
            heads[block] = code.label();
        }
        for (int block = 0; block < blocks; block++) {
            code.place(heads[block]);
            plain(thumb, random.nextInt(1, 12));
            if (!labels.isEmpty() && random.nextInt(3) == 0) {
                call(thumb, 0);
            } else if (random.nextBoolean()) {
                branch(thumb, random.nextInt(15), heads[random.nextInt(block + 1, blocks + 1)]);
            }
        }
        code.place(heads[blocks]);
        int counter = roles.counter();
        emit(thumb, thumb ? 0x3801 | counter << 8 : 0xe2500001 | counter << 16 | counter << 12);
        branch(thumb, 1, start);
        last = code.here();
        branch(thumb, UNCONDITIONAL, end);
    }

    private void emit(boolean thumb, int word) {
        if (thumb) {
            code.thumb(word);
        } else {
            code.arm(word);
        }
    }

    private void branch(boolean thumb, int condition, int label) {
        if (thumb) {
            code.thumbBranch(condition, label);
        } else {
            code.armBranch(condition << 28, false, label);
        }
    }

    /** One that calls only later ones, so that all come back. */
    private void armSubroutine(int firstCallable, boolean interworking) {
        int saved = random.nextInt() & 0xff | 1 << LR;
        int kind = random.nextInt(3);
        if (kind > 0) {
            plain(false, random.nextInt(8));
            int conditional = random.nextBoolean() ? random.nextInt(15) << 28 : ALWAYS;
            code.arm(conditional | (kind == 1 || interworking ? BX_LR : MOV_PC_LR));
            plain(false, random.nextInt(4));
            code.arm(ALWAYS | BX_LR);
            return;
        }
        code.arm(PUSH | saved);
        plain(false, random.nextInt(6));
        if (firstCallable < labels.size()) {
            call(false, firstCallable);
        }
        plain(false, random.nextInt(6));
        code.arm(POP | saved & 0xff | 1 << PC);
    }

    private void thumbSubroutine(int firstCallable) {
        int saved = random.nextInt() & 0xff;
        if (random.nextInt(3) > 0) {
            plain(true, random.nextInt(8));
            int skip = code.label();
            branch(true, random.nextInt(15), skip);
            code.thumb(THUMB_BX_LR);
            code.place(skip);
            plain(true, random.nextInt(4));
            code.thumb(THUMB_BX_LR);
            return;
        }
        code.thumb(THUMB_PUSH_LR | saved);
        plain(true, random.nextInt(6));
        if (firstCallable < labels.size()) {
            call(true, firstCallable);
        }
        plain(true, random.nextInt(6));
        code.thumb(THUMB_POP_PC | saved);
    }

    private void call(boolean thumb, int first) {
        int subroutine = random.nextInt(first, labels.size());
        boolean toThumb = thumbs.get(subroutine);
        int label = labels.get(subroutine);
        if (thumb) {
            code.thumbCall(!toThumb, label);
        } else if (toThumb) {
            code.armExchange(label);
        } else {
            code.armBranch((random.nextBoolean() ? random.nextInt(15) : UNCONDITIONAL) << 28, true, label);
        }
    }

    private void plain(boolean thumb, int count) {
        for (int k = 0; k < count; k++) {
            if (orders && random.nextInt(12) == 0) {
                boolean big = random.nextBoolean();
                emit(thumb, thumb ? THUMB_SETEND | (big ? THUMB_SETEND_BIG : 0) : SETEND | (big ? SETEND_BIG : 0));
            } else {
                emit(thumb, thumb ? plain.thumb() : plain.arm());
            }
        }
    }
}
