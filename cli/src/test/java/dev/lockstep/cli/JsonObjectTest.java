package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonObjectTest {
    @Test
    void shouldKeepTheOrderOfItsMembers() {
        JsonObject object = new JsonObject()
                .with("b", 1)
                .with("a", true)
                .withHex("c", -1)
                .with("d", List.of(new JsonObject(), new JsonObject().with("e", "f")));

        assertEquals("{\"b\":1,\"a\":true,\"c\":\"0xffffffff\",\"d\":[{},{\"e\":\"f\"}]}", object.toString());
    }

    @Test
    void shouldEscapeWhatJsonDoesNotAllow() {
        assertEquals(
                "{\"a\":\"\\\"\\\\\\u000a\\ud83d\\ude00é\"}",
                new JsonObject().with("a", "\"\\\n\ud83d\ude00é").toString());
    }
}
