package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Instruction;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.InstructionSource;
import java.util.Optional;

/**
 * A running process's code. Reading an instruction decodes it, which also makes every later store over it noticed.
 */
final class ProcessCode implements InstructionSource {
    private final CpuState cpu;
    private final TranslatedCodeSpace space;

    ProcessCode(CpuState cpu, TranslatedCodeSpace space) {
        this.cpu = cpu;
        this.space = space;
    }

    @Override
    public Optional<Instruction> instruction(int entryPoint) {
        int address = CodeState.address(entryPoint);
        boolean thumb = CodeState.thumb(entryPoint);
        if ((!thumb && (address & 3) != 0) || !space.translatable(address)) {
            return Optional.empty();
        }
        try {
            if (thumb && reachesOut(address)) {
                return Optional.empty();
            }
            return Optional.of(space.instruction(cpu, address, thumb));
        } catch (MemoryFault fault) {
            return Optional.empty();
        }
    }

    /** Whether a BL or BLX has its second half where nothing is to be translated. */
    private boolean reachesOut(int address) {
        return !space.translatable(address + 2) && Decoder.isThumbPrefix(cpu.space.fetchShort(address));
    }

    @Override
    public Optional<Integer> constant(int address) {
        return (address & 3) == 0 && space.accepts(address) && cpu.space.constant(address)
                ? word(address)
                : Optional.empty();
    }

    @Override
    public Optional<Integer> word(int address) {
        try {
            return Optional.of(LoadStoreUnit.load32(cpu, address));
        } catch (MemoryFault fault) {
            return Optional.empty();
        }
    }
}
