package dev.lockstep.isa;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line of {@code examples.txt} or {@code thumb-examples.txt}.
 *
 * @param encoding the row that the word matches
 * @param word an instruction
 * @param text its disassembly at address 0
 */
record Example(Encoding encoding, int word, String text) {
    static List<Example> all() throws IOException {
        return Stream.concat(arm().stream(), thumb().stream()).toList();
    }

    static List<Example> arm() throws IOException {
        return read("examples.txt", Rows.arm());
    }

    static List<Example> thumb() throws IOException {
        return read("thumb-examples.txt", Rows.thumb());
    }

    private static List<Example> read(String name, List<Encoding> rows) throws IOException {
        var byName = rows.stream().collect(Collectors.toMap(Encoding::name, Function.identity()));
        try (InputStream file = Example.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split(" +", 3))
                    .map(columns ->
                            new Example(byName.get(columns[0]), Integer.parseUnsignedInt(columns[1], 16), columns[2]))
                    .toList();
        }
    }
}
