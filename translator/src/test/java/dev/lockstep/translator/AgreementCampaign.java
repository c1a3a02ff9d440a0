package dev.lockstep.translator;

import dev.lockstep.engine.EngineStatistics;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import java.util.SplittableRandom;

/**
 * The translator against the interpreter, on random sequences with loops, branches and calls in both instruction sets:
 * state, memory, hashes, counts and faults, at the end and with the budget cut at every instruction. Nothing is excluded.
 */
final class AgreementCampaign {
    /** Sequences of a batch; of those that are cut. */
    private static final long SEQUENCES = 30;

    private static final long CUT_SEQUENCES = 3;

    /** How often each sequence is run: the first time some of it is interpreted. */
    private static final int REPETITIONS = 5;

    private static final int LONGEST = 1000;

    private final Findings findings;
    private long interpreted;
    private long translated;

    AgreementCampaign(Findings findings) {
        this.findings = findings;
    }

    private static PromotionPolicy promotion(long batchSeed) {
        return switch (Math.floorMod(batchSeed, 3)) {
            case 0 -> PromotionPolicy.never();
            case 1 -> PromotionPolicy.always();
            default -> PromotionPolicy.random(batchSeed);
        };
    }

    /** One batch of whole sequences. */
    void whole(Profile profile, long batchSeed) {
        TranslatingEngine translator = new TranslatingEngine(profile, 1).withPromotion(promotion(batchSeed));
        long instructions = 0;
        for (long seed = SEQUENCES * batchSeed; seed < SEQUENCES * (batchSeed + 1); seed++) {
            Sequence sequence = new SequenceGenerator(new SplittableRandom(seed)).next();
            EngineState expected = new SequenceMachine(sequence, new InterpretingEngine(profile))
                    .reset()
                    .run(LONGEST);
            SequenceMachine machine = new SequenceMachine(sequence, translator);
            for (int repetition = 0; repetition < REPETITIONS; repetition++) {
                String what = "run " + repetition + ", profile " + profile;
                compare(expected, machine.reset().run(LONGEST), what, sequence, batchSeed);
                instructions += expected.executed();
            }
        }
        findings.count("engine agreement, whole sequences, profile " + profile, instructions);
        EngineStatistics statistics = translator.statistics();
        interpreted += statistics.interpreted();
        translated += statistics.translated();
    }

    /** One batch of sequences that stop, and go on, at every instruction. */
    void cuts(Profile profile, long batchSeed) {
        TranslatingEngine translator = new TranslatingEngine(profile, 1).withPromotion(promotion(batchSeed));
        long cuts = 0;
        for (long seed = CUT_SEQUENCES * batchSeed; seed < CUT_SEQUENCES * (batchSeed + 1); seed++) {
            Sequence sequence = new SequenceGenerator(new SplittableRandom(seed)).next();
            SequenceMachine interpreter = new SequenceMachine(sequence, new InterpretingEngine(profile)).reset();
            SequenceMachine machine = new SequenceMachine(sequence, translator);
            EngineState end = machine.reset().run(LONGEST);
            for (int count = 0; count < end.executed(); count++) {
                String cut = "stopped after " + count + ", profile " + profile;
                compare(interpreter.run(count == 0 ? 0 : 1), machine.reset().run(count), cut, sequence, batchSeed);
                compare(end, machine.run(LONGEST - count), cut + ", and gone on", sequence, batchSeed);
                cuts++;
            }
            int last = (int) Math.max(end.executed() - 1, 0);
            compare(interpreter.run(LONGEST - last), end, "the end, profile " + profile, sequence, batchSeed);
        }
        findings.count("engine agreement, cuts, profile " + profile, cuts);
    }

    /** Instructions that the translating engine left to its interpreter, as a share of all. */
    double interpretedShare() {
        return (double) interpreted / (interpreted + translated);
    }

    private void compare(EngineState expected, EngineState found, String what, Sequence sequence, long seed) {
        if (!expected.equals(found)) {
            findings.differ(
                    "%s%n%s%n  interpreter: %s%n  translator:  %s".formatted(what, sequence.listing(), expected, found),
                    seed);
        }
    }
}
