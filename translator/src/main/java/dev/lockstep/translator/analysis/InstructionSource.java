package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import java.util.Optional;

/** Where the analysis reads a program from. */
public interface InstructionSource {
    /** The instruction at an entry point, or empty where nothing can be fetched or nothing should be translated. */
    Optional<Instruction> instruction(int entryPoint);

    /** A word of data, such as an entry of a jump table; empty where nothing can be loaded. */
    Optional<Integer> word(int address);

    /** A word that nobody can ever store to; empty where that is not certain. */
    Optional<Integer> constant(int address);
}
