package dev.lockstep.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GranulePoolTest {
    private static final int STEPS = 6_000;

    private static MemoryBudget budget(long limit, boolean spoils) {
        return MemoryBudget.shared(limit, 64 << 20, 1, spoils)[0];
    }

    private static int firstByteAfterFreeing(GranulePool pool) {
        int granule = pool.allocateZeros();
        pool.bytes(granule)[pool.start(granule)] = 42;
        pool.release(granule);
        return pool.bytes(granule)[pool.start(granule)];
    }

    @Test
    void aStaleReaderShouldFindWhatNobodyWroteWhereFreedGranulesAreSpoiled() {
        assertEquals(GranulePool.SPOILED, firstByteAfterFreeing(new GranulePool(budget(1 << 20, true))));
        assertEquals(42, firstByteAfterFreeing(new GranulePool(budget(1 << 20, false))));
    }

    @Test
    void theGranuleThatWasFreedLastShouldBeUsedAgainAtOnce() {
        GranulePool pool = new GranulePool(budget(1 << 20, true));
        Set<Integer> used = new HashSet<>();
        for (int k = 0; k < 1000; k++) {
            int granule = pool.allocateZeros();
            assertEquals(0, pool.bytes(granule)[pool.start(granule)]);
            used.add(granule);
            pool.release(granule);
        }

        assertEquals(1, used.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {60 << 10, 3 << 20})
    void memoryShouldBeWhatTheModelSaysWhereItIsUsedAgainAndAgainAndSpoiled(int limit) {
        for (int seed = 0; seed < 4; seed++) {
            ModelledKernel kernel = new ModelledKernel(seed, new AddressSpaces(budget(limit, true)));
            for (int step = 0; step < STEPS; step++) {
                kernel.step();
            }
            kernel.endAll();
        }
    }
}
