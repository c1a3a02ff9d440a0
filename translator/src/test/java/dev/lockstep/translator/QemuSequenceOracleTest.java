package dev.lockstep.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link SequenceCampaign}, bounded. Another seed: {@code -Dlockstep.seed=N}. */
@Tag("oracle")
class QemuSequenceOracleTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20_260_101);
    private static final int BATCHES = 12;

    @TempDir
    Path directory;

    private final Findings findings = new Findings();

    @BeforeAll
    static void requireTools() throws InterruptedException {
        Oracles.require(QemuArm.missing());
    }

    @Test
    void everyStepOfASequenceGivesTheSameState() throws IOException, InterruptedException {
        SequenceCampaign campaign = new SequenceCampaign(directory, findings);
        for (long seed = SEED; seed < SEED + BATCHES; seed++) {
            campaign.batch(seed);
        }
        findings.print(SEED);
        assertEquals("", findings.differences());
        assertTrue(campaign.endedShare() > 0.5, () -> "too few sequences come to an end: " + campaign.endedShare());
    }
}
