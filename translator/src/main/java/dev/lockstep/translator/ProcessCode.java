package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
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
        boolean thumb = CodeState.of(entryPoint, false).thumb();
        // An instruction may reach into the next range of the image, or page.
        if ((!thumb && (address & 3) != 0) || !space.translatable(address) || !space.translatable(address + 2)) {
            return Optional.empty();
        }
        try {
            return Optional.of(space.instruction(cpu, address, thumb));
        } catch (MemoryFault fault) {
            return Optional.empty();
        }
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
