package dev.lockstep.translator.codegen;

import dev.lockstep.cpu.StepObserver;
import dev.lockstep.equivalence.StepHash;
import dev.lockstep.translator.linkage.Flags;
import dev.lockstep.translator.linkage.GuestCall;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Emits step events, in the flavours that have them. */
final class EventEmitter {
    private static final String SEVENTEEN_WORDS = "(" + "I".repeat(18) + ")I";
    private static final String OBSERVED_STEP = "(" + "I".repeat(20) + "Ldev/lockstep/cpu/CpuState;)V";

    private final Assembly code;
    private final FlagEmitter flags;
    private final Flavour flavour;

    EventEmitter(Assembly code, FlagEmitter flags, Flavour flavour) {
        this.code = code;
        this.flags = flags;
        this.flavour = flavour;
    }

    /** Takes the hashes and the status register into locals. */
    void load() {
        if (flavour.hashes()) {
            code.getField("regHash").store(Local.REG_HASH).getField("pcHash").store(Local.PC_HASH);
            code.loadCpu()
                    .call(Flags.class, "status", "(Ldev/lockstep/cpu/CpuState;)I")
                    .store(Local.STATUS);
        }
    }

    /** Gives the hashes back. */
    void save() {
        if (flavour.hashes()) {
            code.loadCpu().load(Local.REG_HASH).putField("regHash");
            code.loadCpu().load(Local.PC_HASH).putField("pcHash");
        }
    }

    /** After an instruction that may have changed the status register. */
    void updateStatus() {
        if (flavour.hashes()) {
            flags.pushStatus();
            code.store(Local.STATUS);
        }
    }

    /** An instruction at {@code at} retires, and control goes to the known address {@code next}. */
    void retire(int at, int next) {
        if (!flavour.hashes()) {
            return;
        }
        if (flavour.mismatch() && at == next) {
            silent();
        } else {
            event(at, () -> code.push(next));
        }
    }

    /** An instruction at {@code at} retires, and control goes where the pc local says. */
    void retireToPc(int at) {
        if (!flavour.hashes()) {
            return;
        }
        if (!flavour.mismatch()) {
            event(at, this::pushTarget);
            return;
        }
        Label differs = new Label();
        Label done = new Label();
        pushTarget();
        code.push(at).jump(Opcodes.IF_ICMPNE, differs);
        silent();
        code.goTo(done).mark(differs);
        event(at, this::pushTarget);
        code.mark(done);
    }

    /** The pc local holds an entry point, of which the hash sees the address. */
    private void pushTarget() {
        code.load(Local.PC).push(-2).op(Opcodes.IAND);
    }

    private void silent() {
        code.loadCpu().call(GuestCall.class, "silent", "(Ldev/lockstep/cpu/CpuState;)V");
    }

    private void event(int at, Runnable pushPc) {
        code.load(Local.REG_HASH);
        pushRegisters(pushPc);
        code.call(StepHash.class, "registers", SEVENTEEN_WORDS).store(Local.REG_HASH);
        code.load(Local.PC_HASH);
        pushPc.run();
        code.call(StepHash.class, "pc", "(II)I").store(Local.PC_HASH);
        if (flavour.observed()) {
            pushRegisters(pushPc);
            code.load(Local.REG_HASH)
                    .load(Local.PC_HASH)
                    .push(at)
                    .loadCpu()
                    .call(StepObserver.class, "step", OBSERVED_STEP);
        }
    }

    /** All that the register hash sees. */
    private void pushRegisters(Runnable pushPc) {
        for (int register = 0; register < 15; register++) {
            code.load(Local.register(register));
        }
        pushPc.run();
        code.load(Local.STATUS);
    }
}
