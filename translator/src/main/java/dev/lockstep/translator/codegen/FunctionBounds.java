package dev.lockstep.translator.codegen;

import dev.lockstep.image.Symbols;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.InstructionSource;
import java.util.Optional;

/**
 * A program's code as one region may see it: a function that ends with a call, which then does not return (exit, abort),
 * is not followed by the next function. Else that one would become a part of the region, and be shown under its name.
 */
final class FunctionBounds implements InstructionSource {
    private static final int CALL_BYTES = 4;

    private final InstructionSource source;
    private final Symbols symbols;
    private final int root;

    /**
     * The code for one region.
     *
     * @param root entry point of the region, which may start anywhere
     */
    FunctionBounds(InstructionSource source, Symbols symbols, int root) {
        this.source = source;
        this.symbols = symbols;
        this.root = root;
    }

    @Override
    public Optional<Instruction> instruction(int entryPoint) {
        boolean beyond = entryPoint != root
                && symbols.startsFunction(CodeState.address(entryPoint))
                && isCall(entryPoint - CALL_BYTES);
        return beyond ? Optional.empty() : source.instruction(entryPoint);
    }

    private boolean isCall(int entryPoint) {
        Optional<Instruction> before = source.instruction(entryPoint);
        return before.isPresent()
                && before.get().size() == CALL_BYTES
                && (before.get().opcode() == Opcode.BL || before.get().opcode() == Opcode.BLX_IMMEDIATE)
                && !before.get().conditional();
    }

    @Override
    public Optional<Integer> word(int address) {
        return source.word(address);
    }

    @Override
    public Optional<Integer> constant(int address) {
        return source.constant(address);
    }
}
