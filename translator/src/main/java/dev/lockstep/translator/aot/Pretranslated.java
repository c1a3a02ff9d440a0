package dev.lockstep.translator.aot;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The program inside the jar that this very code was loaded from.
 *
 * @param name what reports call it
 * @param image the bytes of its file
 * @param code what was translated of it
 * @param note the text that whoever wrote the jar put beside it
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Pretranslated(String name, byte[] image, TranslatedProgram code, Optional<String> note) {
    /**
     * Reads the program from the jar of a class.
     *
     * @param note name of the entry with the note
     * @throws IOException when there is none
     */
    public static Pretranslated beside(Class<?> anchor, String note) throws IOException {
        // The class loader's way leads through URL connections, whose classes take longer than many a program.
        try (ZipFile jar = new ZipFile(file(anchor))) {
            return new Pretranslated(
                    text(jar, ProgramJar.NAME),
                    entry(jar, ProgramJar.IMAGE),
                    new TranslatedProgram(entry(jar, ProgramJar.REGIONS)),
                    jar.getEntry(note) == null ? Optional.empty() : Optional.of(text(jar, note)));
        }
    }

    private static File file(Class<?> anchor) throws IOException {
        CodeSource source = anchor.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IOException(anchor.getName() + ": not from a jar");
        }
        try {
            return new File(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException(source.getLocation() + ": not a jar on disk", e);
        }
    }

    private static String text(ZipFile jar, String name) throws IOException {
        return new String(entry(jar, name), StandardCharsets.UTF_8);
    }

    private static byte[] entry(ZipFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            throw new IOException(name + ": not in this jar");
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
