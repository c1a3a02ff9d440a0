package dev.lockstep.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.isa.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link InstructionCampaign}, bounded. Another seed: {@code -Dlockstep.seed=N}. */
@Tag("oracle")
@Order(1)
class QemuInstructionOracleTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20_260_101);
    private static final int BATCHES = 8;

    @TempDir
    Path directory;

    private final Findings findings = new Findings();

    @BeforeAll
    static void requireTools() throws InterruptedException {
        Oracles.require(QemuArm.missing());
    }

    @Test
    void everyInstructionDoesTheSameInQemuAndInBothEngines() throws IOException, InterruptedException {
        InstructionCampaign campaign = new InstructionCampaign(directory, findings);
        for (long seed = SEED; seed < SEED + BATCHES && findings.found() == 0; seed++) {
            campaign.batch(seed);
        }
        findings.print(SEED);
        assertEquals("", findings.differences());
        Set<Encoding> rows = new HashSet<>(CaseGenerator.rows(false));
        rows.addAll(CaseGenerator.rows(true));
        assertEquals(rows, campaign.drawn());
        assertTrue(
                campaign.interpretedShare() < 0.01, () -> "too much was interpreted: " + campaign.interpretedShare());
    }
}
