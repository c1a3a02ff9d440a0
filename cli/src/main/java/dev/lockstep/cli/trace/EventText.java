package dev.lockstep.cli.trace;

/** Builds the text of one Chrome trace event after another. Not thread-safe; each hart has its own. */
final class EventText {
    /** All harts are threads of one process. */
    static final int PROCESS = 1;

    private final StringBuilder text = new StringBuilder();
    private boolean inArguments;

    /**
     * Begins an event.
     *
     * @param phase the letter that tells its kind
     * @param category empty for none
     * @param name anything
     */
    EventText begin(String phase, String category, String name, int thread) {
        text.setLength(0);
        inArguments = false;
        text.append("{\"ph\":\"").append(phase).append('"');
        if (!category.isEmpty()) {
            text.append(",\"cat\":\"").append(category).append('"');
        }
        member("name");
        quote(name);
        return with("pid", PROCESS).with("tid", thread);
    }

    /** Begins the arguments: all that follows belongs to them. */
    EventText arguments() {
        text.append(",\"args\":{");
        inArguments = true;
        return this;
    }

    /**
     * A time, which the format wants in microseconds.
     *
     * @param nanos at least 0
     */
    EventText withTime(String member, long nanos) {
        member(member);
        text.append(nanos / 1000).append('.');
        long rest = nanos % 1000;
        text.append(rest / 100).append(rest / 10 % 10).append(rest % 10);
        return this;
    }

    EventText with(String member, long value) {
        member(member);
        text.append(value);
        return this;
    }

    EventText with(String member, String value) {
        member(member);
        quote(value);
        return this;
    }

    /** An address: eight hexadecimal digits after {@code 0x}. */
    EventText withHex(String member, int value) {
        return with(member, "0x" + Hex.digits(value, 8));
    }

    /** The whole event, until the next one is begun. */
    CharSequence end() {
        if (inArguments) {
            text.append('}');
        }
        return text.append('}');
    }

    private void member(String name) {
        if (text.charAt(text.length() - 1) != '{') {
            text.append(',');
        }
        text.append('"').append(name).append("\":");
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                text.append("\\u").append(Hex.digits(c, 4));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
