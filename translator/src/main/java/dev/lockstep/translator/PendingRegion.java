package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Instruction;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.aot.Pretranslated;
import dev.lockstep.translator.linkage.TranslatedRegion;

/**
 * Stands for a region that was translated ahead of time until it is first entered. Then every instruction that it was made
 * from is compared with the process's memory, which also makes later stores over it noticed, and the class is loaded; a
 * difference drops it for good.
 */
final class PendingRegion extends TranslatedRegion {
    private final TranslatedCodeSpace space;
    private final Pretranslated.Entry entry;
    private final Pretranslated source;

    PendingRegion(TranslatedCodeSpace space, Pretranslated.Entry entry, Pretranslated source) {
        this.space = space;
        this.entry = entry;
        this.source = source;
    }

    @Override
    public int run(CpuState cpu, int pc, int depth) {
        if (!matches(cpu)) {
            space.discard(this);
            return pc;
        }
        return space.load(this, entry, source.classFile(entry), cpu.tlb).run(cpu, pc, depth);
    }

    private boolean matches(CpuState cpu) {
        try {
            boolean thumb = CodeState.thumb(entry.root());
            int index = 0;
            for (var extent : entry.extents()) {
                for (int done = 0; done < extent.bytes(); ) {
                    Instruction found = space.instruction(cpu, extent.address() + done, thumb);
                    if (found.word() != entry.word(index++)) {
                        return false;
                    }
                    done += found.size();
                }
            }
            return true;
        } catch (MemoryFault fault) {
            return false;
        }
    }
}
