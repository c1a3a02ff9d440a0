package dev.lockstep.machine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.bcm2835.BoardOptions;
import dev.lockstep.machine.processor.Ending;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine with 16 MB, with what its guest sends and what is told of it. */
final class TestGuest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<String> warnings = new ArrayList<>();
    private final Machine machine;

    /** One that ends when its guest has sent a text; none does when it is empty. */
    TestGuest(String text) {
        Marker marker = new Marker(sent, text);
        machine = machine(marker, BoardOptions.to(marker));
    }

    /**
     * The same with other surroundings.
     *
     * @param input what it can receive
     * @param commandLine what the boot loader tells it
     */
    TestGuest(Optional<InputStream> input, String commandLine) {
        Marker marker = new Marker(sent, "");
        machine = machine(marker, new BoardOptions(marker, input, false, List.of(), Optional.empty(), commandLine));
    }

    private Machine machine(Marker marker, BoardOptions options) {
        return new Machine(16, false, options, marker, warnings::add);
    }

    Machine machine() {
        return machine;
    }

    String sent() {
        return sent.toString(StandardCharsets.US_ASCII);
    }

    List<String> warnings() {
        return warnings;
    }

    /** Puts code where a kernel is entered, and enters it there. */
    void load(int... words) {
        ByteBuffer image = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            image.putInt(word);
        }
        assertTrue(machine.load(image.array(), Machine.DEFAULT_ADDRESS));
    }

    /** The same, and runs it for ten million instructions at most. */
    Ending run(int... words) {
        load(words);
        return machine.run(10_000_000);
    }

    int word(int address) {
        return machine.memory().read(address, 4);
    }

    void write(int address, int... words) {
        for (int i = 0; i < words.length; i++) {
            machine.memory().write(address + 4 * i, words[i], 4);
        }
    }
}
