package dev.lockstep.kernel.diff;

import dev.lockstep.machine.Machine;
import dev.lockstep.machine.processor.Arm1176;
import dev.lockstep.machine.processor.Probe;
import java.util.Optional;
import java.util.OptionalInt;

/** The process that has the processor of a bare machine, by the translations that hold now. */
final class MachineView implements ProcessView {
    private Optional<Arm1176> processor = Optional.empty();
    private Optional<Probe> probe = Optional.empty();
    private long began;

    /** The machine is this one. */
    void attach(Machine machine) {
        processor = Optional.of(machine.processor());
        probe = Optional.of(machine.processor().probe());
    }

    /** An instruction of the process is about to be executed, or was at that time and is told of as a step now. */
    void begins(long machineTime) {
        began = machineTime;
    }

    @Override
    public Optional<Integer> code(int address) {
        return read(address, Short.BYTES);
    }

    @Override
    public Optional<Integer> word(int address) {
        return read(address, Integer.BYTES);
    }

    private Optional<Integer> read(int address, int bytes) {
        int value = 0;
        for (int k = bytes - 1; k >= 0; k--) {
            OptionalInt part = probe.orElseThrow().peek(address + k);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            value = value << Byte.SIZE | part.getAsInt();
        }
        return Optional.of(value);
    }

    @Override
    public long machineTime() {
        return began;
    }

    @Override
    public long machineNow() {
        return processor.orElseThrow().instructions();
    }
}
