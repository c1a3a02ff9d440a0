package dev.lockstep.cli.trace;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Gives what a hart sends a number that the other hart, where it arrives, finds again. */
final class Journeys {
    private final AtomicLong count = new AtomicLong();

    /** Of processes that are under way, by their paths. */
    private final Map<String, Long> underWay = new ConcurrentHashMap<>();

    /** A process is sent; before it can arrive. */
    long begin(String path) {
        long number = count.incrementAndGet();
        underWay.put(path, number);
        return number;
    }

    /** That process has arrived. */
    long end(String path) {
        return underWay.remove(path);
    }
}
