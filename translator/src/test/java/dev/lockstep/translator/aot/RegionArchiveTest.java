package dev.lockstep.translator.aot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RegionArchiveTest {
    private static final String LABEL = "of this test";

    private final List<StoredRegion> regions = Programs.regions("hello.elf");
    private final byte[] bytes = RegionArchive.write(LABEL, regions);

    @Test
    void shouldGiveBackWhatWasWritten() {
        List<StoredRegion> read = RegionArchive.read(bytes, LABEL).orElseThrow();

        assertEquals(regions.size(), read.size());
        for (int i = 0; i < read.size(); i++) {
            assertEquals(regions.get(i).key(), read.get(i).key());
            assertEquals(regions.get(i).extents(), read.get(i).extents());
            assertEquals(regions.get(i).className(), read.get(i).className());
            assertEquals(regions.get(i).code(0), read.get(i).code(0));
            assertArrayEquals(regions.get(i).classFile(), read.get(i).classFile());
        }
    }

    @Test
    void shouldNotDependOnTheOrder() {
        List<StoredRegion> reversed = new ArrayList<>(regions);
        Collections.reverse(reversed);

        assertArrayEquals(bytes, RegionArchive.write(LABEL, reversed));
    }

    @Test
    void shouldHaveNothingUnderAnotherLabel() {
        assertEquals(Optional.empty(), RegionArchive.read(bytes, "of another"));
    }

    @Test
    void shouldNoticeEveryTruncation() {
        for (int length = 0; length < bytes.length; length += 1 + length / 16) {
            assertTrue(RegionArchive.read(Arrays.copyOf(bytes, length), LABEL).isEmpty());
        }
    }

    @Test
    void shouldNoticeEveryChangedByte() {
        for (int place = 0; place < bytes.length; place += 1 + place / 16) {
            byte[] damaged = bytes.clone();
            damaged[place] ^= 0x10;
            assertTrue(RegionArchive.read(damaged, LABEL).isEmpty());
        }
    }
}
