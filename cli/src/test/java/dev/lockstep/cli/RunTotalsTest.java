package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.engine.EngineStatistics;
import dev.lockstep.kernel.api.KernelStatistics;
import dev.lockstep.kernel.api.MemoryUse;
import org.junit.jupiter.api.Test;

final class RunTotalsTest {
    private static final MemoryUse NO_MEMORY = new MemoryUse(0, 0, 0, 0);
    private static final RunTotals TOTALS = new RunTotals(
            new KernelStatistics(3_000_000_000L, 4, 5, 6, 8, 7, 0, 3, NO_MEMORY),
            new EngineStatistics(1_000, 800, 3_000, 12, 250_000_000, 1, 2),
            9,
            1_500_000_000L);

    @Test
    void textShouldHaveOneTotalALine() {
        assertEquals(
                """
                instructions     3000000000
                seconds          1.500
                MIPS             2000.0
                processes        7, at most 3 at one time
                forks            4
                execs            5
                switches         6
                migrations       8, to another hart
                translated       75.00 % of the instructions
                interpreted      25.00 % of them, 20.00 % because it was not translated yet
                regions          12, made in 0.250 s
                regions loaded   9, made by earlier runs
                regions dropped  1
                promotions       2, to flat memory
                """,
                TOTALS.toText());
    }

    @Test
    void jsonShouldHaveTheSameTotals() {
        assertEquals(
                "{\"instructions\":3000000000,\"seconds\":1.500000,\"mips\":2000.000000,\"processes\":7,\"mostLiving\":3,\"forks\":4,"
                        + "\"execs\":5,\"switches\":6,\"migrations\":8,\"translatedShare\":0.750000,\"coldShare\":0.200000,\"regions\":12,"
                        + "\"translationSeconds\":0.250000,\"regionsLoaded\":9,\"regionsDropped\":1,\"promotions\":2}\n",
                TOTALS.toJson());
    }

    @Test
    void aRunOfNothingShouldNotDivideByZero() {
        RunTotals nothing =
                new RunTotals(new KernelStatistics(0, 0, 0, 0, 0, 0, 0, 0, NO_MEMORY), EngineStatistics.NONE, 0, 0);

        assertEquals("MIPS             0.0", nothing.toText().lines().toList().get(2));
    }
}
