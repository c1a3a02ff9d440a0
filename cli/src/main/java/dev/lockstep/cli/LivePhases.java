package dev.lockstep.cli;

import dev.lockstep.kernel.api.ConsoleStreams;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Sees by what the copies of fork-live print, and by their reading standard input, how far they are. They read while all
 * their children live; the read ends when the last copy has come so far, so that all children of all copies live then.
 */
final class LivePhases {
    /** What has been reached; each is told by a word at the end of a line, but the first. */
    enum Mark {
        BEGUN("to fork"),
        FORKED("forked"),
        ALIVE("alive"),
        HELD(""),
        ENDED("checksum");

        private final String word;

        Mark(String word) {
            this.word = word;
        }
    }

    private final int copies;
    private final Map<Mark, Long> reached = new EnumMap<>(Mark.class);
    private Supplier<LiveMoment> observer = () -> LiveMoment.NEVER;
    private LiveMoment moment = LiveMoment.NEVER;
    private int reading;
    private int gone;
    private boolean open;

    /**
     * Nothing is reached.
     *
     * @param copies of the program
     */
    LivePhases(int copies) {
        this.copies = copies;
    }

    /** Who looks when the children of all copies live. */
    synchronized void whenAllLive(Supplier<LiveMoment> newObserver) {
        observer = newObserver;
    }

    /** What was seen then. */
    synchronized LiveMoment moment() {
        return moment;
    }

    /** What the copies are given for a console. */
    ConsoleStreams console() {
        return new ConsoleStreams(new Gate(), new Lines(), OutputStream.nullOutputStream());
    }

    /** When the last copy reached a mark, in nanoseconds of {@link System#nanoTime}; 0 when it did not. */
    synchronized long at(Mark mark) {
        return reached.getOrDefault(mark, 0L);
    }

    private synchronized void mark(Mark mark) {
        if (mark != Mark.BEGUN || !reached.containsKey(mark)) {
            reached.put(mark, System.nanoTime());
        }
    }

    private synchronized void line(String line) {
        for (Mark mark : Mark.values()) {
            if (!mark.word.isEmpty() && line.contains(mark.word)) {
                mark(mark);
            }
        }
    }

    private synchronized void arrive() {
        reading++;
        openWhenAllAreThere();
        while (!open) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A copy has ended; if that is before it could read, the others must not wait for it. */
    synchronized void copyEnded() {
        gone++;
        openWhenAllAreThere();
    }

    private void openWhenAllAreThere() {
        if (!open && reading + gone >= copies) {
            moment = observer.get();
            mark(Mark.HELD);
            release();
        }
    }

    /** Nobody is to wait any more. */
    synchronized void release() {
        open = true;
        notifyAll();
    }

    private final class Gate extends InputStream {
        @Override
        public int read() {
            arrive();
            return -1;
        }

        @Override
        public int read(byte[] to, int offset, int count) {
            return read();
        }
    }

    private final class Lines extends OutputStream {
        @Override
        public void write(int one) {
            throw new UnsupportedOperationException("the console writes lines");
        }

        @Override
        public void write(byte[] from, int offset, int count) {
            new String(from, offset, count, StandardCharsets.UTF_8).lines().forEach(LivePhases.this::line);
        }
    }
}
