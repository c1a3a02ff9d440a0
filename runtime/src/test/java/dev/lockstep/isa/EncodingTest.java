package dev.lockstep.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncodingTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20_260_101);
    private static final int WORDS = 2_000;
    private static final int CONDITION = 0xF0000000;

    private static final String SPECIAL_CASES =
            """
            SMUAD < SMLAD
            SMUSD < SMLSD
            SMMUL < SMMLA
            USAD8 < USADA8
            SXTB16 < SXTAB16
            SXTB < SXTAB
            SXTH < SXTAH
            UXTB16 < UXTAB16
            UXTB < UXTAB
            UXTH < UXTAH
            LDRT_IMMEDIATE < LDR_IMMEDIATE
            LDRT_REGISTER < LDR_REGISTER
            STRT_IMMEDIATE < STR_IMMEDIATE
            STRT_REGISTER < STR_REGISTER
            LDRBT_IMMEDIATE < LDRB_IMMEDIATE
            LDRBT_REGISTER < LDRB_REGISTER
            STRBT_IMMEDIATE < STRB_IMMEDIATE
            STRBT_REGISTER < STRB_REGISTER
            NOP < MSR_CPSR_IMMEDIATE
            NOP < NOP_UNALLOCATED
            YIELD < MSR_CPSR_IMMEDIATE
            YIELD < NOP_UNALLOCATED
            WFE < MSR_CPSR_IMMEDIATE
            WFE < NOP_UNALLOCATED
            WFI < MSR_CPSR_IMMEDIATE
            WFI < NOP_UNALLOCATED
            SEV < MSR_CPSR_IMMEDIATE
            SEV < NOP_UNALLOCATED
            NOP_UNALLOCATED < MSR_CPSR_IMMEDIATE
            FMSTAT < FMRX
            """;

    private static final String THUMB_SPECIAL_CASES =
            """
            SVC < B_CONDITIONAL
            UNDEFINED_CONDITION < B_CONDITIONAL
            """;

    private static final Set<Encoding> ALWAYS_UNDEFINED = Set.of(ArmEncoding.UNDEFINED, ThumbEncoding.UNDEFINED);

    @ParameterizedTest
    @MethodSource("tables")
    void ofTwoRowsThatMatchACommonWordOneHasAllFixedBitsOfTheOtherAndMore(List<Encoding> rows) {
        for (Encoding one : rows) {
            for (Encoding other : rows) {
                if (one != other && haveACommonWord(one, other)) {
                    int common = one.mask() & other.mask();
                    assertTrue(common == one.mask() ^ common == other.mask(), () -> one + " and " + other);
                }
            }
        }
    }

    @Test
    void onlyTheseRowsAreSpecialCasesOfOthers() {
        assertEquals(SPECIAL_CASES, specialCases(Rows.arm()));
        assertEquals(THUMB_SPECIAL_CASES, specialCases(Rows.thumb()));
    }

    @ParameterizedTest
    @MethodSource("dev.lockstep.isa.Rows#all")
    void everyRowIsReachable(Encoding row) {
        RandomGenerator random = new SplittableRandom(SEED);
        boolean reached = random.ints(WORDS)
                .map(any -> row.row().pattern().randomize(random))
                .anyMatch(word -> row.decode(word).encoding() == row);
        assertTrue(reached);
    }

    @ParameterizedTest
    @MethodSource("dev.lockstep.isa.Rows#all")
    void fixedBitsAreWithinTheMask(Encoding row) {
        assertEquals(0, row.value() & ~row.mask());
    }

    @ParameterizedTest
    @MethodSource("dev.lockstep.isa.Rows#all")
    void aRandomWordDecodesToItsRowAndIsDefined(Encoding row) {
        RandomGenerator random = new SplittableRandom(SEED);
        if (row.privileged()) {
            assertThrows(IllegalStateException.class, () -> row.randomize(random));
            return;
        }
        for (int i = 0; i < WORDS; i++) {
            int word = row.randomize(random);
            Instruction instruction = row.decode(word);
            assertEquals(row, instruction.encoding(), () -> "seed %d, word %08x".formatted(SEED, word));
            assertEquals(row.opcode(), instruction.opcode(), () -> "seed %d, word %08x".formatted(SEED, word));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lockstep.isa.Rows#all")
    void randomWordsReachBothValuesOfEveryFreeBit(Encoding row) {
        RandomGenerator random = new SplittableRandom(SEED);
        if (row.privileged() || row == ArmEncoding.BKPT || row == ThumbEncoding.UNDEFINED) {
            return;
        }
        int ones = 0;
        int zeros = 0;
        for (int i = 0; i < WORDS; i++) {
            int word = row.randomize(random);
            ones |= word;
            zeros |= ~word;
        }
        int free = row.row().pattern().free() & ~alwaysZero(row);
        assertEquals(free, ones & zeros & free);
    }

    @Test
    void everyOpcodeHasARow() {
        Set<Opcode> missing = EnumSet.complementOf(EnumSet.of(Opcode.SYSTEM));
        for (Encoding row : Rows.all()) {
            missing.remove(row.opcode());
        }
        assertEquals(Set.of(), missing);
    }

    @ParameterizedTest
    @MethodSource("dev.lockstep.isa.Rows#arm")
    void aRowOfArmStateIsNamedAfterItsOpcode(Encoding row) {
        assertTrue(row.name().startsWith(row.opcode().name()));
    }

    static Stream<List<Encoding>> tables() {
        return Stream.of(Rows.arm(), Rows.thumb());
    }

    private static String specialCases(List<Encoding> rows) {
        StringBuilder overlaps = new StringBuilder();
        for (Encoding special : rows) {
            for (Encoding general : rows) {
                if (!ALWAYS_UNDEFINED.contains(general)
                        && special != general
                        && (special.mask() & general.mask()) == general.mask()
                        && haveACommonWord(special, general)) {
                    overlaps.append(special).append(" < ").append(general).append('\n');
                }
            }
        }
        return overlaps.toString();
    }

    /** The bits of fields that are 0 in all defined words: an odd register of pairs, too high a count of registers. */
    private static int alwaysZero(Encoding row) {
        return switch (row.opcode()) {
            case LDRD, STRD, LDREXD -> 1 << 12;
            case STREXD -> 1;
            case FLDMS, FLDMD, FSTMS, FSTMD -> 0xC0;
            default -> 0;
        };
    }

    private static boolean haveACommonWord(Encoding one, Encoding other) {
        return agree(one, other) && !excludesByCondition(one, other) && !excludesByCondition(other, one);
    }

    private static boolean agree(Encoding one, Encoding other) {
        return ((one.value() ^ other.value()) & one.mask() & other.mask()) == 0;
    }

    /** Whether one row needs a condition and the other the absence of one. */
    private static boolean excludesByCondition(Encoding one, Encoding other) {
        return one.conditional() && (other.value() & other.mask() & CONDITION) == CONDITION;
    }
}
