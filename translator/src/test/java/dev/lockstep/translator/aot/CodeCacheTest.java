package dev.lockstep.translator.aot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.image.Image;
import dev.lockstep.translator.TranslatorListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeCacheTest {
    private static final String BUILD = "01234567";
    private static final String PLAIN = "PLAIN";

    private final Image image = Programs.image("hello.elf");
    private final List<StoredRegion> regions = Programs.regions("hello.elf");

    @TempDir
    private Path directory;

    private CodeCache cache() {
        return cache(BUILD);
    }

    private CodeCache cache(String build) {
        return new CodeCache(
                new CacheFolder(directory.resolve("code"), 1 << 20), () -> Optional.of(build), TranslatorListener.NONE);
    }

    private void store(StoredRegion... translated) {
        CodeCache cache = cache();
        for (StoredRegion region : translated) {
            cache.program(image).translated(region);
        }
        cache.save();
    }

    private List<RegionKey> keys(CodeCache cache) {
        return cache.program(image).regions(PLAIN).stream()
                .map(StoredRegion::key)
                .toList();
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("code"))) {
            List<Path> found = files.toList();
            assertEquals(1, found.size());
            return found.getFirst();
        }
    }

    @Test
    void shouldGiveTheNextRunWhatOneTranslated() {
        store(regions.get(0), regions.get(1));

        assertEquals(List.of(regions.get(0).key(), regions.get(1).key()), keys(cache()));
    }

    @Test
    void shouldKeepPrograms() {
        store(regions.get(0));

        assertEquals(List.of(), cache().program(Programs.image("sort.elf")).regions(PLAIN));
    }

    @Test
    void shouldKeepFlavoursApart() {
        store(regions.get(0));

        assertEquals(List.of(), cache().program(image).regions("FULL"));
    }

    @Test
    void shouldAddToWhatAnotherRunStoredMeanwhile() {
        CodeCache one = cache();
        CodeCache two = cache();
        one.program(image).translated(regions.get(0));
        two.program(image).translated(regions.get(1));
        two.save();
        one.save();

        assertEquals(2, keys(cache()).size());
    }

    @Test
    void shouldWriteTheSameBytesForTheSameRegions() throws IOException {
        store(regions.get(0), regions.get(1));
        byte[] first = Files.readAllBytes(file());
        Files.delete(file());
        store(regions.get(1));
        store(regions.get(0));

        assertArrayEquals(first, Files.readAllBytes(file()));
    }

    @Test
    void shouldWriteNothingWithoutATranslation() {
        store();

        assertTrue(Files.notExists(directory.resolve("code")));
    }

    @Test
    void shouldMakeADamagedFileAnew() throws IOException {
        store(regions.get(0));
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length / 2]++;
        Files.write(file(), bytes);

        assertEquals(List.of(), keys(cache()));

        store(regions.get(1));

        assertEquals(List.of(regions.get(1).key()), keys(cache()));
    }

    @Test
    void shouldMakeATruncatedFileAnew() throws IOException {
        store(regions.get(0));
        Files.write(file(), new byte[] {'L', 'K'});

        assertEquals(List.of(), keys(cache()));

        store(regions.get(0));

        assertEquals(List.of(regions.get(0).key()), keys(cache()));
    }

    @Test
    void shouldMakeTheFileOfAnotherBuildAnew() {
        store(regions.get(0));

        assertEquals(List.of(), keys(cache("another")));
    }

    @Test
    void shouldDoWithoutAFolderThatCannotBe() throws IOException {
        Files.writeString(directory.resolve("code"), "a file");
        store(regions.get(0));

        assertEquals(List.of(), keys(cache()));
        assertEquals("a file", Files.readString(directory.resolve("code")));
    }

    @Test
    void shouldRemoveWhatWasNotUsedForLongest() throws IOException {
        CacheFolder folder = new CacheFolder(directory, 250);
        for (int i = 0; i < 3; i++) {
            folder.write("file" + i, new byte[100]);
            Path written = directory.resolve("file" + i + ".regions");
            if (Files.exists(written)) {
                Files.setLastModifiedTime(written, FileTime.fromMillis(1_000_000L * (3 - i)));
            }
        }

        assertTrue(folder.read("file0").isPresent());
        assertTrue(folder.read("file1").isEmpty());
        assertTrue(folder.read("file2").isPresent());
    }

    @Test
    void shouldCountAndClear() {
        store(regions.get(0));
        CacheFolder folder = new CacheFolder(directory.resolve("code"), 1 << 20);

        assertEquals(1, folder.files());
        assertTrue(folder.bytes() > 0);

        folder.clear();

        assertEquals(0, folder.files());
    }
}
