package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.isa.Instruction;
import dev.lockstep.translator.codegen.InstructionEmitter.Outcome;
import org.objectweb.asm.Label;

/**
 * Emits loads and stores. The place is set before each, so that a fault leads to the interpreter at the right
 * instruction; registers change after the last access.
 */
final class TransferEmitter {
    private static final int PC = 15;

    private final Assembly code;
    private final OperandEmitter operands;
    private final MemoryEmitter memory;

    TransferEmitter(Assembly code, OperandEmitter operands, MemoryEmitter memory) {
        this.code = code;
        this.operands = operands;
        this.memory = memory;
    }

    /** LDR and its kin; {@code extend} is the conversion after it, or NOP. */
    Outcome load(Instruction i, int at, int bits, int extend) {
        memory.load(bits, locate(i, at, bits / 8, true));
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
        operands.base(PC, at).push(i.immediate()).op(IADD);
        memory.locate(PC, 4, true);
        memory.load(32, 0);
        code.store(Local.register(i.rd()));
        return Outcome.DONE;
    }

    Outcome loadDouble(Instruction i, int at) {
        address(i, at);
        memory.locateWords(i.rn(), 2, true);
        memory.load(32, 0);
        memory.load(32, 4);
        writeBack(i, at);
        code.store(Local.register(i.rd() + 1)).store(Local.register(i.rd()));
        return Outcome.DONE;
    }

    Outcome store(Instruction i, int at, int bits) {
        memory.store(bits, locate(i, at, bits / 8, false), () -> operands.register(i.rd(), at));
        writeBack(i, at);
        return Outcome.DONE;
    }

    Outcome storeDouble(Instruction i, int at) {
        address(i, at);
        memory.locateWords(i.rn(), 2, false);
        storeWord(i.rd(), 0, at);
        storeWord(i.rd() + 1, 4, at);
        writeBack(i, at);
        return Outcome.DONE;
    }

    Outcome loadMultiple(Instruction i, int at) {
        int list = i.registers();
        int count = Integer.bitCount(list);
        lowest(i, at, count, true);
        boolean loadsPc = (list & 1 << PC) != 0;
        if (loadsPc) {
            memory.load(32, 4 * (count - 1));
        }
        int low = list & 0x7fff;
        for (int k = 0; k < Integer.bitCount(low); k++) {
            memory.load(32, 4 * k);
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
        return loadsPc ? Outcome.PC_SET : Outcome.DONE;
    }

    Outcome storeMultiple(Instruction i, int at) {
        int count = Integer.bitCount(i.registers());
        lowest(i, at, count, false);
        int offset = 0;
        for (int rest = i.registers(); rest != 0; rest &= rest - 1) {
            storeWord(Integer.numberOfTrailingZeros(rest), offset, at);
            offset += 4;
        }
        moveBase(i, count);
        return Outcome.DONE;
    }

    private void storeWord(int register, int offset, int at) {
        memory.store(32, offset, () -> operands.register(register, at));
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

    /**
     * A target with the state in bit 0 from the stack to the pc local; the processor changes to that state. It stands here
     * and not in a method, for a call would cost the loops before it their registers, see {@link MemoryEmitter}.
     */
    void setPcInterworking() {
        boolean thumb = code.state().thumb();
        Label changes = new Label();
        Label done = new Label();
        code.store(Local.PC);
        code.load(Local.PC).push(1).op(IAND).jump(thumb ? IFEQ : IFNE, changes);
        if (!thumb) {
            alignPc();
        }
        code.goTo(done).mark(changes);
        code.changeState();
        if (thumb) {
            alignPc();
        }
        code.mark(done);
    }

    private void alignPc() {
        code.load(Local.PC).push(-4).op(IAND).store(Local.PC);
    }

    private int locate(Instruction i, int at, int bytes, boolean load) {
        return memory.locate(i.rn(), bytes, load, () -> operands.register(i.rn(), at), () -> address(i, at));
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

    /** Locates the lowest address of LDM or STM. */
    private void lowest(Instruction i, int at, int count, boolean load) {
        operands.register(i.rn(), at);
        int distance = (i.add() ? 0 : -4 * count) + (i.preIndexed() == i.add() ? 4 : 0);
        if (distance != 0) {
            code.push(distance).op(IADD);
        }
        memory.locateWords(i.rn(), count, load);
    }

    private void moveBase(Instruction i, int count) {
        if (i.writeBack()) {
            code.method().visitIincInsn(Local.register(i.rn()), i.add() ? 4 * count : -4 * count);
        }
    }
}
