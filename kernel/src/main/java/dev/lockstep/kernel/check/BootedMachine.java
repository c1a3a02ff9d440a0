package dev.lockstep.kernel.check;

import dev.lockstep.machine.Machine;
import dev.lockstep.machine.Marker;
import dev.lockstep.machine.bcm2835.BoardOptions;
import dev.lockstep.machine.processor.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A bare machine with the guest kernel and its programs in it, and what it prints; {@link MachineRunner} makes them. */
public final class BootedMachine {
    /** What a Raspberry Pi has for its processor. */
    private static final int MEGABYTES = 448;

    private static final String PANIC = "PANIC";

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<String> warnings = new ArrayList<>();
    private final Machine machine;

    private BootedMachine(String commandLine) {
        machine = new Machine(
                MEGABYTES,
                false,
                new BoardOptions(sent, Optional.empty(), false, List.of(), Optional.empty(), commandLine),
                new Marker(OutputStream.nullOutputStream(), ""),
                warnings::add);
    }

    /**
     * A machine whose first instruction is next.
     *
     * @param image of the kernel, and its programs behind it
     * @param commandLine of the kernel
     * @throws IOException when it does not fit
     */
    static BootedMachine load(byte[] image, String commandLine) throws IOException {
        BootedMachine booted = new BootedMachine(commandLine);
        if (!booted.machine.load(image, Machine.DEFAULT_ADDRESS)) {
            throw new IOException("found " + image.length + " bytes, wanted what fits " + MEGABYTES + " MB");
        }
        return booted;
    }

    /** The machine itself. */
    public Machine machine() {
        return machine;
    }

    /** What the guest kernel has printed so far. */
    String printed() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    /**
     * What is wrong with a run that has come to its end.
     *
     * @return a line; empty where nothing is
     */
    public String complaint(Ending ending) {
        Optional<String> panic =
                printed().lines().filter(line -> line.startsWith(PANIC)).findFirst();
        if (panic.isPresent()) {
            return panic.get();
        }
        if (ending.kind() != Ending.Kind.BOARD) {
            return "the machine ended: " + ending.text();
        }
        return warnings.isEmpty() ? "" : "the machine warns: " + warnings.getFirst();
    }
}
