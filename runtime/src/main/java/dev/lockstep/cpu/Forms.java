package dev.lockstep.cpu;

import dev.lockstep.isa.Instruction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;

/** The classes of {@link FormedInstruction}, one for each form that was asked for so far. They are unloaded with this. */
final class Forms {
    /** Classes after which no more are made: some 4 MB. Usual programs have less than 200 forms. */
    private static final int MOST = 1024;

    private static final MethodType CONSTRUCTOR = MethodType.methodType(void.class, Instruction.class);
    private static final MethodType FACTORY = MethodType.methodType(Decoded.class, Instruction.class);

    private final Map<Form, MethodHandle> constructors = new HashMap<>();

    /** The bytes of the stencil, empty until the first class is made. */
    private byte[] stencil = {};

    /** Whether {@link #decoded} may be called for this form. */
    boolean available(Form form) {
        return constructors.size() < MOST || constructors.containsKey(form);
    }

    /** An instruction, executed by the class of its form. */
    Decoded decoded(Instruction instruction, Form form) {
        MethodHandle constructor = constructors.computeIfAbsent(form, this::define);
        try {
            return (Decoded) constructor.invokeExact(instruction);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private MethodHandle define(Form form) {
        try {
            MethodHandles.Lookup defined =
                    MethodHandles.lookup().defineHiddenClassWithClassData(stencil(), form, false);
            return defined.findConstructor(defined.lookupClass(), CONSTRUCTOR).asType(FACTORY);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] stencil() {
        if (stencil.length == 0) {
            try (InputStream bytes = Forms.class.getResourceAsStream("FormedInstruction.class")) {
                stencil = bytes.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return stencil;
    }
}
