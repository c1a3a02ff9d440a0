package dev.lockstep.cli.gdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinkTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Link receiving(String bytes) {
        return new Link(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)), out);
    }

    private String sent() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void shouldAcknowledgeWhatArrivesWhole() {
        assertEquals(Optional.of("g"), receiving("$g#67").receive());
        assertEquals("+", sent());
    }

    @Test
    void shouldAskAgainForWhatArrivesBroken() {
        assertEquals(Optional.of("?"), receiving("$g#66$?#3f").receive());
        assertEquals("-+", sent());
    }

    @Test
    void shouldSkipWhatIsNoPacket() {
        assertEquals(Optional.of("g"), receiving("+garbage$g#67").receive());
    }

    @Test
    void shouldBeginAnewWhereAPacketBeginsInAnother() {
        assertEquals(Optional.of("g"), receiving("$m1000,$g#67").receive());
    }

    @Test
    void shouldSendAgainWhatIsRefused() {
        receiving("-+").send("OK");
        assertEquals("$OK#9a$OK#9a", sent());
    }

    @Test
    void shouldAcknowledgeNothingWhenToldSo() {
        Link link = receiving("$g#67");
        link.acknowledgeNothing();
        link.receive();
        link.send("OK");
        assertEquals("$OK#9a", sent());
    }

    @Test
    void shouldEndWhenTheOtherSideIsGone() {
        Link link = receiving("$g#6");
        assertEquals(Optional.empty(), link.receive());
        link.send("OK");
        assertEquals("", sent());
    }

    @Test
    void shouldEndWhereAPacketHasNoEnd() {
        assertEquals(
                Optional.empty(), receiving("$" + "0".repeat(1 << 18) + "#00").receive());
    }

    @Test
    void shouldNoticeAnInterruption() {
        assertTrue(receiving("+\u0003").interrupted());
    }

    @Test
    void shouldNotTakeAPacketForAnInterruption() {
        Link link = receiving("$g#67");
        assertFalse(link.interrupted());
        assertEquals(Optional.of("g"), link.receive());
    }
}
