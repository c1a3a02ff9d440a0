package dev.lockstep.cpu;

import dev.lockstep.isa.Instruction;

/**
 * An instruction as it is first decoded. It counts how often it is executed, and lets a {@link FormedInstruction} take its
 * place when that is worth a class.
 */
final class PlainInstruction extends Decoded {
    /** Executions that are worth a class: to define one takes half a millisecond. */
    static final int OFTEN = 500;

    private final Form form;
    private final FlagTest condition;
    private final Semantics semantics;
    private int executions;

    PlainInstruction(Instruction instruction) {
        super(instruction);
        form = Form.of(instruction);
        condition = FlagTest.of(form.condition());
        semantics = InstructionSet.semantics(form.opcode());
    }

    @Override
    int execute(CpuState cpu, int pc) {
        if (++executions == OFTEN) {
            cpu.code.promote(this, form, pc);
        }
        return execute(cpu, pc, form, condition, semantics);
    }
}
