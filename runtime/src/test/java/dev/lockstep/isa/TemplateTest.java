package dev.lockstep.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final String LDMIA = "11001 nnn llllllll";

    private static int apply(String halfword, String template, int instruction) {
        return new Template(new Pattern(halfword), template).apply(instruction);
    }

    @Test
    void aFieldIsCopiedToItsPlace() {
        assertEquals(0xE1B01102, apply("00000 aaaaa mmm ddd", "1110 00011011 0000 0ddd aaaaa000 0mmm", 0x0091));
    }

    @Test
    void aFieldMayBeCopiedTwice() {
        assertEquals(0xE0122003, apply("0100000000 mmm ddd", "1110 00000001 0ddd 0ddd 00000000 0mmm", 0x401A));
    }

    @Test
    void aSplitFieldIsReadFromLeftToRight() {
        assertEquals(0xE0899001, apply("01000100 d mmmm ddd", "1110 00001000 dddd dddd 00000000 mmmm", 0x4489));
    }

    @Test
    void theBaseIsWrittenBackUnlessItIsLoaded() {
        String template = "1110 100010W1 0nnn 00000000llllllll";
        assertEquals(0xE8B10005, apply(LDMIA, template, 0xC905));
        assertEquals(0xE8910002, apply(LDMIA, template, 0xC902));
    }

    @Test
    void anInstructionMayHaveNoEqual() {
        assertFalse(new Template(new Pattern("11100 hhhhhhhhhhh"), Template.NONE).exists());
    }

    @Test
    void aFieldThatTheHalfwordLacksIsRejected() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Template(new Pattern(LDMIA), "1110 00010010 1111 1111 1111 0001 mmmm"));
    }
}
