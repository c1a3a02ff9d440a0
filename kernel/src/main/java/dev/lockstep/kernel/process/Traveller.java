package dev.lockstep.kernel.process;

import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.console.ProcessOutput;
import dev.lockstep.memory.MemoryParcel;
import dev.lockstep.vfp.VfpState;
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

    /** Its floating-point unit and unfinished lines; empty where it has none. */
    final Optional<VfpState> floats;

    final Optional<ProcessOutput> output;

    Traveller(int[] record, RunningProgram program, MemoryParcel memory, Optional<Belongings> belongings) {
        this.record = record;
        image = program.template.image();
        abi = program.abi;
        commandLine = program.commandLine;
        this.memory = memory;
        floats = belongings.flatMap(Belongings::floats);
        output = belongings.flatMap(Belongings::output);
    }
}
