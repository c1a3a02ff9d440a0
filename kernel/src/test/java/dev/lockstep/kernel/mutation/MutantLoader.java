package dev.lockstep.kernel.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Loads all of Lockstep and of these tests anew, with one edit somewhere. */
final class MutantLoader extends ClassLoader {
    private static final String OURS = "dev.lockstep.";

    private final Optional<Mutant> mutant;

    /**
     * A world of its own.
     *
     * @param mutant what is edited; empty: nothing
     */
    MutantLoader(Optional<Mutant> mutant) {
        super(MutantLoader.class.getClassLoader());
        this.mutant = mutant;
    }

    /** A new {@link World} in there. */
    BiFunction<String, String, Map<String, int[]>> world() {
        return world(World.class);
    }

    /** A new world of some class in there, which has a public constructor without arguments. */
    @SuppressWarnings("unchecked")
    BiFunction<String, String, Map<String, int[]>> world(Class<?> type) {
        try {
            var constructor = loadClass(type.getName()).getDeclaredConstructor();
            return (BiFunction<String, String, Map<String, int[]>>) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        if (mutant.isPresent() && mutant.get().className().equals(name)) {
            bytes = edited(mutant.get(), bytes);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] edited(Mutant fault, byte[] bytes) {
        ClassFile classFile = ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(getParent())
                        .orElse(ClassHierarchyResolver.defaultResolver())));
        int[] left = {fault.edit().number()};
        CodeTransform code = (builder, element) -> {
            boolean here = element instanceof Instruction && fault.edit().fits().test(element) && --left[0] == 0;
            if (here) {
                fault.edit().apply(builder, element);
            } else {
                builder.with(element);
            }
        };
        byte[] result = classFile.transformClass(
                classFile.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        method -> method.methodName().stringValue().equals(fault.method()), code));
        if (left[0] > 0) {
            throw new IllegalStateException(fault.name() + ": nothing to edit in " + fault.method());
        }
        return result;
    }
}
