package dev.lockstep.machine.oracle;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.machine.Machine;
import dev.lockstep.machine.Marker;
import dev.lockstep.machine.bcm2835.BoardOptions;
import dev.lockstep.machine.bus.PhysicalMemory;
import dev.lockstep.machine.processor.Ending;
import dev.lockstep.machine.processor.InstructionListener;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Our machine with an image in it that stops between two cases: its memory, and how far it has come. */
final class OurMachine {
    private final Machine machine;
    private final PhysicalMemory memory;

    /** With a memory of zeros. */
    OurMachine(int megabytes, int start) {
        Marker marker = new Marker(OutputStream.nullOutputStream(), "");
        BoardOptions options = BoardOptions.to(marker);
        machine = new Machine(megabytes, false, options, marker, line -> {});
        memory = machine.memory();
        machine.processor().cpu().r[CpuState.PC] = start;
    }

    /** Has the same in a part of its memory as another. */
    void copy(ByteBuffer from, int address, int bytes) {
        for (int at = address; at < address + bytes; at += Integer.BYTES) {
            put(at, from.getInt(at));
        }
    }

    int word(int address) {
        return memory.read(address, Integer.BYTES);
    }

    /** A store that the processor notices if it has decoded something there. */
    void put(int address, int value) {
        memory.writeByDevice(address, value, Integer.BYTES);
    }

    /** Lets somebody see what is executed. */
    void onInstruction(InstructionListener listener) {
        machine.processor().onInstruction(listener);
    }

    /** The processor's registers. */
    CpuState cpu() {
        return machine.processor().cpu();
    }

    /** Where it goes on. */
    void goTo(int address) {
        machine.processor().cpu().r[CpuState.PC] = address;
    }

    /**
     * Runs until the word at an address has a value and a device has been touched.
     *
     * @param limit instructions
     * @return whether it came so far; where not, how it ended tells why
     */
    Optional<Ending> runUntil(int address, int value, long limit) {
        Ending reached = new Ending(Ending.Kind.MARKER, "");
        Ending ending = machine.processor()
                .run(
                        machine.processor().now() + limit,
                        () -> word(address) == value ? Optional.of(reached) : Optional.empty());
        return ending.kind() == Ending.Kind.MARKER ? Optional.empty() : Optional.of(ending);
    }
}
