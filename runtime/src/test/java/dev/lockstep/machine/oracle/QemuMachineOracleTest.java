package dev.lockstep.machine.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.isa.Encoding;
import dev.lockstep.isa.SystemEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The campaigns against qemu-system-arm, bounded. Another seed: {@code -Dlockstep.seed=N}. */
@Tag("oracle")
class QemuMachineOracleTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20_260_101);
    private static final int PRIVILEGED_BATCHES = 8;
    private static final int TRANSLATION_BATCHES = 8;

    @TempDir
    Path directory;

    private final Findings findings = new Findings();

    @BeforeAll
    static void requireTools() throws InterruptedException {
        Oracles.require(QemuSystem.missing());
    }

    @Test
    void privilegedCodeDoesTheSameInAllModes() throws IOException, InterruptedException {
        PrivilegedCampaign campaign = new PrivilegedCampaign(directory, findings);
        for (long seed = SEED; seed < SEED + PRIVILEGED_BATCHES && findings.found() == 0; seed++) {
            campaign.batch(seed);
        }
        findings.print(SEED);
        assertEquals("", findings.differences());
        Set<Encoding> missing = new HashSet<>(List.of(SystemEncoding.values()));
        missing.removeAll(campaign.rows());
        assertEquals(Set.of(), missing);
        assertTrue(campaign.keptShare() > 0.7, () -> "too much was left out, compared: " + campaign.keptShare());
    }

    @Test
    void randomTablesTranslateAndFaultTheSame() throws IOException, InterruptedException {
        TranslationCampaign campaign = new TranslationCampaign(directory, findings);
        for (long seed = SEED; seed < SEED + TRANSLATION_BATCHES && findings.found() == 0; seed++) {
            campaign.batch(seed);
        }
        findings.print(SEED);
        assertEquals("", findings.differences());
    }
}
