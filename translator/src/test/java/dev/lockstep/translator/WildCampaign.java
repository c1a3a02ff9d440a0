package dev.lockstep.translator;

import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The translator against the interpreter on {@link WildProgram}s, which branch anywhere, fault often, and overwrite
 * themselves: state, memory, hashes, counts and faults at every stop. An exception of Java is a difference as well.
 *
 * <p>The pc is only ever where a branch of the program can bring it: a multiple of 4, in Thumb state of 2. What is executed
 * with another pc is not defined, and readers of program files refuse such entries.
 */
final class WildCampaign {
    /** Programs of a batch. */
    private static final long PROGRAMS = 100;

    private final Findings findings;
    private long executed;
    private long translated;

    WildCampaign(Findings findings) {
        this.findings = findings;
    }

    /** One batch; the programs take turns with the profiles, and with what is translated when. */
    void batch(long batchSeed) {
        Profile[] profiles = Profile.values();
        for (long seed = PROGRAMS * batchSeed; seed < PROGRAMS * (batchSeed + 1); seed++) {
            WildProgram program = new WildProgram(new SplittableRandom(seed));
            Profile profile = profiles[Math.floorMod(seed, profiles.length)];
            String what = "";
            long instructions = 0;
            try {
                WildMachine interpreter = new WildMachine(program, new InterpretingEngine(profile), profile);
                TranslatingEngine engine = new TranslatingEngine(profile, (int) (seed / profiles.length & 1))
                        .withPromotion(PromotionPolicy.random(seed));
                WildMachine translator = new WildMachine(program, engine, profile);
                for (int k = 0; k < program.budgets.size() && what.isEmpty(); k++) {
                    EngineState expected = interpreter.run(program.budgets.get(k));
                    EngineState found = translator.run(program.budgets.get(k));
                    instructions = expected.executed();
                    if (!expected.equals(found)) {
                        what = "stop %d%n  interpreter: %s%n  translator:  %s".formatted(k, expected, found);
                    }
                }
                translated += engine.statistics().translated();
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                what = "%s at %s".formatted(e, List.of(e.getStackTrace()));
            }
            findings.count("engine agreement, wild code", instructions);
            executed += instructions;
            if (!what.isEmpty()) {
                findings.differ(
                        "wild program %d, profile %s, %s: %s".formatted(seed, profile, program.describe(), what),
                        batchSeed);
            }
        }
    }

    /** The share of instructions that were executed translated. */
    double translatedShare() {
        return (double) translated / executed;
    }
}
