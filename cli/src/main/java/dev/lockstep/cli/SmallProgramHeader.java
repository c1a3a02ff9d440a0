package dev.lockstep.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The ten words at the beginning of a small program, to be shown (EQUIVALENCE.md section 3). What they mean to a run is
 * the image reader's business.
 *
 * @param start offset of the header in its file, in bytes
 * @param fields the words in their order
 */
record SmallProgramHeader(int start, List<Field> fields) {
    private static final int DATA_OFFSET = 5;
    private static final int DATA_BYTES = 7;
    private static final List<String> NAMES = List.of(
            "magic",
            "header bytes",
            "code offset",
            "code address",
            "code bytes",
            "data offset",
            "data address",
            "data bytes",
            "bss address",
            "bss bytes");

    /** A word of the header. */
    record Field(String name, int value) {
        private boolean hexadecimal() {
            return name.equals("magic") || name.endsWith("address");
        }

        /** Addresses in hexadecimal, numbers in decimal. */
        String text() {
            return hexadecimal() ? "0x%08x".formatted(value) : Integer.toUnsignedString(value);
        }

        /** Adds it as a member, its name in camel case. */
        void addTo(JsonObject object) {
            int space = name.indexOf(' ');
            String key = space < 0
                    ? name
                    : name.substring(0, space)
                            + Character.toUpperCase(name.charAt(space + 1))
                            + name.substring(space + 2);
            if (hexadecimal()) {
                object.withHex(key, value);
            } else {
                object.with(key, Integer.toUnsignedLong(value));
            }
        }
    }

    /**
     * The headers of a file.
     *
     * @param file one that the image reader has found right
     * @param programs how many there are in it
     * @throws CommandException when it cannot be read, or has changed meanwhile
     */
    static List<SmallProgramHeader> readAll(Path file, int programs) throws CommandException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            List<SmallProgramHeader> headers = new ArrayList<>();
            int start = 0;
            for (int program = 0; program < programs; program++) {
                SmallProgramHeader header = read(bytes, start);
                headers.add(header);
                start += header.value(DATA_OFFSET) + header.value(DATA_BYTES);
            }
            return List.copyOf(headers);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new CommandException(file + ": cannot be read a second time", e);
        }
    }

    private static SmallProgramHeader read(ByteBuffer bytes, int start) {
        List<Field> fields = new ArrayList<>();
        for (int word = 0; word < NAMES.size(); word++) {
            fields.add(new Field(NAMES.get(word), bytes.getInt(start + Integer.BYTES * word)));
        }
        return new SmallProgramHeader(start, List.copyOf(fields));
    }

    private int value(int word) {
        return fields.get(word).value();
    }
}
