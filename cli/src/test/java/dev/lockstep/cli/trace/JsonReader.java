package dev.lockstep.cli.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON strictly into maps, lists, strings, doubles, booleans. */
final class JsonReader {
    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** The value that a whole text is. */
    static Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.space();
        if (reader.at != text.length()) {
            throw reader.wrong("more than a value");
        }
        return value;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(
                what + " at " + at + ": " + text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 40)));
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean takes(char wanted) {
        space();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void want(char wanted) {
        if (!takes(wanted)) {
            throw wrong("no " + wanted);
        }
    }

    private Object value() {
        if (takes('{')) {
            return object();
        }
        if (takes('[')) {
            return array();
        }
        if (takes('"')) {
            return string();
        }
        int start = at;
        while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        if (!word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
            throw wrong("no value");
        }
        return Double.valueOf(word);
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        if (takes('}')) {
            return members;
        }
        do {
            want('"');
            String name = string();
            want(':');
            if (members.put(name, value()) != null) {
                throw wrong("two members " + name);
            }
        } while (takes(','));
        want('}');
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        if (takes(']')) {
            return elements;
        }
        do {
            elements.add(value());
        } while (takes(','));
        want(']');
        return elements;
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw wrong("a control character");
            }
            if (c != '\\') {
                value.append(c);
                continue;
            }
            char escaped = text.charAt(at++);
            switch (escaped) {
                case 'u' -> {
                    value.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                }
                case '"', '\\', '/' -> value.append(escaped);
                case 'n' -> value.append('\n');
                default -> throw wrong("no escape");
            }
        }
    }
}
