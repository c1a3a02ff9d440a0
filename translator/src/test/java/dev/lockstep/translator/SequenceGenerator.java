package dev.lockstep.translator;

import dev.lockstep.isa.ArmEncoding;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Encoding;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes {@link Sequence}s that go on for a while. Loads and stores use r8, r9 or sp as their base, which point into the data
 * and are changed by write-back only, and r10 as their index; r11 counts the loop. Accesses may nevertheless leave the data
 * or be misaligned, which ends the sequence with a fault.
 */
final class SequenceGenerator {
    private static final Set<ArmEncoding> NOT_PLAIN = EnumSet.of(
            ArmEncoding.SVC,
            ArmEncoding.BKPT,
            ArmEncoding.UNDEFINED,
            ArmEncoding.B,
            ArmEncoding.BL,
            ArmEncoding.BX,
            ArmEncoding.BXJ,
            ArmEncoding.BLX_REGISTER,
            ArmEncoding.BLX_IMMEDIATE);

    private static final int SP = 13;
    private static final int LR = 14;
    private static final int PC = 15;
    private static final int INDEX = 10;
    private static final int COUNTER = 11;
    private static final int[] BASES = {8, 9, SP};

    /** The registers that plain instructions leave alone. */
    private static final int PROTECTED = 1 << 8 | 1 << 9 | 1 << INDEX | 1 << COUNTER | 1 << SP | 1 << LR | 1 << PC;

    private static final int ALWAYS = 0xe0000000;
    private static final int DECREMENT_COUNTER = 0xe25bb001;
    private static final int PUSH = 0xe92d0000;
    private static final int POP = 0xe8bd0000;
    private static final int BX_LR = 0x012fff1e;
    private static final int MOV_PC_LR = 0x01a0f00e;
    private static final int BRANCH = 0x0a000000;
    private static final int BRANCH_IF_NOT_EQUAL = 0x1a000000;
    private static final int LINK = 0x01000000;
    /** The words that end a sequence: by a system call, and not at all. */
    static final int SVC = 0xef000000;

    static final int FOREVER = 0xeafffffe;

    private final RandomGenerator random;
    private final List<Encoding> rows;
    private final List<Integer> words = new ArrayList<>();
    /** Words to be filled with a call, and the subroutine that each calls. */
    private final List<int[]> calls = new ArrayList<>();

    /** A generator that draws from all rows. */
    SequenceGenerator(RandomGenerator random) {
        this(random, row -> true);
    }

    /** A generator that draws plain instructions from some rows only. */
    SequenceGenerator(RandomGenerator random, Predicate<Encoding> wanted) {
        this.random = random;
        rows = Stream.<Encoding>of(ArmEncoding.values())
                .filter(row -> !row.privileged() && !NOT_PLAIN.contains(row) && wanted.test(row))
                .toList();
    }

    /** The sequence. */
    Sequence next() {
        int subroutines = random.nextInt(4);
        loop(subroutines);
        words.add(random.nextInt(4) == 0 ? FOREVER : SVC);
        int[] starts = new int[subroutines];
        for (int k = 0; k < subroutines; k++) {
            starts[k] = words.size();
            subroutine(k + 1, subroutines);
        }
        for (int[] call : calls) {
            words.set(call[0], words.get(call[0]) | distance(call[0], starts[call[1]]));
        }
        int[] registers = new int[16];
        for (int number = 0; number < PC; number++) {
            registers[number] = random.nextBoolean() ? random.nextInt() : random.nextInt(-3, 70);
        }
        for (int base : BASES) {
            registers[base] = Sequence.DATA + Sequence.DATA_BYTES / 2 + 8 * random.nextInt(64);
        }
        registers[INDEX] = 8 * random.nextInt(32);
        registers[COUNTER] = random.nextInt(3, 12);
        registers[PC] = Sequence.CODE;
        byte[] data = new byte[Sequence.DATA_BYTES];
        random.nextBytes(data);
        int cpsr = 0x10 | random.nextInt() & 0xf80f0000;
        return new Sequence(words.stream().mapToInt(word -> word).toArray(), registers, cpsr, data);
    }

    private void loop(int subroutines) {
        int blocks = random.nextInt(2, 7);
        List<Integer> starts = new ArrayList<>();
        List<int[]> skips = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            starts.add(words.size());
            plain(random.nextInt(1, 12));
            if (subroutines > 0 && random.nextInt(3) == 0) {
                call(0, subroutines);
            } else if (random.nextBoolean()) {
                skips.add(new int[] {words.size(), random.nextInt(block + 1, blocks + 1)});
                words.add(condition() | BRANCH);
            }
        }
        starts.add(words.size());
        for (int[] skip : skips) {
            words.set(skip[0], words.get(skip[0]) | distance(skip[0], starts.get(skip[1])));
        }
        words.add(DECREMENT_COUNTER);
        int back = words.size();
        words.add(BRANCH_IF_NOT_EQUAL | distance(back, 0));
    }

    /** One that calls only later ones, so that all come back. */
    private void subroutine(int firstCallable, int subroutines) {
        int saved = random.nextInt() & 0xff | 1 << LR;
        int kind = random.nextInt(3);
        if (kind > 0) {
            plain(random.nextInt(8));
            int conditional = random.nextBoolean() ? condition() : ALWAYS;
            words.add(conditional | (kind == 1 ? BX_LR : MOV_PC_LR));
            plain(random.nextInt(4));
            words.add(ALWAYS | BX_LR);
            return;
        }
        words.add(PUSH | saved);
        plain(random.nextInt(6));
        if (firstCallable < subroutines) {
            call(firstCallable, subroutines);
        }
        plain(random.nextInt(6));
        words.add(POP | saved & 0xff | 1 << PC);
    }

    private void call(int first, int end) {
        calls.add(new int[] {words.size(), random.nextInt(first, end)});
        words.add((random.nextBoolean() ? condition() : ALWAYS) | BRANCH | LINK);
    }

    private int condition() {
        return random.nextInt(15) << 28;
    }

    private static int distance(int from, int to) {
        return (to - from - 2) & 0xffffff;
    }

    private void plain(int count) {
        int end = words.size() + count;
        while (words.size() < end) {
            Encoding row = rows.get(random.nextInt(rows.size()));
            int word = row.randomize(random);
            if (row.conditional() && random.nextInt(5) < 3) {
                word = word & 0x0fffffff | ALWAYS;
            }
            Instruction i = Decoder.decode(word);
            if (accessesMemory(i)) {
                word = confined(word, i);
                i = Decoder.decode(word);
            }
            if (i.encoding() == row && i.opcode() == row.opcode() && harmless(i)) {
                words.add(word);
            }
        }
    }

    private static boolean accessesMemory(Instruction i) {
        return switch (i.opcode()) {
            case LDR, LDRB, LDRH, LDRSB, LDRSH, LDRD, LDRT, LDRBT, LDM, LDREX, LDREXB, LDREXH, LDREXD -> true;
            case STR, STRB, STRH, STRD, STRT, STRBT, STM, STREX, STREXB, STREXH, STREXD, SWP, SWPB -> true;
            default -> false;
        };
    }

    /** The same access with a base that points to data, and mostly with a small offset. */
    private int confined(int word, Instruction i) {
        int base = BASES[random.nextInt(BASES.length)] << 16;
        int confined = word & ~(0xf << 16) | base;
        if (i.opcode() == Opcode.LDM || i.opcode() == Opcode.STM) {
            return i.opcode() == Opcode.LDM ? confined & ~PROTECTED : confined;
        }
        if (random.nextInt(20) == 0) {
            return confined;
        }
        if (i.operand() == Operand.IMMEDIATE && i.writeBack()) {
            return confined & ~7;
        }
        boolean scaled = i.operand() == Operand.REGISTER && (word & 1 << 26) != 0;
        if (scaled) {
            // At most LSL #3, LSR #3, ASR #3.
            confined &= ~(0x1c << 7 | 1 << 6);
        }
        boolean index = i.operand() == Operand.REGISTER;
        return index ? confined & ~0xf | INDEX : confined;
    }

    /** Whether it leaves the protected registers alone. */
    private static boolean harmless(Instruction i) {
        int last =
                switch (i.opcode()) {
                    case LDRD, LDREXD -> i.rd() + 1;
                    default -> i.rd();
                };
        boolean base = accessesMemory(i) || (PROTECTED >>> i.rn() & 1) == 0 || i.rn() == PC;
        boolean pair =
                switch (i.opcode()) {
                    case UMULL, UMLAL, SMULL, SMLAL, UMAAL, SMLALD, SMLSLD, SMLALBB, SMLALBT, SMLALTB, SMLALTT -> true;
                    default -> false;
                };
        boolean free = (PROTECTED >>> i.rd() & 1) == 0 && (PROTECTED >>> last & 1) == 0;
        return free && base && !(pair && i.rn() == PC);
    }
}
