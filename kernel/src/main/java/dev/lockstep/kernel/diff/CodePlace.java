package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.image.Image;
import dev.lockstep.image.dwarf.SourceLine;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;
import dev.lockstep.isa.Instruction;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;
import java.util.Optional;

/**
 * An instruction in a program.
 *
 * @param image of the program
 * @param address of the instruction
 * @param word the instruction as {@link Decoder} takes it; empty where it cannot be read
 * @param thumb whether it is executed in Thumb state
 */
record CodePlace(Image image, int address, Optional<Integer> word, boolean thumb) {
    /** The instruction that is at an address of a process now. */
    static CodePlace read(CpuState cpu, Image image, int address, boolean thumb) {
        Optional<Integer> word = Optional.empty();
        try {
            if (thumb) {
                int first = halfword(cpu, address);
                word = Optional.of(Decoder.isThumbPrefix(first) ? first << 16 | halfword(cpu, address + 2) : first);
            } else {
                word = Optional.of(halfword(cpu, address) | halfword(cpu, address + 2) << 16);
            }
        } catch (MemoryFault unreadable) {
            // Then there is nothing to be shown.
        }
        return new CodePlace(image, address, word, thumb);
    }

    private static int halfword(CpuState cpu, int address) {
        int granule = cpu.space.executable(address);
        return Page.getShort(cpu.space.bytes(granule), cpu.space.at(granule, address)) & 0xffff;
    }

    Optional<Instruction> instruction() {
        return word.map(bits -> thumb ? Decoder.decodeThumb(bits) : Decoder.decode(bits));
    }

    String text() {
        return instruction()
                .map(instruction -> Disassembler.disassemble(instruction, address))
                .orElse("(unreadable)");
    }

    String function() {
        return image.symbols().describe(address);
    }

    Optional<SourceLine> line() {
        return image.symbols().lines().at(address);
    }

    /** Something like {@code main+0x1c (hello.c:12)}; may be empty. */
    String where() {
        return (function() + line().map(line -> " (" + line + ")").orElse("")).strip();
    }
}
