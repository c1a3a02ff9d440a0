package dev.lockstep.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.engine.EngineStatistics;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The translator against the interpreter, on random sequences with loops, branches and calls: state, memory, hashes, counts
 * and faults, at the end and with the budget cut at every instruction. Nothing is excluded. Another seed:
 * {@code -Dlockstep.seed=N}.
 */
@Tag("oracle")
class EngineAgreementOracleTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20_260_101);
    private static final int SEQUENCES = 300;
    private static final int CUT_SEQUENCES = 20;

    /** How often each sequence is run: the first time some of it is interpreted. */
    private static final int REPETITIONS = 5;

    private static final int LONGEST = 1000;

    @ParameterizedTest
    @EnumSource(Profile.class)
    void sequencesEndInTheSameState(Profile profile) {
        TranslatingEngine translator = new TranslatingEngine(profile, 1);
        long instructions = 0;
        for (long seed = SEED; seed < SEED + SEQUENCES; seed++) {
            Sequence sequence = new SequenceGenerator(new SplittableRandom(seed)).next();
            SequenceMachine.State expected = new SequenceMachine(sequence, new InterpretingEngine(profile))
                    .reset()
                    .run(LONGEST);
            SequenceMachine machine = new SequenceMachine(sequence, translator);
            for (int repetition = 0; repetition < REPETITIONS; repetition++) {
                compare(expected, machine.reset().run(LONGEST), "run " + repetition, sequence, profile, seed);
                instructions += expected.executed();
            }
        }
        report("whole sequences", profile, instructions);
        EngineStatistics statistics = translator.statistics();
        assertTrue(
                statistics.interpreted() <= statistics.translated() / 10,
                () -> "too much was interpreted: " + statistics);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void everyInstructionMayBeTheLast(Profile profile) {
        TranslatingEngine translator = new TranslatingEngine(profile, 1);
        long cuts = 0;
        for (long seed = SEED; seed < SEED + CUT_SEQUENCES; seed++) {
            Sequence sequence = new SequenceGenerator(new SplittableRandom(seed)).next();
            SequenceMachine interpreter = new SequenceMachine(sequence, new InterpretingEngine(profile)).reset();
            SequenceMachine machine = new SequenceMachine(sequence, translator);
            SequenceMachine.State end = machine.reset().run(LONGEST);
            for (int count = 0; count < end.executed(); count++) {
                String cut = "stopped after " + count;
                compare(interpreter.run(count == 0 ? 0 : 1), machine.reset().run(count), cut, sequence, profile, seed);
                compare(end, machine.run(LONGEST - count), cut + " and gone on", sequence, profile, seed);
                cuts++;
            }
            int last = (int) Math.max(end.executed() - 1, 0);
            compare(interpreter.run(LONGEST - last), end, "the end", sequence, profile, seed);
        }
        report("cuts", profile, cuts);
    }

    private static void report(String what, Profile profile, long count) {
        System.out.println("oracle: engine agreement, %s, profile %s: %d comparisons, seed %d"
                .formatted(what, profile, count, SEED));
    }

    private static void compare(
            SequenceMachine.State expected,
            SequenceMachine.State found,
            String what,
            Sequence sequence,
            Profile profile,
            long seed) {
        assertEquals(
                expected,
                found,
                () -> "%s, profile %s, seed %d%n%s%nto repeat: mvn -pl translator -am test%s -Dlockstep.seed=%d%n"
                        .formatted(
                                what,
                                profile,
                                seed,
                                sequence.listing(),
                                " -Dtest=EngineAgreementOracleTest -Dsurefire.failIfNoSpecifiedTests=false",
                                seed));
    }
}
