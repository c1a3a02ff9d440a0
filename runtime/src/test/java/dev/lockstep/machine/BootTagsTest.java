package dev.lockstep.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.bcm2835.BoardOptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the boot loader tells the kernel: the tags at 0x100. */
class BootTagsTest {
    private static TestGuest told(String commandLine) {
        return new TestGuest(Optional.empty(), commandLine);
    }

    @Test
    void theTagsTellHowMuchMemoryThereIs() {
        TestGuest guest = new TestGuest("");
        assertEquals(0x54410001, guest.word(0x104));
        int memory = 0x100 + 4 * guest.word(0x100);
        assertEquals(0x54410002, guest.word(memory + 4));
        assertEquals(16 << 20, guest.word(memory + 8));
        assertEquals(0, guest.word(memory + 12));
        assertEquals(0, guest.word(memory + 4 * guest.word(memory) + 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "abc", "scheme=small", "mmu=toggled quantum=1"})
    void theTagsTellTheCommandLineWithAZeroBehindIt(String text) {
        TestGuest told = told(text);
        int tag = 0x100 + 4 * (5 + 4);
        int words = told.word(tag);
        assertEquals(0x54410009, told.word(tag + 4));
        for (int i = 0; i < text.length(); i++) {
            assertEquals(text.charAt(i), told.machine().memory().read(tag + 8 + i, 1));
        }
        assertEquals(0, told.machine().memory().read(tag + 8 + text.length(), 1));
        assertEquals(2 + (text.length() + 4) / 4, words);
        assertEquals(0, told.word(tag + 4 * words));
        assertEquals(0, told.word(tag + 4 * words + 4));
    }

    @Test
    void theLongestCommandLineFitsBelowTheKernel() {
        TestGuest told = told("x".repeat(BoardOptions.MOST_COMMAND_LINE));
        assertEquals(2 + 256, told.word(0x124));
        assertTrue(0x124 + 4 * (2 + 256 + 2) <= Machine.DEFAULT_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 5000})
    void aCommandLineThatIsTooLongIsToldWithItsLengthAndTheLimit(int length) {
        var told = assertThrows(IllegalArgumentException.class, () -> told("x".repeat(length)));
        assertEquals(length + " characters, wanted at most 1023 of a command line", told.getMessage());
    }

    @Test
    void aCommandLineIsPrintableAscii() {
        var told = assertThrows(IllegalArgumentException.class, () -> told("scheme=\u00e4"));
        assertEquals("the character U+00E4, wanted printable ASCII only in a command line", told.getMessage());
    }
}
