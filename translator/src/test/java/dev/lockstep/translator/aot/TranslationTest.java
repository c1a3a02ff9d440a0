package dev.lockstep.translator.aot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.image.Image;
import dev.lockstep.translator.linkage.Extent;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TranslationTest {
    private static Set<Integer> entries(Image image) {
        return Translation.of(image).regions().stream()
                .flatMap(region -> region.extents().stream()
                        .filter(Extent::entry)
                        .map(extent -> extent.address() | region.key().root() & 1))
                .collect(Collectors.toSet());
    }

    /** Each entry belongs to a region, and each function of the image can be entered. */
    @ParameterizedTest
    @ValueSource(strings = {"sort.elf", "thumb/sort.elf", "tests/jump-table.elf", "newlib/newlib-tour-vfp.elf"})
    void everyFunctionShouldBeEntered(String file) {
        Image image = Programs.image(file);
        Set<Integer> entries = entries(image);
        for (long function : image.symbols().functions().keySet()) {
            int entryPoint = image.symbols().entryPoint((int) function);
            assertTrue(entries.contains(entryPoint), () -> image.symbols().describe(entryPoint));
        }
    }

    /** The small program names no function; what it calls through pointers is found by its literals. */
    @Test
    void programWithoutNamesShouldBeTranslatedAsFarAsOneWithThem() {
        long named = Translation.of(Programs.image("sort.elf")).regions().size();
        long unnamed = Translation.of(Programs.image("sort.bin")).regions().size();

        assertTrue(unnamed >= named * 3 / 4, named + " and " + unnamed);
    }

    /** Table entries of C's switch in Thumb state, which libgcc's helper computes. */
    @Test
    void casesOfAThumbSwitchShouldBeEntered() {
        Image image = Programs.image("thumb/jump-table.elf");

        assertTrue(
                image.symbols().functions().values().stream().anyMatch(name -> name.startsWith("__gnu_thumb1_case_")));
        assertEquals(entries(image), entries(image));
        assertTrue(entries(image).size() > image.symbols().functions().size() * 2);
    }
}
