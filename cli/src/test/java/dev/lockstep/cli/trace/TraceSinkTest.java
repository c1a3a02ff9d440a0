package dev.lockstep.cli.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has been written of a trace is whole at every moment. */
final class TraceSinkTest {
    @TempDir
    private Path directory;

    @Test
    void shouldBeWholeWhenNobodyCloses() throws IOException {
        Path file = directory.resolve("open.json");
        EventFile events = new EventFile("open.json", file);
        assertEquals(1, Event.of(file).size());
        EventText text = new EventText();
        for (int i = 0; i < 5000; i++) {
            events.write(text.begin("i", "end", "a \"name\"\\\n\ud83d\ude00", 1).withTime("ts", i));
        }

        int written = Event.of(file).size();

        assertTrue(written > 1 && written < 5001, () -> "" + written);
        events.close();
        assertEquals(5001, Event.of(file).size());
        assertEquals("a \"name\"\\\n\ud83d\ude00", Event.of(file).get(7).name());
    }

    @Test
    void shouldHoldBackALimitedAmount() throws IOException {
        Path file = directory.resolve("text");
        TraceSink sink = TraceSink.to("text", file, "", "");
        sink.append("x".repeat(1 << 16));

        assertEquals(1 << 16, Files.size(file));
        sink.close();
    }

    @Test
    void shouldReplaceALongerFile() throws IOException {
        Path file = Files.writeString(directory.resolve("text"), "something that was there before");
        try (TraceSink sink = TraceSink.to("text", file, "<", ">")) {
            sink.append("new");
        }

        assertEquals("<new>", Files.readString(file));
    }

    @Test
    void shouldTellTheFirstErrorAtTheEndAndAtOnceToWhoMustStop() throws IOException {
        AtomicInteger stopped = new AtomicInteger();
        TraceSink sink = TraceSink.to("-", new OneWrite(), "", "");
        sink.whenItFails(stopped::incrementAndGet);
        for (int i = 0; i < 3; i++) {
            sink.append("x".repeat(1 << 16));
        }

        assertEquals(1, stopped.get());
        assertEquals(
                "full", assertThrows(TraceException.class, sink::close).reason().getMessage());
    }

    /** A stream that is full after one piece. */
    private static final class OneWrite extends OutputStream {
        private int pieces;

        @Override
        public void write(byte[] bytes) throws IOException {
            if (pieces++ > 0) {
                throw new IOException("full");
            }
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }
    }
}
