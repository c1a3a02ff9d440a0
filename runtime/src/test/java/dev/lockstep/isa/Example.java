package dev.lockstep.isa;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A line of {@code examples.txt}.
 *
 * @param encoding the row that the word matches
 * @param word an instruction
 * @param text its disassembly at address 0
 */
record Example(Encoding encoding, int word, String text) {
    static List<Example> all() throws IOException {
        try (InputStream file = Example.class.getResourceAsStream("examples.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Example::of)
                    .toList();
        }
    }

    private static Example of(String line) {
        String[] columns = line.split(" +", 3);
        return new Example(Encoding.valueOf(columns[0]), Integer.parseUnsignedInt(columns[1], 16), columns[2]);
    }
}
