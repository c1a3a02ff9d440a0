package dev.lockstep.kernel.process;

import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.memory.MemoryParcel;
import java.util.Optional;

/** A process that is in no hart, on its way from one to another. Whoever has it may use its parts as they are. */
final class Traveller {
    /** The words of its record. */
    final int[] record;

    /** Its image, ABI and arguments are those of the program that it ran. */
    final Image image;

    final Abi abi;
    final byte[] commandLine;

    final MemoryParcel memory;

    /** Empty as a rule, and never anything that only exists on one hart. */
    final Optional<Belongings> belongings;

    Traveller(int[] record, RunningProgram program, MemoryParcel memory, Optional<Belongings> belongings) {
        this.record = record;
        image = program.template.image();
        abi = program.abi;
        commandLine = program.commandLine;
        this.memory = memory;
        this.belongings = belongings;
    }
}
