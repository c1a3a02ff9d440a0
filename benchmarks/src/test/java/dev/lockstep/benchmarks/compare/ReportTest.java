package dev.lockstep.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Report REPORT = new Report(
            "a \"machine\" <of> mine",
            Settings.FULL,
            List.of(
                    new Result("aes", 50, new Times(800, 3000, 1500), new Times(10, 60, 20)),
                    new Result("sieve", 40, new Times(900, 2900, 5800), new Times(20, 70, 40))));

    @Test
    void meansShouldBeGeometric() {
        assertEquals(1, REPORT.speedUp(Measure.COLD), 1e-9);
        assertEquals(Math.sqrt(3 * 1.75), REPORT.speedUp(Measure.STEADY), 1e-9);
        assertEquals(2, REPORT.overNative(Measure.STEADY), 1e-9);
    }

    @Test
    void tableShouldHaveARowForEachProgramAndTheMeansInBothMeasures() {
        assertEquals(
                """
                whole process from cold:
                program                 native ms      qemu ms  lockstep ms   qemu/lockstep  lockstep/native
                aes                        800.00      3000.00      1500.00            2.00             1.88
                sieve                      900.00      2900.00      5800.00            0.50             6.44
                geometric mean                                                         1.00             3.48

                a round in the steady state:
                program                 native ms      qemu ms  lockstep ms   qemu/lockstep  lockstep/native
                aes                         10.00        60.00        20.00            3.00             2.00
                sieve                       20.00        70.00        40.00            1.75             2.00
                geometric mean                                                         2.29             2.00
                """,
                TextTable.of(REPORT).replace(System.lineSeparator(), "\n"));
    }

    @Test
    void jsonShouldHaveAllFiguresAndQuoteText() {
        assertEquals(
                """
                {
                  "machine": "a \\"machine\\" <of> mine",
                  "settings": {"repetitions": 3, "cold_s": 3.0, "warm_up_s": 3.0, "measured_s": 3.0},
                  "programs": [
                    {
                      "name": "aes",
                      "rounds": 50,
                      "cold": {"native_ms": 800.000, "qemu_ms": 3000.000, "lockstep_ms": 1500.000, "qemu_over_lockstep": 2.000, "lockstep_over_native": 1.875},
                      "steady": {"native_ms": 10.000, "qemu_ms": 60.000, "lockstep_ms": 20.000, "qemu_over_lockstep": 3.000, "lockstep_over_native": 2.000}
                    },
                    {
                      "name": "sieve",
                      "rounds": 40,
                      "cold": {"native_ms": 900.000, "qemu_ms": 2900.000, "lockstep_ms": 5800.000, "qemu_over_lockstep": 0.500, "lockstep_over_native": 6.444},
                      "steady": {"native_ms": 20.000, "qemu_ms": 70.000, "lockstep_ms": 40.000, "qemu_over_lockstep": 1.750, "lockstep_over_native": 2.000}
                    }
                  ],
                  "geometric_means": {
                    "cold": {"qemu_over_lockstep": 1.000, "lockstep_over_native": 3.476},
                    "steady": {"qemu_over_lockstep": 2.291, "lockstep_over_native": 2.000}
                  }
                }
                """,
                Json.of(REPORT));
    }

    @Test
    void chartShouldHaveABarAsLongAsTheSpeedForEachProgramMeasureAndMean() {
        String svg = BarChart.of(REPORT);

        // The scale goes to 3, so that three times qemu-arm's speed fills its 480 pixels.
        assertTrue(svg.contains("<rect x=\"170\" y=\"88\" width=\"480.0\" height=\"12\" fill=\"#3182bd\"/>"), svg);
        assertTrue(svg.contains("<rect x=\"170\" y=\"76\" width=\"320.0\" height=\"12\" fill=\"#9ecae1\"/>"), svg);
        assertTrue(svg.contains("<rect x=\"170\" y=\"144\" width=\"160.0\" height=\"12\" fill=\"#9ecae1\"/>"), svg);
    }

    @Test
    void chartShouldEscapeText() {
        assertTrue(BarChart.of(REPORT).contains(">a \"machine\" &lt;of&gt; mine</text>"));
    }

    @Test
    void textShouldNotDependOnTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        String json = Json.of(REPORT);
        String svg = BarChart.of(REPORT);
        String table = TextTable.of(REPORT);
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals(json, Json.of(REPORT));
            assertEquals(svg, BarChart.of(REPORT));
            assertEquals(table, TextTable.of(REPORT));
        } finally {
            Locale.setDefault(before);
        }
    }
}
