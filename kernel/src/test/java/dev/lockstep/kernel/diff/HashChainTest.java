package dev.lockstep.kernel.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HashChainTest {
    private static HashChain chain(long steps, long wrongFrom) {
        HashChain chain = new HashChain(0, 10);
        for (long step = 1; step <= steps; step++) {
            chain.add(step, step < wrongFrom ? 1 : 2, 3, 4);
        }
        return chain;
    }

    @Test
    void shouldFindTheIntervalInWhichTwoRunsPart() {
        assertEquals(new StepInterval(40, 50), HashChain.parting(chain(100, 1000), chain(100, 45), 100));
        assertEquals(new StepInterval(40, 50), HashChain.parting(chain(100, 1000), chain(100, 50), 100));
    }

    @Test
    void shouldGoOnToTheEndWhereNoEntryDiffers() {
        assertEquals(new StepInterval(90, 97), HashChain.parting(chain(97, 95), chain(97, 1000), 97));
        assertEquals(new StepInterval(0, 7), HashChain.parting(chain(7, 3), chain(7, 1000), 7));
    }

    @Test
    void shouldGoAsFarAsTheShorterOneReaches() {
        assertEquals(new StepInterval(30, 36), HashChain.parting(chain(35, 1000), chain(100, 1000), 36));
    }

    @Test
    void shouldKeepABoundedNumberOfEntriesOverTheWholeRun() {
        long steps = 10L * HashChain.MOST * 5;
        HashChain chain = chain(steps, steps + 1);
        assertTrue(chain.size() <= HashChain.MOST, () -> chain.size() + " entries");
        assertEquals(80, chain.distance());
        StepInterval interval = HashChain.parting(chain, chain(steps, 100_001), steps);
        assertEquals(new StepInterval(100_000, 100_080), interval);
    }

    @Test
    void shouldCompareChainsOfDifferentDistances() {
        long steps = 10L * HashChain.MOST + 100;
        HashChain thinned = chain(steps, 1001);
        HashChain whole = chain(10L * HashChain.MOST - 100, steps);
        assertEquals(20, thinned.distance());
        assertEquals(10, whole.distance());
        assertEquals(new StepInterval(1000, 1020), HashChain.parting(thinned, whole, steps));
    }
}
