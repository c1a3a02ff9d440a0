package dev.lockstep.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AllowanceTest {
    @Test
    void oneThreadShouldHaveAllOfIt() {
        Allowance allowance = Allowance.of(3);
        assertTrue(allowance.tryTake(2));
        assertFalse(allowance.tryTake(2));
        assertTrue(allowance.tryTake(1));
        allowance.give(3);
        assertEquals(3, allowance.left());
    }

    @Test
    void severalThreadsShouldTakeNoMoreThanThereIs() throws InterruptedException {
        for (int limit = 1; limit < 2000; limit += 37) {
            Allowance[] allowances = Allowance.shared(limit, 3);
            int[] taken = new int[allowances.length];
            List<Thread> threads = Stream.iterate(0, k -> k + 1)
                    .limit(allowances.length)
                    .map(k -> new Thread(() -> {
                        while (allowances[k].tryTake(1)) {
                            taken[k]++;
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            int all = taken[0] + taken[1] + taken[2];
            assertEquals(limit, all + allowances[0].left() + allowances[1].left() + allowances[2].left());
            assertTrue(all <= limit, () -> "took " + all);
        }
    }
}
