package dev.lockstep.benchmarks.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForkReportTest {
    private static final ForkReport REPORT = new ForkReport(
            "a \"machine\" <of> mine",
            ForkSettings.FULL,
            List.of(new Rate(
                    Operation.FORK,
                    Map.of(
                            Platform.NATIVE, 120_000.0,
                            Platform.QEMU, 400_000.0,
                            Platform.LOCKSTEP, 500.0,
                            Platform.HASHED, 2_000.0))),
            List.of(
                    new LivePoint(Platform.NATIVE, 1_000, 100_000, 150_000, 100_000, 0),
                    new LivePoint(Platform.LOCKSTEP, 1_000, 100, 300, 100_000, 1_000),
                    new LivePoint(Platform.LOCKSTEP, 10_000_000, 100, 400, 1_200, 1_000)));

    @Test
    void tableShouldHaveARowForEachOperationAndForEachNumberOfProcesses() {
        assertEquals(
                """
                nanoseconds of an operation:
                                        native    qemu-arm    lockstep      hashed    lockstep/s native/lockstep qemu/lockstep native/hashed
                fork, exit, wait      120000.0    400000.0       500.0      2000.0       2000000           240.0         800.0          60.0

                processes alive at one moment:
                            processes    ns a fork    ns a life bytes a process  by own account
                native           1000       100000       150000          100000
                lockstep         1000          100          300          100000            1000
                lockstep     10000000          100          400            1200            1000
                """,
                ForkTable.of(REPORT).replace(System.lineSeparator(), "\n"));
    }

    @Test
    void jsonShouldHaveAllFiguresAndQuoteText() {
        assertEquals(
                """
                {
                  "machine": "a \\"machine\\" <of> mine",
                  "settings": {"repetitions": 3, "warm_up_s": 5.0, "measured_s": 1.5},
                  "operations": [
                    {"name": "fork, exit, wait", "native_ns": 120000.0, "qemu_ns": 400000.0, "lockstep_ns": 500.0, "lockstep_hashed_ns": 2000.0, "native_over_lockstep": 240.00, "qemu_over_lockstep": 800.00, "native_over_lockstep_hashed": 60.00}
                  ],
                  "live": [
                    {"platform": "native", "processes": 1000, "ns_per_fork": 100000.0, "ns_per_life": 150000.0, "bytes_per_process": 100000},
                    {"platform": "lockstep", "processes": 1000, "ns_per_fork": 100.0, "ns_per_life": 300.0, "bytes_per_process": 100000, "bytes_accounted": 1000},
                    {"platform": "lockstep", "processes": 10000000, "ns_per_fork": 100.0, "ns_per_life": 400.0, "bytes_per_process": 1200, "bytes_accounted": 1000}
                  ]
                }
                """,
                ForkJson.of(REPORT));
    }

    @Test
    void axesOfTheChartShouldBeLogarithmic() {
        String svg = ForkChart.of(REPORT);

        // From 100 to 100,000 nanoseconds in 240 pixels, from a thousand to ten million processes in 520.
        assertTrue(svg.contains("points=\"80.0,50.0 \""), svg);
        assertTrue(svg.contains("points=\"80.0,290.0 600.0,290.0 \""), svg);
        // The bytes begin at 1,000, which is what the kernel's own account says.
        assertTrue(svg.contains("stroke-dasharray=\"4 3\" points=\"80.0,620.0 600.0,620.0 \""), svg);
    }

    @Test
    void chartShouldEscapeText() {
        assertTrue(ForkChart.of(REPORT).contains(">a \"machine\" &lt;of&gt; mine</text>"));
    }

    @Test
    void textShouldNotDependOnTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        String all = ForkJson.of(REPORT) + ForkChart.of(REPORT) + ForkTable.of(REPORT);
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals(all, ForkJson.of(REPORT) + ForkChart.of(REPORT) + ForkTable.of(REPORT));
        } finally {
            Locale.setDefault(before);
        }
    }
}
