package dev.lockstep.kernel.check;

import java.nio.charset.StandardCharsets;

/**
 * What a process wrote to its two streams together, by a hash. Two values are compared by {@link #sameAs}.
 *
 * @param bytes how many
 * @param hash of all of them
 * @param letters hash of all but newlines
 * @param whole whether newlines are where the process wrote them; the guest kernel writes some of its own
 * @param beginning the first of them, to be shown
 */
public record WrittenOutput(long bytes, long hash, long letters, boolean whole, String beginning) {
    /** Whether a process can have written both. */
    boolean sameAs(WrittenOutput other) {
        return whole && other.whole ? bytes == other.bytes && hash == other.hash : letters == other.letters;
    }

    @Override
    public String toString() {
        String shown = beginning.replace("\n", "\\n");
        return bytes == 0 ? "nothing" : bytes + " bytes '" + shown + (beginning.length() < bytes ? "...'" : "'");
    }

    /** Gathers it, piece by piece. Not thread-safe. */
    static final class Builder {
        private static final int SHOWN = 60;
        private static final long PRIME = 0x100000001b3L;
        private static final long OFFSET = 0xcbf29ce484222325L;

        private final StringBuilder beginning = new StringBuilder();
        private long bytes;
        private long hash = OFFSET;
        private long letters = OFFSET;

        /** FNV-1a, 64 bits. */
        private static long absorb(long hash, int value) {
            return (hash ^ value) * PRIME;
        }

        void add(byte[] from, int offset, int count) {
            for (int k = offset; k < offset + count; k++) {
                int value = from[k] & 0xff;
                hash = absorb(hash, value);
                if (value != '\n') {
                    letters = absorb(letters, value);
                }
                if (beginning.length() < SHOWN) {
                    beginning.append((char) value);
                }
            }
            bytes += count;
        }

        void add(String text) {
            byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
            add(content, 0, content.length);
        }

        WrittenOutput build(boolean whole) {
            return new WrittenOutput(bytes, hash, letters, whole, beginning.toString());
        }
    }
}
