package dev.lockstep.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
            """;

    @Test
    void ofTwoRowsThatMatchACommonWordOneHasAllFixedBitsOfTheOtherAndMore() {
        for (Encoding one : Encoding.values()) {
            for (Encoding other : Encoding.values()) {
                if (one != other && haveACommonWord(one, other)) {
                    int common = one.mask() & other.mask();
                    assertTrue(common == one.mask() ^ common == other.mask(), () -> one + " and " + other);
                }
            }
        }
    }

    @Test
    void onlyTheseRowsAreSpecialCasesOfOthers() {
        StringBuilder overlaps = new StringBuilder();
        for (Encoding special : Encoding.values()) {
            for (Encoding general : Encoding.values()) {
                if (general != Encoding.UNDEFINED
                        && special != general
                        && (special.mask() & general.mask()) == general.mask()
                        && haveACommonWord(special, general)) {
                    overlaps.append(special).append(" < ").append(general).append('\n');
                }
            }
        }
        assertEquals(SPECIAL_CASES, overlaps.toString());
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void everyRowIsReachable(Encoding row) {
        RandomGenerator random = new SplittableRandom(SEED);
        boolean reached = random.ints(WORDS)
                .map(any -> row.pattern().randomize(random))
                .anyMatch(word -> Decoder.encodingOf(word) == row);
        assertTrue(reached);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void fixedBitsAreWithinTheMask(Encoding row) {
        assertEquals(0, row.value() & ~row.mask());
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aRandomWordDecodesToItsRowAndIsDefined(Encoding row) {
        RandomGenerator random = new SplittableRandom(SEED);
        if (row.privileged()) {
            assertThrows(IllegalStateException.class, () -> row.randomize(random));
            return;
        }
        for (int i = 0; i < WORDS; i++) {
            int word = row.randomize(random);
            Instruction instruction = Decoder.decode(word);
            assertEquals(row, instruction.encoding(), () -> "seed %d, word %08x".formatted(SEED, word));
            assertEquals(row.opcode(), instruction.opcode(), () -> "seed %d, word %08x".formatted(SEED, word));
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void randomWordsReachBothValuesOfEveryFreeBit(Encoding row) {
        RandomGenerator random = new SplittableRandom(SEED);
        if (row.privileged() || row == Encoding.BKPT) {
            return;
        }
        int ones = 0;
        int zeros = 0;
        for (int i = 0; i < WORDS; i++) {
            int word = row.randomize(random);
            ones |= word;
            zeros |= ~word;
        }
        int free = row.pattern().free() & ~evenRegister(row);
        assertEquals(free, ones & zeros & free);
    }

    @Test
    void everyOpcodeHasARow() {
        Set<Opcode> missing = EnumSet.complementOf(EnumSet.of(Opcode.UNPREDICTABLE));
        for (Encoding row : Encoding.values()) {
            missing.remove(row.opcode());
        }
        assertEquals(Set.of(), missing);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aRowIsNamedAfterItsOpcode(Encoding row) {
        assertTrue(row.name().startsWith(row.opcode().name()));
    }

    /** The lowest bit of the first register of a pair, which is 0 in all defined words. */
    private static int evenRegister(Encoding row) {
        return switch (row) {
            case LDRD_IMMEDIATE, LDRD_REGISTER, STRD_IMMEDIATE, STRD_REGISTER, LDREXD -> 1 << 12;
            case STREXD -> 1;
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
