package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.ProcessReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportFileTest {
    private static final ProcessReport REPORT = new ProcessReport(
            PidPath.first(1),
            "hello",
            0,
            Optional.empty(),
            3,
            3,
            Optional.of(new ProcessReport.Hashes(1, 2, 0xfedcba98)));

    @TempDir
    private Path directory;

    @Test
    void shouldAppearWhenItIsWholeAndNotBefore() throws CommandException, IOException {
        Path file = directory.resolve("report.jsonl");
        try (ReportFile report = ReportFile.to(file)) {
            report.write(List.of(REPORT, REPORT));
            assertFalse(Files.exists(file));
        }

        String line = "{\"pid\":\"1\",\"parent\":\"0\",\"program\":\"hello\",\"exit\":0,\"signal\":null,\"steps\":3,"
                + "\"instructions\":3,\"regHash\":\"0x00000001\",\"pcHash\":\"0x00000002\","
                + "\"progHash\":\"0xfedcba98\"}\n";
        assertEquals(line + line, Files.readString(file));
    }

    @Test
    void shouldLeaveNothingWhenNothingWasWritten() throws CommandException, IOException {
        Path file = Files.writeString(directory.resolve("report.jsonl"), "old");
        ReportFile.to(file).close();

        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void shouldFollowASymbolicLink() throws CommandException, IOException {
        Path real = Files.writeString(directory.resolve("real"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        try (ReportFile report = ReportFile.to(link)) {
            report.write(List.of(REPORT));
        }

        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.readString(real).startsWith("{"));
    }

    @Test
    void shouldWriteToADeviceDirectly() throws CommandException {
        Path device = Path.of("/dev/null");
        try (ReportFile report = ReportFile.to(device)) {
            report.write(List.of(REPORT));
        }

        assertFalse(Files.isRegularFile(device));
    }
}
