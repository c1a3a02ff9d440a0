package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.machine.bus.PhysicalMemory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A board and what a test does with it, in steps of one line each, all numbers but cycles in hexadecimal.
 *
 * <pre>
 *   20003010 &lt;- ff     a store of a word
 *   20003000 = 2       a load, which must give this
 *   &#64;700               time comes to this cycle, in decimal
 *   irq, no irq, fiq, no fiq
 * </pre>
 */
final class TestBoard {
    private final List<String> unmodelled = new ArrayList<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PhysicalMemory memory =
            new PhysicalMemory(4 << 20, (address, store) -> unmodelled.add(Integer.toHexString(address)));
    private final Board board;

    /** One with nothing joined to it. */
    TestBoard() {
        this("", false, List.of(), Optional.empty());
    }

    TestBoard(String input, boolean timed, List<Wire> wires, Optional<SdImage> card) {
        this(input, timed, wires, card, "");
    }

    private TestBoard(String input, boolean timed, List<Wire> wires, Optional<SdImage> card, String commandLine) {
        var stream = new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1));
        board = new Board(memory, new BoardOptions(output, Optional.of(stream), timed, wires, card, commandLine));
    }

    static TestBoard told(String commandLine) {
        return new TestBoard("", false, List.of(), Optional.empty(), commandLine);
    }

    static TestBoard receiving(String input) {
        return new TestBoard(input, false, List.of(), Optional.empty());
    }

    static TestBoard timed(String input) {
        return new TestBoard(input, true, List.of(), Optional.empty());
    }

    Board board() {
        return board;
    }

    PhysicalMemory memory() {
        return memory;
    }

    List<String> unmodelled() {
        return unmodelled;
    }

    String output() {
        return output.toString(StandardCharsets.ISO_8859_1);
    }

    int load(int address) {
        return memory.read(address, 4);
    }

    void store(int address, int value) {
        memory.write(address, value, 4);
    }

    /** Does the steps, separated by semicolons or lines; a failure names the step. */
    TestBoard run(String steps) {
        for (String step : steps.split("[;\n]", -1)) {
            if (!step.isBlank()) {
                step(step.strip());
            }
        }
        return this;
    }

    private void step(String step) {
        switch (step) {
            case "irq" -> assertEquals(true, board.irq(), step);
            case "no irq" -> assertEquals(false, board.irq(), step);
            case "fiq" -> assertEquals(true, board.fiq(), step);
            case "no fiq" -> assertEquals(false, board.fiq(), step);
            default -> {
                if (step.startsWith("@")) {
                    memory.advance(Long.parseLong(step.substring(1)));
                } else if (step.contains("<-")) {
                    String[] parts = step.split("<-", 2);
                    store(hex(parts[0]), hex(parts[1]));
                } else {
                    String[] parts = step.split("=", 2);
                    assertEquals(Integer.toHexString(hex(parts[1])), Integer.toHexString(load(hex(parts[0]))), step);
                }
            }
        }
    }

    private static int hex(String text) {
        return Integer.parseUnsignedInt(text.strip(), 16);
    }
}
