package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stub is told that knows no gdb: bytes by chance, and packets that are nearly right. */
final class GdbFuzzTest {
    private static final int BYTES = 4000;
    private static final int PACKETS = 1500;
    private static final int KILLED = 137;
    private static final String[] WORDS = {
        "?",
        "g",
        "G",
        "p",
        "P",
        "m",
        "M",
        "X",
        "H",
        "Hg",
        "Hc",
        "T",
        "Z0",
        "Z1",
        "Z2",
        "Z3",
        "Z4",
        "z0",
        "z2",
        "vCont?",
        "vCont;",
        "s",
        "bs",
        "q",
        "Q",
        "qC",
        "qCRC:",
        "qfThreadInfo",
        "qsThreadInfo",
        "qRcmd,",
        "qSupported",
        "qAttached",
        "qThreadExtraInfo,",
        "qXfer:features:read:target.xml:",
        "qXfer:features:read:",
        "vMustReplyEmpty",
        "qSymbol::",
        "vCont;s:1",
        "QStartNoAckMode2",
        "vRun;",
        "vAttach;1",
        "R",
        "!",
        "A",
        "b",
        "B",
        "i",
        "I",
        "r",
        "t"
    };
    private static final String[] NUMBERS = {
        "0", "1", "-1", "4", "10014", "ffffffff", "80000000", "7fffffff", "fffffffffffffffff", "", "zz", "bffffff0"
    };
    private static final String[] BETWEEN = {",", ":", ";", "=", "", "}", "*", "-", "\u0000", "\u00ff"};

    private static void assertStillThere(DebuggedRun run, long seed) throws Exception {
        try (GdbClient gdb = new GdbClient(run.port())) {
            assertTrue(gdb.ask("?").startsWith("T"), () -> "seed " + seed);
            gdb.send("k");
        }
        Shell.Outcome end = run.end();
        assertEquals(KILLED, end.status(), () -> "seed " + seed);
        assertFalse(end.err().contains("Exception"), () -> "seed " + seed + ": " + end.err());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldSurviveBytesByChance(long seed) throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "spin");
        Random random = new Random(seed);
        byte[] noise = new byte[BYTES];
        random.nextBytes(noise);
        String likely = "$$$##+-\u00030123456789abcdefgmMpPZzvCont;,:=";
        for (int i = 0; i < BYTES; i++) {
            if (random.nextBoolean()) {
                noise[i] = (byte) likely.charAt(random.nextInt(likely.length()));
            }
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), run.port())) {
            socket.getOutputStream().write(noise);
        } catch (IOException e) {
            // It may hang up on nonsense.
        }
        assertStillThere(run, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldAnswerPacketsThatAreNearlyRight(long seed) throws Exception {
        DebuggedRun run = new DebuggedRun("", "run", "spin");
        Random random = new Random(seed);
        try (GdbClient gdb = new GdbClient(run.port())) {
            for (int i = 0; i < PACKETS; i++) {
                StringBuilder packet = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
                for (int part = random.nextInt(4); part > 0; part--) {
                    packet.append(NUMBERS[random.nextInt(NUMBERS.length)]);
                    packet.append(BETWEEN[random.nextInt(BETWEEN.length)]);
                }
                String text = packet.toString();
                boolean goesOn = text.startsWith("vCont;") && !text.startsWith("vCont;s:1");
                if (!goesOn) {
                    // Whatever it is, there is an answer.
                    gdb.ask(text);
                }
            }
        }
        assertStillThere(run, seed);
    }
}
