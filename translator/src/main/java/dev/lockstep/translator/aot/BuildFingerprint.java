package dev.lockstep.translator.aot;

import dev.lockstep.engine.Engine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Names the build of this very code: a checksum over everything that decides what translated code looks like, which is the
 * jar of this module, of the runtime, and of ASM; or their folders of classes.
 */
final class BuildFingerprint {
    private BuildFingerprint() {}

    /** Eight hexadecimal digits; empty where the code's own files cannot be read. */
    static Optional<String> ofThisBuild() {
        CRC32 crc = new CRC32();
        try {
            for (Class<?> anchor : List.of(BuildFingerprint.class, Engine.class, org.objectweb.asm.ClassWriter.class)) {
                CodeSource source = anchor.getProtectionDomain().getCodeSource();
                if (source == null) {
                    return Optional.empty();
                }
                add(crc, Path.of(source.getLocation().toURI()));
            }
            return Optional.of(ImageFingerprint.hex((int) crc.getValue()));
        } catch (IOException | URISyntaxException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static void add(CRC32 crc, Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            crc.update(Files.readAllBytes(place));
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                crc.update(Files.readAllBytes(file));
            }
        }
    }
}
