package dev.lockstep.translator.aot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The program inside the jar that this very code was loaded from.
 *
 * @param name what reports call it
 * @param image the bytes of its file
 * @param code what was translated of it
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Pretranslated(String name, byte[] image, TranslatedProgram code) {
    /**
     * Reads the program from the jar of a class.
     *
     * @throws IOException when there is none
     */
    public static Pretranslated beside(Class<?> anchor) throws IOException {
        ClassLoader loader = anchor.getClassLoader();
        return new Pretranslated(
                new String(resource(loader, ProgramJar.NAME), StandardCharsets.UTF_8),
                resource(loader, ProgramJar.IMAGE),
                new TranslatedProgram(resource(loader, ProgramJar.REGIONS)));
    }

    private static byte[] resource(ClassLoader loader, String name) throws IOException {
        try (InputStream in = loader.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + ": not in this jar");
            }
            return in.readAllBytes();
        }
    }
}
