package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Decoder;
import dev.lockstep.memory.MemoryFault;

/** Tells of single instructions: of all, or of those of user mode. Without anybody to tell, nothing is done. */
final class Watchers {
    private final CpuState cpu;
    private final Modes modes;
    private final MemoryUnit unit;

    /** Who is told of every instruction; valid if {@link #ofAll}. */
    private InstructionListener all = (pc, instruction, time) -> {};

    private boolean ofAll;

    /** Who is told of user mode; valid if {@link #ofUser}. */
    private UserCodeListener user = UserCodeListener.NOBODY;

    private boolean ofUser;

    /** Whether the interpreter's current run is one instruction of user mode, and its address. */
    private boolean inUser;

    private int at;

    Watchers(CpuState cpu, Modes modes, MemoryUnit unit) {
        this.cpu = cpu;
        this.modes = modes;
        this.unit = unit;
    }

    /** From now on somebody is told of every instruction before it is executed. */
    void onInstruction(InstructionListener listener) {
        all = listener;
        ofAll = true;
    }

    /** From now on somebody is told what user mode does. */
    void onUserCode(UserCodeListener listener) {
        user = listener;
        ofUser = true;
    }

    /** Whether the next instruction must be executed alone. */
    boolean singly() {
        return ofAll || ofUser && !modes.privileged();
    }

    /** The interpreter is about to run. */
    void before(long time) {
        if (ofAll) {
            tell(time);
        }
        inUser = ofUser && !modes.privileged();
        if (inUser) {
            at = cpu.pc();
            user.executes(cpu, time);
        }
    }

    /** It has run, and so many instructions have retired. */
    void after(int retired) {
        if (inUser && retired > 0) {
            user.retired(cpu, at);
        }
    }

    /** An exception is about to be taken. */
    void exception(ExceptionKind kind, boolean debugEvent, long time) {
        if (ofUser && !modes.privileged()) {
            user.interrupted(cpu, kind, debugEvent, time);
        }
    }

    private void tell(long time) {
        int pc = cpu.pc();
        boolean thumb = cpu.thumb();
        try {
            int first = unit.halfword(unit.fetchAddress(pc, modes.privileged()));
            boolean whole = !thumb || Decoder.isThumbPrefix(first);
            int second = whole ? unit.halfword(unit.fetchAddress(pc + Short.BYTES, modes.privileged())) : 0;
            int upper = thumb ? first : second;
            int word = whole ? upper << Short.SIZE | (thumb ? second : first) : first;
            all.executes(pc, thumb ? Decoder.decodeThumbSystem(word) : Decoder.decodeSystem(word), time);
        } catch (MemoryFault fault) {
            // The processor meets it too when it fetches.
        }
    }
}
