package dev.lockstep.kernel.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessReportTest {
    private static final PidPath FIRST = PidPath.first(1);

    @Test
    void shouldBeOneJsonObject() {
        ProcessReport report = new ProcessReport(
                FIRST,
                "hello",
                0,
                Optional.empty(),
                50,
                52,
                Optional.of(new ProcessReport.Hashes(0xf7e37b42, 0x1, 0xabe01cc6)));
        assertEquals(
                "{\"pid\":\"1\",\"parent\":\"0\",\"program\":\"hello\",\"exit\":0,\"signal\":null,\"steps\":50,"
                        + "\"instructions\":52,\"regHash\":\"0xf7e37b42\",\"pcHash\":\"0x00000001\","
                        + "\"progHash\":\"0xabe01cc6\"}",
                report.toJson());
    }

    @Test
    void shouldHaveNoHashesWhereNothingWasHashed() {
        ProcessReport report =
                new ProcessReport(FIRST.child(2), "x", 139, Optional.of(Signal.SIGSEGV), 0, 7, Optional.empty());
        assertEquals(
                "{\"pid\":\"1.2\",\"parent\":\"1\",\"program\":\"x\",\"exit\":139,\"signal\":\"SIGSEGV\",\"steps\":0,"
                        + "\"instructions\":7,\"regHash\":null,\"pcHash\":null,\"progHash\":null}",
                report.toJson());
    }

    @Test
    void shouldQuoteAnyProgramName() {
        ProcessReport report =
                new ProcessReport(FIRST, "a\"b\\c\nd\u00e9\ud83d\ude00", 0, Optional.empty(), 0, 0, Optional.empty());
        assertEquals(
                "\"a\\\"b\\\\c\\u000ad\u00e9\\ud83d\\ude00\"",
                report.toJson().replaceFirst(".*\"program\":", "").replaceFirst(",\"exit\".*", ""));
    }

    @Test
    void shouldBeCollectedInTheOrderOfPaths() {
        ReportCollector collector = new ReportCollector(KernelListener.none());
        for (PidPath path : List.of(FIRST.child(10), FIRST.child(2), FIRST)) {
            collector.ended(new ProcessReport(path, "p", 0, Optional.empty(), 0, 0, Optional.empty()));
        }
        assertEquals(
                "[1, 1.2, 1.10]",
                collector.reports().stream().map(ProcessReport::pid).toList().toString());
    }
}
