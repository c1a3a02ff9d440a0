package dev.lockstep.kernel.check;

import java.nio.charset.StandardCharsets;

/**
 * What a process wrote to its two streams together, by a hash. Two values are compared by {@link #sameAs}.
 *
 * @param bytes how many
 * @param hash of all of them
 * @param printed hash of what the guest kernel prints for them, without the paths: a line ends after {@link #COLUMNS} bytes
 *     too, and at the end of the process
 * @param whole whether newlines are where the process wrote them, and not also where the guest kernel added some; if not,
 *     {@code bytes} and {@code hash} are those of what was printed
 * @param beginning the first of them, to be shown
 */
public record WrittenOutput(long bytes, long hash, long printed, boolean whole, String beginning) {
    /** Bytes after which the guest kernel ends a line (LINE_CHARS in kernel/guest/eqos/process.h). */
    static final int COLUMNS = 120;

    /** Whether a process can have written both. */
    boolean sameAs(WrittenOutput other) {
        return whole && other.whole ? bytes == other.bytes && hash == other.hash : printed == other.printed;
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
        private long printed = OFFSET;
        private int column;

        /** FNV-1a, 64 bits. */
        private static long absorb(long hash, int value) {
            return (hash ^ value) * PRIME;
        }

        void add(byte[] from, int offset, int count) {
            for (int k = offset; k < offset + count; k++) {
                int value = from[k] & 0xff;
                hash = absorb(hash, value);
                print(value);
                if (beginning.length() < SHOWN) {
                    beginning.append((char) value);
                }
            }
            bytes += count;
        }

        private void print(int value) {
            printed = absorb(printed, value);
            column = value == '\n' ? 0 : column + 1;
            if (column == COLUMNS) {
                printed = absorb(printed, '\n');
                column = 0;
            }
        }

        void add(String text) {
            byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
            add(content, 0, content.length);
        }

        /** All that was added, as a process's own. */
        WrittenOutput build() {
            long ended = column == 0 ? printed : absorb(printed, '\n');
            return new WrittenOutput(bytes, hash, ended, true, beginning.toString());
        }

        /** All that was added, as what the guest kernel has printed. */
        WrittenOutput buildPrinted() {
            return new WrittenOutput(bytes, hash, hash, false, beginning.toString());
        }
    }
}
