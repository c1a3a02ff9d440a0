package dev.lockstep.cpu;

import dev.lockstep.isa.Instruction;
import java.lang.invoke.MethodHandles;

/**
 * An instruction that is executed often. This class is a stencil: {@link Forms} defines a copy of it for each form, whose
 * constants are that form and what follows from it. HotSpot compiles each copy's {@link #execute} on its own, inlines
 * the semantics, and folds every test of the form.
 */
final class FormedInstruction extends Decoded {
    private static final Form FORM;
    private static final FlagTest CONDITION;
    private static final Semantics SEMANTICS;

    static {
        try {
            FORM = MethodHandles.classData(MethodHandles.lookup(), "_", Form.class);
        } catch (IllegalAccessException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
        CONDITION = FlagTest.of(FORM.condition());
        SEMANTICS = InstructionSet.semantics(FORM.opcode());
    }

    FormedInstruction(Instruction instruction) {
        super(instruction);
    }

    @Override
    int execute(CpuState cpu, int pc) {
        return execute(cpu, pc, FORM, CONDITION, SEMANTICS);
    }
}
