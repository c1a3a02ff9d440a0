package dev.lockstep.cli.gdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ReplayTest {
    private final Replay replay = new Replay();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final OutputStream out = replay.output(shown);

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(InputStream in, int most) throws IOException {
        byte[] to = new byte[most];
        int count = in.read(to, 0, most);
        return count < 0 ? "end" : new String(to, 0, count, StandardCharsets.UTF_8);
    }

    @Test
    void shouldShowOutputOnce() throws IOException {
        write("one\n");
        replay.restart();
        write("on");
        write("e\ntwo\n");
        out.write('3');
        replay.restart();
        out.write('o');
        assertEquals("one\ntwo\n3", shown.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldShowWhatAnotherFutureWrites() throws IOException {
        write("one\ntwo\n");
        replay.restart();
        write("one\n");
        replay.diverge();
        write("2\n");
        assertEquals("one\ntwo\n2\n", shown.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldGiveTheSameInputAgain() throws IOException {
        InputStream in = replay.input(bytes("abcdef"));
        assertEquals("abcd", read(in, 4));
        replay.restart();
        assertEquals("abcd", read(in, 4));
        assertEquals("ef", read(in, 4));
        assertEquals("end", read(in, 4));
        replay.restart();
        assertEquals("abcd", read(in, 8));
        assertEquals("ef", read(in, 8));
        assertEquals("end", read(in, 8));
    }

    @Test
    void shouldKeepTheRestForOneWhoAsksForLess() throws IOException {
        InputStream in = replay.input(bytes("abcdef"));
        assertEquals("abcd", read(in, 4));
        replay.restart();
        assertEquals("abc", read(in, 3));
        assertEquals("d", read(in, 3));
        assertEquals("ef", read(in, 3));
    }

    @Test
    void shouldLetInputComeAsLateAsBefore() throws IOException {
        int[] come = {0};
        InputStream late = new ByteArrayInputStream(new byte[] {'x'}) {
            @Override
            public synchronized int available() {
                return come[0];
            }
        };
        InputStream in = replay.input(late);
        assertEquals(0, in.available());
        assertEquals(0, in.available());
        come[0] = 1;
        assertEquals(1, in.available());
        assertEquals('x', in.read());
        come[0] = 0;
        assertEquals(0, in.available());
        replay.restart();
        come[0] = 1;
        assertEquals(0, in.available());
        assertEquals(0, in.available());
        assertEquals(1, in.available());
        assertEquals('x', in.read());
        assertEquals(0, in.available());
        assertEquals(1, in.available());
    }
}
