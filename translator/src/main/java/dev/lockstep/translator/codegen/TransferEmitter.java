package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.isa.Instruction;
import dev.lockstep.translator.codegen.InstructionEmitter.Outcome;
import dev.lockstep.translator.linkage.GuestCall;
import org.objectweb.asm.Label;

/**
 * Emits loads and stores. The place is set before each, so that a fault leads to the interpreter at the right
 * instruction; registers change after the last access.
 */
final class TransferEmitter {
    private static final int PC = 15;

    private final Assembly code;
    private final OperandEmitter operands;

    TransferEmitter(Assembly code, OperandEmitter operands) {
        this.code = code;
        this.operands = operands;
    }

    /** LDR and its kin; {@code extend} is the conversion after it, or NOP. */
    Outcome load(Instruction i, int at, int bits, int extend) {
        address(i, at);
        code.access(i.rn()).loadGuest(bits);
        if (extend != NOP) {
            code.op(extend);
        }
        writeBack(i, at);
        if (i.rd() == PC) {
            setPcInterworking();
            return Outcome.PC_SET;
        }
        code.store(Local.register(i.rd()));
        return Outcome.DONE;
    }

    Outcome loadLiteral(Instruction i, int at) {
        operands.base(PC, at)
                .push(i.immediate())
                .op(IADD)
                .access(PC)
                .loadGuest(32)
                .store(Local.register(i.rd()));
        return Outcome.DONE;
    }

    Outcome loadDouble(Instruction i, int at) {
        address(i, at);
        code.aligned().access(i.rn()).store(Local.SCRATCH);
        word(0);
        word(4);
        writeBack(i, at);
        code.store(Local.register(i.rd() + 1)).store(Local.register(i.rd()));
        return Outcome.DONE;
    }

    Outcome store(Instruction i, int at, int bits) {
        address(i, at);
        code.access(i.rn());
        operands.register(i.rd(), at).storeGuest(bits);
        writeBack(i, at);
        return Outcome.DONE;
    }

    Outcome storeDouble(Instruction i, int at) {
        address(i, at);
        code.aligned().access(i.rn()).store(Local.SCRATCH);
        storeWord(i.rd(), 0, at);
        storeWord(i.rd() + 1, 4, at);
        writeBack(i, at);
        return Outcome.DONE;
    }

    Outcome loadMultiple(Instruction i, int at) {
        int list = i.registers();
        int count = Integer.bitCount(list);
        lowest(i, at, count);
        boolean loadsPc = (list & 1 << PC) != 0;
        Label together = new Label();
        Label done = new Label();
        boolean flat = code.jumpIfTogether(4 * count, true, together);
        if (loadsPc) {
            word(4 * (count - 1));
        }
        int low = list & 0x7fff;
        for (int k = 0; k < Integer.bitCount(low); k++) {
            word(4 * k);
        }
        moveBase(i, count);
        for (int rest = low; rest != 0; ) {
            int register = 31 - Integer.numberOfLeadingZeros(rest);
            code.store(Local.register(register));
            rest &= ~(1 << register);
        }
        if (loadsPc) {
            setPcInterworking();
        }
        if (flat) {
            code.goTo(done).mark(together);
            moveBase(i, count);
            int offset = 0;
            for (int rest = low; rest != 0; rest &= rest - 1) {
                heldWord(offset);
                code.store(Local.register(Integer.numberOfTrailingZeros(rest)));
                offset += 4;
            }
            if (loadsPc) {
                heldWord(offset);
                setPcInterworking();
            }
            code.mark(done);
        }
        return loadsPc ? Outcome.PC_SET : Outcome.DONE;
    }

    Outcome storeMultiple(Instruction i, int at) {
        int count = Integer.bitCount(i.registers());
        lowest(i, at, count);
        Label together = new Label();
        Label done = new Label();
        boolean flat = code.jumpIfTogether(4 * count, false, together);
        int offset = 0;
        for (int rest = i.registers(); rest != 0; rest &= rest - 1) {
            storeWord(Integer.numberOfTrailingZeros(rest), offset, at);
            offset += 4;
        }
        if (flat) {
            code.goTo(done).mark(together);
            offset = 0;
            for (int rest = i.registers(); rest != 0; rest &= rest - 1) {
                pushWordAddress(offset);
                operands.register(Integer.numberOfTrailingZeros(rest), at);
                code.storeTogether();
                offset += 4;
            }
            code.mark(done);
        }
        moveBase(i, count);
        return Outcome.DONE;
    }

    /** Pushes a word that is known to be in the window. */
    private void heldWord(int offset) {
        pushWordAddress(offset);
        code.loadTogether();
    }

    Outcome swap(Instruction i, int at, String name) {
        code.loadCpu();
        operands.register(i.rn(), at);
        operands.register(i.rm(), at).memory(name, "II)I").store(Local.register(i.rd()));
        return Outcome.DONE;
    }

    Outcome loadExclusive(Instruction i, int at, int bytes) {
        code.loadCpu();
        operands.register(i.rn(), at).push(bytes).memory("loadExclusive", "II)J");
        if (bytes == 8) {
            code.op(DUP2).push(32).op(LUSHR).op(L2I).store(Local.register(i.rd() + 1));
        }
        code.op(L2I).store(Local.register(i.rd()));
        return Outcome.DONE;
    }

    Outcome storeExclusive(Instruction i, int at, int bytes) {
        code.loadCpu();
        operands.register(i.rn(), at);
        if (bytes == 8) {
            operands.register(i.rm() + 1, at);
            operands.register(i.rm(), at).arithmetic("join", "(II)J");
        } else {
            operands.register(i.rm(), at).op(I2L);
        }
        code.push(bytes).memory("storeExclusive", "IJI)I").store(Local.register(i.rd()));
        return Outcome.DONE;
    }

    /** A target with the state in bit 0 from the stack to the pc local; the processor changes to that state. */
    void setPcInterworking() {
        code.loadCpu()
                .call(
                        GuestCall.class,
                        code.state().thumb() ? "fromThumb" : "fromArm",
                        "(ILdev/lockstep/cpu/CpuState;)I");
        code.store(Local.PC);
    }

    /** Pushes the address of the access and, where the base changes by it, keeps it. */
    private void address(Instruction i, int at) {
        operands.register(i.rn(), at);
        if (i.preIndexed()) {
            offset(i, at);
            if (i.writeBack()) {
                code.op(DUP).store(Local.ADDRESS);
            }
        }
    }

    /** Changes the base register; the stack stays. */
    private void writeBack(Instruction i, int at) {
        if (i.writeBack()) {
            if (i.preIndexed()) {
                code.load(Local.ADDRESS);
            } else {
                operands.register(i.rn(), at);
                offset(i, at);
            }
            code.store(Local.register(i.rn()));
        }
    }

    /** Applies the offset to the base on the stack. */
    private void offset(Instruction i, int at) {
        operands.flexible(i, at);
        code.op(i.add() ? IADD : ISUB);
    }

    /** The lowest address of LDM or STM, checked, to the scratch local. */
    private void lowest(Instruction i, int at, int count) {
        operands.register(i.rn(), at);
        int distance = (i.add() ? 0 : -4 * count) + (i.preIndexed() == i.add() ? 4 : 0);
        if (distance != 0) {
            code.push(distance).op(IADD);
        }
        code.aligned().access(i.rn()).store(Local.SCRATCH);
    }

    private void moveBase(Instruction i, int count) {
        if (i.writeBack()) {
            code.method().visitIincInsn(Local.register(i.rn()), i.add() ? 4 * count : -4 * count);
        }
    }

    /** Pushes the word at an offset from the scratch local. */
    private void word(int offset) {
        pushWordAddress(offset);
        code.loadGuest(32);
    }

    private void storeWord(int register, int offset, int at) {
        pushWordAddress(offset);
        operands.register(register, at).storeGuest(32);
    }

    private void pushWordAddress(int offset) {
        code.load(Local.SCRATCH);
        if (offset != 0) {
            code.push(offset).op(IADD);
        }
    }
}
