package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LivePhasesTest {
    private final LivePhases phases = new LivePhases(2);

    private Thread reader() {
        InputStream in = phases.console().in();
        Thread reader = new Thread(() -> {
            try {
                assertEquals(-1, in.read());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        reader.start();
        return reader;
    }

    @Test
    void shouldHoldACopyUntilAllHaveCome() throws InterruptedException {
        phases.whenAllLive(() -> new LiveMoment(7, 0, LiveMoment.NEVER.statistics()));
        Thread first = reader();
        reader().join();
        first.join();
        assertEquals(7, phases.moment().living());
    }

    @Test
    void shouldNotWaitForACopyThatHasEnded() throws InterruptedException {
        Thread reader = reader();
        phases.copyEnded();
        reader.join();
    }

    /** A copy whose hart has been stopped never comes. */
    @Test
    void shouldHoldNobodyAfterARelease() throws InterruptedException {
        Thread reader = reader();
        phases.release();
        reader.join();
        assertFalse(phases.at(LivePhases.Mark.HELD) > 0);
    }
}
