package dev.lockstep.kernel.mutation;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * A change of one instruction of a method: the {@link #number}-th of those that fit gets another meaning. Before it, {@link
 * Damage#note} is called.
 *
 * @param fits which instructions are counted
 * @param number from 1
 * @param replacement emits what stands there instead
 */
record Edit(Predicate<CodeElement> fits, int number, BiConsumer<CodeBuilder, CodeElement> replacement) {
    private static final ClassDesc DAMAGE = ClassDesc.of(Damage.class.getName());

    /** The same, but of another instruction that fits. */
    Edit at(int other) {
        return new Edit(fits, other, replacement);
    }

    /** Emits the call and what stands for the instruction. */
    void apply(CodeBuilder code, CodeElement element) {
        code.invokestatic(DAMAGE, "note", MethodTypeDesc.of(ConstantDescs.CD_void));
        replacement.accept(code, element);
    }

    /** A method is not called; what it would return is 0. */
    static Edit noCall(String name) {
        return new Edit(
                element -> element instanceof InvokeInstruction call
                        && call.name().stringValue().equals(name),
                1,
                (code, element) -> {
                    InvokeInstruction call = (InvokeInstruction) element;
                    MethodTypeDesc type = call.typeSymbol();
                    for (int i = type.parameterCount() - 1; i >= 0; i--) {
                        drop(code, TypeKind.from(type.parameterType(i)));
                    }
                    if (call.opcode() != Opcode.INVOKESTATIC) {
                        code.pop();
                    }
                    zero(code, TypeKind.from(type.returnType()));
                });
    }

    /** A method is not called; this stands for what it would return. */
    static Edit answers(String name, int value) {
        Edit none = noCall(name);
        return new Edit(none.fits, 1, (code, element) -> {
            none.replacement.accept(code, element);
            code.pop();
            code.loadConstant(value);
        });
    }

    /** What a method returns is so much more. */
    static Edit plus(String name, int more) {
        return new Edit(noCall(name).fits, 1, (code, element) -> {
            code.with(element);
            code.loadConstant(more);
            code.iadd();
        });
    }

    /** What a method returns is so much more. */
    static Edit plus(String name, long more) {
        return new Edit(noCall(name).fits, 1, (code, element) -> {
            code.with(element);
            code.loadConstant(more);
            code.ladd();
        });
    }

    /** A method returns at once, with this. */
    static Edit returns(int value) {
        return new Edit(element -> element instanceof java.lang.classfile.Instruction, 1, (code, element) -> {
            code.loadConstant(value);
            code.ireturn();
        });
    }

    /** Another method of the same class and type is called. */
    static Edit callOf(String name, String other) {
        return new Edit(
                element -> element instanceof InvokeInstruction call
                        && call.name().stringValue().equals(name),
                1,
                (code, element) -> {
                    InvokeInstruction call = (InvokeInstruction) element;
                    code.invoke(call.opcode(), call.owner().asSymbol(), other, call.typeSymbol(), call.isInterface());
                });
    }

    /** A field is read as if it were this. */
    static Edit reads(String field, long value) {
        return new Edit(
                element -> element instanceof FieldInstruction get
                        && get.opcode() == Opcode.GETFIELD
                        && get.name().stringValue().equals(field),
                1,
                (code, element) -> {
                    code.pop();
                    code.loadConstant(value);
                });
    }

    /** Another constant of the same enum. */
    static Edit member(String name, String other) {
        return new Edit(
                element -> element instanceof FieldInstruction get
                        && get.opcode() == Opcode.GETSTATIC
                        && get.name().stringValue().equals(name),
                1,
                (code, element) -> {
                    FieldInstruction get = (FieldInstruction) element;
                    code.getstatic(get.owner().asSymbol(), other, get.typeSymbol());
                });
    }

    /** A field keeps what it has. */
    static Edit noPut(String field) {
        return new Edit(
                element -> element instanceof FieldInstruction put
                        && put.opcode() == Opcode.PUTFIELD
                        && put.name().stringValue().equals(field),
                1,
                (code, element) -> {
                    drop(code, TypeKind.from(((FieldInstruction) element).typeSymbol()));
                    code.pop();
                });
    }

    /** An element of an array keeps what it has. */
    static Edit noStore() {
        return new Edit(element -> element instanceof ArrayStoreInstruction, 1, (code, element) -> {
            drop(code, ((ArrayStoreInstruction) element).typeKind());
            code.pop2();
        });
    }

    /** Another constant int. */
    static Edit constant(int value, int other) {
        return new Edit(
                element -> element instanceof ConstantInstruction constant
                        && constant.constantValue() instanceof Integer found
                        && found == value,
                1,
                (code, element) -> code.loadConstant(other));
    }

    /** Another constant long. */
    static Edit constant(long value, long other) {
        return new Edit(
                element -> element instanceof ConstantInstruction constant
                        && constant.constantValue() instanceof Long found
                        && found == value,
                1,
                (code, element) -> code.loadConstant(other));
    }

    /** Another text. */
    static Edit text(String value, String other) {
        return new Edit(
                element -> element instanceof ConstantInstruction constant && value.equals(constant.constantValue()),
                1,
                (code, element) -> code.loadConstant(other));
    }

    /** Another operator of the same types. */
    static Edit operator(Opcode opcode, Opcode other) {
        return new Edit(
                element -> element instanceof OperatorInstruction operator && operator.opcode() == opcode,
                1,
                (code, element) -> code.with(OperatorInstruction.of(other)));
    }

    /** A branch that tests this is taken when it should not be, and the other way round. */
    static Edit unless(Opcode opcode, Opcode opposite) {
        return new Edit(
                element -> element instanceof BranchInstruction branch && branch.opcode() == opcode,
                1,
                (code, element) -> code.with(BranchInstruction.of(opposite, ((BranchInstruction) element).target())));
    }

    private static void drop(CodeBuilder code, TypeKind kind) {
        if (kind.slotSize() == 2) {
            code.pop2();
        } else {
            code.pop();
        }
    }

    private static void zero(CodeBuilder code, TypeKind kind) {
        switch (kind) {
            case VOID -> {}
            case LONG -> code.lconst_0();
            case FLOAT -> code.fconst_0();
            case DOUBLE -> code.dconst_0();
            case REFERENCE -> code.aconst_null();
            case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.iconst_0();
        }
    }
}
