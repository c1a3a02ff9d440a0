package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.translator.TranslatingEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Code is translated for flat and for paged memory, each when it is hot there. */
class BothMemoriesTest {
    private static final int TURNS = 100_000;
    private static final int MOST_INTERPRETED = 10_000;

    /** The parent is made flat when the loop gets hot; the child, which is paged, executes the same loop. */
    @Test
    void shouldTranslateALoopForAChildWhoseParentWasFlat() {
        Image program = new Assembler()
                .mov(5, 0)
                .label("begin")
                .constant(12, TURNS)
                .label("spin")
                .subtractAndTest(12, 12, 1)
                .branchIfNotEqual("spin")
                .compare(5, 0)
                .branchIfNotEqual("end")
                .mov(5, 1)
                .fork("begin")
                .label("end")
                .exit(0)
                .elf("p");
        TranslatingEngine engine = new TranslatingEngine(Profile.NONE);
        Run run = Run.of(engine, Profile.NONE, "", options -> options, List.of(), program);
        assertEquals(2, run.reports().size());
        assertEquals(1, engine.statistics().promotions());
        long interpreted = engine.statistics().interpreted();
        assertTrue(interpreted < MOST_INTERPRETED, interpreted + " instructions were interpreted");
    }
}
