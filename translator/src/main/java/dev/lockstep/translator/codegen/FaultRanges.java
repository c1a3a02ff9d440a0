package dev.lockstep.translator.codegen;

import dev.lockstep.isa.Instruction;
import dev.lockstep.translator.analysis.Block;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.DirtyFlow;
import dev.lockstep.translator.analysis.FlagFlow;
import dev.lockstep.translator.analysis.FlagFlow.Form;
import dev.lockstep.translator.analysis.Region;
import dev.lockstep.translator.analysis.Registers;
import dev.lockstep.translator.codegen.ExitEmitter.Changed;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * The pieces of a method in which a fault finds the same registers changed: from an instruction that accesses memory to
 * another.
 */
final class FaultRanges {
    private final Map<Integer, Label> starts = new HashMap<>();
    private final Map<Integer, Label> ends = new HashMap<>();

    /** Finds the ranges of a region, in the order in which its blocks are emitted, and has its exits guard them. */
    FaultRanges(Region region, DirtyFlow dirtyFlow, FlagFlow flagFlow, ExitEmitter exits) {
        Label end = new Label();
        Changed current = new Changed(-1, Form.UNKNOWN);
        int last = 0;
        for (Block block : region.blocks().values()) {
            int dirty = dirtyFlow.atStart(block);
            Form form = flagFlow.atStart(block);
            int at = block.address();
            for (Instruction i : block.instructions()) {
                if (raises(i, region.state())) {
                    Changed changed = new Changed(dirty, form);
                    if (!changed.equals(current)) {
                        Label start = new Label();
                        end = new Label();
                        starts.put(at, start);
                        exits.guard(start, end, changed);
                        current = changed;
                    } else {
                        ends.remove(last);
                    }
                    ends.put(at, end);
                    last = at;
                }
                dirty = dirtyFlow.after(i, dirty);
                form = flagFlow.after(i, form);
                at += i.size();
            }
        }
    }

    /** Whether it raises an exception where it may not access memory, or leaves by a jump. */
    private static boolean raises(Instruction i, CodeState state) {
        return Registers.accessesMemory(i) && (MemoryEmitter.raises(state) || Registers.synchronises(i));
    }

    /** To be called before the code of an instruction. */
    void before(int address, MethodVisitor method) {
        if (starts.containsKey(address)) {
            method.visitLabel(starts.get(address));
        }
    }

    /** To be called behind the code of an instruction. */
    void after(int address, MethodVisitor method) {
        if (ends.containsKey(address)) {
            method.visitLabel(ends.get(address));
        }
    }
}
