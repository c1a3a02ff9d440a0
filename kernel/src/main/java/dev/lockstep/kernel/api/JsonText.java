package dev.lockstep.kernel.api;

/** Texts as JSON has them (RFC 8259, section 7). */
public final class JsonText {
    private JsonText() {}

    /** A text as a JSON string, with its quotation marks; surrogates are escaped, so that half a pair does no harm. */
    public static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
