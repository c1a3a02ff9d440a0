package dev.lockstep.cli;

import dev.lockstep.kernel.api.JsonText;
import java.util.List;
import java.util.StringJoiner;

/** Builds a JSON object on one line, its members in the order of the calls. */
final class JsonObject {
    private final StringJoiner members = new StringJoiner(",", "{", "}");

    /** A number that JSON writes as Java does. */
    JsonObject with(String name, long value) {
        return member(name, Long.toString(value));
    }

    JsonObject with(String name, boolean value) {
        return member(name, Boolean.toString(value));
    }

    JsonObject with(String name, String value) {
        return member(name, JsonText.quoted(value));
    }

    /** Another object. */
    JsonObject with(String name, JsonObject value) {
        return member(name, value.toString());
    }

    JsonObject with(String name, List<JsonObject> values) {
        StringJoiner array = new StringJoiner(",", "[", "]");
        values.forEach(value -> array.add(value.toString()));
        return member(name, array.toString());
    }

    /** A number that is already written, for instance with a fixed number of digits. */
    JsonObject withNumber(String name, String value) {
        return member(name, value);
    }

    /** An address or a hash: a string of eight hexadecimal digits after {@code 0x}. */
    JsonObject withHex(String name, int value) {
        return with(name, "0x%08x".formatted(value));
    }

    private JsonObject member(String name, String value) {
        members.add(JsonText.quoted(name) + ":" + value);
        return this;
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
