package dev.lockstep.translator.aot;

import dev.lockstep.translator.linkage.Extent;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The program inside the jar that this very code was loaded from: image, name, and regions whose classes are read when
 * they are first entered.
 */
public final class Pretranslated {
    private final ClassLoader loader;
    private final List<Entry> entries;

    /**
     * One region.
     *
     * @param root entry point where it was begun
     * @param extents where its instructions lie
     * @param words the instructions of all extents, one after the other
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    public record Entry(int root, List<Extent> extents, int[] words) {
        /** The instruction word at an index counted through all extents. */
        public int word(int index) {
            return words[index];
        }
    }

    private Pretranslated(ClassLoader loader, List<Entry> entries) {
        this.loader = loader;
        this.entries = entries;
    }

    /**
     * Reads the index from the jar of a class.
     *
     * @throws IOException when there is none
     */
    public static Pretranslated beside(Class<?> anchor) throws IOException {
        ClassLoader loader = anchor.getClassLoader();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(open(loader, ProgramJar.REGIONS)))) {
            return new Pretranslated(loader, RegionIndex.read(in));
        }
    }

    /** The bytes of the program's file. */
    public byte[] image() throws IOException {
        return resource(ProgramJar.IMAGE);
    }

    /** The program's name. */
    public String name() throws IOException {
        return new String(resource(ProgramJar.NAME), StandardCharsets.UTF_8);
    }

    /** All regions, by ascending root. */
    public List<Entry> entries() {
        return entries;
    }

    /** The class of a region. */
    public byte[] classFile(Entry entry) {
        try {
            return resource(ProgramJar.classEntry(entry.root()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] resource(String name) throws IOException {
        try (InputStream in = open(loader, name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(ClassLoader loader, String name) throws IOException {
        InputStream in = loader.getResourceAsStream(name);
        if (in == null) {
            throw new IOException(name + ": not in this jar");
        }
        return in;
    }
}
