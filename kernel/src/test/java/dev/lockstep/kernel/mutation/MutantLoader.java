package dev.lockstep.kernel.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Loads Lockstep and these tests anew, with some edits: all classes that can know an edited one. What stands below it is taken as
 * it is, which is much faster, for it is compiled already.
 */
final class MutantLoader extends ClassLoader {
    private static final String OURS = "dev.lockstep.";

    /** The rooms, each of which knows none that comes later. */
    private static final List<String> ROOMS = List.of(
            "isa.",
            "vfp.",
            "equivalence.",
            "memory.",
            "image.",
            "cpu.",
            "engine.",
            "machine.",
            "translator.",
            "kernel.");

    private final List<Fault> faults;

    /** The lowest room that is loaded anew. */
    private final int lowest;

    /**
     * A world of its own.
     *
     * @param faults what is edited; may be none
     */
    MutantLoader(List<Fault> faults) {
        super(MutantLoader.class.getClassLoader());
        this.faults = List.copyOf(faults);
        lowest =
                faults.stream().mapToInt(fault -> room(fault.className())).min().orElse(room(World.class.getName()));
    }

    private static int room(String className) {
        for (int k = 0; k < ROOMS.size(); k++) {
            if (className.startsWith(OURS + ROOMS.get(k))) {
                return k;
            }
        }
        throw new IllegalArgumentException(className + " is in no room");
    }

    /** A new world of some class in there, which has a public constructor without arguments. */
    BiFunction<String, String, Map<String, int[]>> world(Class<?> type) {
        return world(type, new Class<?>[0]);
    }

    /**
     * A new {@link World} in there.
     *
     * @param folder where it may keep what it likes
     */
    BiFunction<String, String, Map<String, int[]>> world(Path folder) {
        return world(World.class, new Class<?>[] {Path.class}, folder);
    }

    @SuppressWarnings("unchecked")
    private BiFunction<String, String, Map<String, int[]>> world(
            Class<?> type, Class<?>[] parameters, Object... arguments) {
        try {
            var constructor = loadClass(type.getName()).getDeclaredConstructor(parameters);
            return (BiFunction<String, String, Map<String, int[]>>) constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || room(name) < lowest) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        for (Fault fault : faults) {
            if (fault.className().equals(name)) {
                bytes = edited(fault, bytes);
            }
        }
        // With its place of origin, by which a cache tells builds apart.
        var origin = Class.forName(name, false, getParent()).getProtectionDomain();
        return defineClass(name, bytes, 0, bytes.length, origin);
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

    private byte[] edited(Fault fault, byte[] bytes) {
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
            throw new IllegalStateException("nothing to edit in " + fault.place());
        }
        return result;
    }
}
