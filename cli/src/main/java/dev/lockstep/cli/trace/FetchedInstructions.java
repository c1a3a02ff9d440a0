package dev.lockstep.cli.trace;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;
import dev.lockstep.isa.Instruction;
import dev.lockstep.memory.MemoryFault;
import java.util.HashMap;
import java.util.Map;

/** Decodes and disassembles what stands in a process's memory, and remembers a limited number of both. */
final class FetchedInstructions {
    private static final int MOST = 1 << 16;

    private final Map<Long, Instruction> arm = new HashMap<>();
    private final Map<Long, Instruction> thumb = new HashMap<>();
    private final Map<Place, String> texts = new HashMap<>();

    /** A text depends on the address too, where it names a target. */
    private record Place(Instruction instruction, int address) {}

    /** Whether an instruction can be fetched from an address, a multiple of 2. */
    boolean isExecutable(CpuState cpu, int address) {
        try {
            cpu.space.fetchShort(address & ~1);
            return true;
        } catch (MemoryFault e) {
            return false;
        }
    }

    /** The instruction at an address; one of the word 0 where none can be fetched. */
    Instruction at(CpuState cpu, int address, boolean inThumb) {
        long word = word(cpu, address, inThumb);
        Map<Long, Instruction> known = inThumb ? thumb : arm;
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(
                word,
                fetched -> inThumb ? Decoder.decodeThumb(fetched.intValue()) : Decoder.decode(fetched.intValue()));
    }

    private long word(CpuState cpu, int address, boolean inThumb) {
        try {
            if (!inThumb) {
                return cpu.space.fetchInt(address);
            }
            int first = cpu.space.fetchShort(address) & 0xffff;
            boolean pair = Decoder.isThumbPrefix(first) && isExecutable(cpu, address + 2);
            return pair ? first << 16 | cpu.space.fetchShort(address + 2) & 0xffff : first;
        } catch (MemoryFault e) {
            return 0;
        }
    }

    /** The text of an instruction. */
    String text(Instruction instruction, int address) {
        if (texts.size() > MOST) {
            texts.clear();
        }
        return texts.computeIfAbsent(
                new Place(instruction, address), place -> Disassembler.disassemble(instruction, address));
    }
}
