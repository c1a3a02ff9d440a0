package dev.lockstep.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.Profile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link AgreementCampaign} and {@link WildCampaign}, bounded. Another seed: {@code -Dlockstep.seed=N}. */
@Tag("oracle")
@Execution(ExecutionMode.CONCURRENT)
class EngineAgreementOracleTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20_260_101);
    private static final int BATCHES = 6;

    private final Findings findings = new Findings();

    @ParameterizedTest
    @EnumSource(Profile.class)
    void sequencesEndInTheSameState(Profile profile) {
        AgreementCampaign campaign = new AgreementCampaign(findings);
        for (long seed = SEED; seed < SEED + BATCHES; seed++) {
            campaign.whole(profile, seed);
        }
        report();
        assertTrue(
                campaign.interpretedShare() < 0.15, () -> "too much was interpreted: " + campaign.interpretedShare());
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void everyInstructionMayBeTheLast(Profile profile) {
        AgreementCampaign campaign = new AgreementCampaign(findings);
        for (long seed = SEED; seed < SEED + BATCHES; seed++) {
            campaign.cuts(profile, seed);
        }
        report();
    }

    @Test
    void codeThatNobodyWroteDoesTheSame() {
        WildCampaign campaign = new WildCampaign(findings);
        for (long seed = SEED; seed < SEED + BATCHES; seed++) {
            campaign.batch(seed);
        }
        report();
        assertTrue(campaign.translatedShare() > 0.2, () -> "too little was translated: " + campaign.translatedShare());
    }

    private void report() {
        findings.print(SEED);
        assertEquals("", findings.differences());
    }
}
