package dev.lockstep.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PatternTest {
    private static final String LDRH = "cccc 000PU1W1 nnnn dddd oooo 1011 oooo";

    @Test
    void fixedBitsMakeMaskAndValue() {
        Pattern pattern = new Pattern(LDRH);
        assertEquals(0x0E5000F0, pattern.mask());
        assertEquals(0x005000B0, pattern.value());
    }

    @Test
    void theConditionIsNeverAllOnes() {
        Pattern pattern = new Pattern(LDRH);
        assertTrue(pattern.matches(0xE1D213B4));
        assertFalse(pattern.matches(0xF1D213B4));
    }

    @Test
    void thePartsOfASplitFieldAreJoined() {
        assertEquals(0x34, new Pattern(LDRH).field('o', 0xE1D213B4));
    }

    @Test
    void aFieldThatIsLackingIsZero() {
        Pattern pattern = new Pattern(LDRH);
        assertFalse(pattern.has('m'));
        assertEquals(0, pattern.field('m', -1));
    }

    @Test
    void shouldBeBitsDoNotSelectButAreRemembered() {
        Pattern pattern = new Pattern("cccc 00010110 (1111) dddd (1111) 0001 mmmm");
        assertTrue(pattern.matches(0xE1601012));
        assertFalse(pattern.isAsItShouldBe(0xE1601012));
        assertTrue(pattern.isAsItShouldBe(0xE16F1F12));
    }

    @Test
    void aSinglePrecisionRegisterHasItsLowestBitApart() {
        Pattern pattern = new Pattern("cccc 11100D11 nnnn dddd 1010 N0M0 mmmm");
        assertEquals(1, pattern.field('d', 0xEE710A2F));
        assertEquals(2, pattern.field('n', 0xEE710A2F));
        assertEquals(31, pattern.field('m', 0xEE710A2F));
    }

    @Test
    void theHighestBitOfASignedFieldIsItsSign() {
        Pattern pattern = new Pattern("11100 hhhhhhhhhhh");
        assertEquals(-1, pattern.signedField('h', 0xE7FF));
        assertEquals(1023, pattern.signedField('h', 0xE3FF));
    }

    @Test
    void theUpperHalfOfAHalfwordIsFixed() {
        Pattern pattern = new Pattern("11100 hhhhhhhhhhh");
        assertEquals(2, pattern.size());
        assertTrue(pattern.matches(0xE000));
        assertFalse(pattern.matches(0x1E000));
    }

    @Test
    void aPatternHas16Or32Bits() {
        assertThrows(IllegalArgumentException.class, () -> new Pattern("cccc 0001"));
        assertThrows(IllegalArgumentException.class, () -> new Pattern(LDRH + "0"));
    }

    @Test
    void aPatternConsistsOfBitsAndLetters() {
        assertThrows(IllegalArgumentException.class, () -> new Pattern(LDRH.replace('1', '2')));
    }
}
