package dev.lockstep.translator.aot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.image.Symbols;
import dev.lockstep.image.Symbols.Content;
import dev.lockstep.memory.Rights;
import dev.lockstep.translator.linkage.Extent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** {@code cmp r0, #2; bhi default; bl __gnu_thumb1_case_uqi}, a table of bytes, three cases, the default, the helper. */
    @Test
    void casesOfAThumbSwitchShouldBeEntered() {
        int[] halfwords = {
            0x2802, 0xd80a, 0xf000, 0xf80c, 0x0302, 0x0004, 0x4770, 0x4770, 0x4770, 0x46c0, 0x46c0, 0x46c0, 0x46c0,
            0x4770, 0x46c0, 0x46c0, 0x4770
        };
        ByteBuffer code = ByteBuffer.allocate(2 * halfwords.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int halfword : halfwords) {
            code.putShort((short) halfword);
        }
        Symbols symbols = new Symbols(
                Map.of(0x8001, "f", 0x8021, "__gnu_thumb1_case_uqi"),
                Map.of(0x8000, Content.THUMB, 0x8008, Content.DATA, 0x800c, Content.THUMB));
        Image image = new Image(
                "switch",
                Image.Format.ELF,
                List.of(new Segment(0x8000, code.array(), code.capacity(), new Rights(true, false, true))),
                0x8001,
                0x9000,
                0x10000,
                0x20000,
                0x1000,
                Optional.empty(),
                0,
                symbols);

        assertTrue(
                entries(image).containsAll(Set.of(0x8001, 0x800d, 0x800f, 0x8011, 0x8021)), entries(image)::toString);
    }
}
