package dev.lockstep.translator.aot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a translated program as a jar that runs alone: the runtime's classes, the image, and its translated code.
 *
 * <pre>
 *  META-INF/MANIFEST.MF       Main-Class
 *  dev/lockstep/...           the rooms that running needs
 *  lockstep/image             the program file
 *  lockstep/name              its name
 *  lockstep/regions           translated code, a {@link RegionArchive}
 * </pre>
 *
 * <p>Entries are in ascending order and carry one fixed time, so that the same program gives the same bytes.
 */
public final class ProgramJar {
    static final String IMAGE = "lockstep/image";
    static final String NAME = "lockstep/name";
    static final String REGIONS = "lockstep/regions";

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final NavigableMap<String, byte[]> entries = new TreeMap<>();
    private final String mainClass;

    /**
     * A jar to be filled.
     *
     * @param mainClass binary name of the class that runs the program
     */
    public ProgramJar(String mainClass) {
        this.mainClass = mainClass;
    }

    /**
     * Takes over classes and resources of a jar; module descriptors and manifests stay behind.
     *
     * @throws IOException when it cannot be read
     */
    public ProgramJar addJar(Path jar) throws IOException {
        try (InputStream file = Files.newInputStream(jar);
                JarInputStream in = new JarInputStream(file)) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                String name = entry.getName();
                if (!entry.isDirectory() && !name.startsWith("META-INF/") && !name.endsWith("module-info.class")) {
                    entries.put(name, in.readAllBytes());
                }
            }
        }
        return this;
    }

    /** Adds one class or resource. */
    public ProgramJar add(String name, byte[] content) {
        entries.put(name, content.clone());
        return this;
    }

    /**
     * Adds the program.
     *
     * @param name what reports call it
     * @param file the bytes of its file
     * @param translation its code
     */
    public ProgramJar addProgram(String name, byte[] file, Translation translation) throws IOException {
        add(IMAGE, file);
        add(NAME, name.getBytes(StandardCharsets.UTF_8));
        add(REGIONS, TranslatedProgram.archive(translation));
        return this;
    }

    /**
     * Writes the jar, replacing a file of that name in one step.
     *
     * @throws IOException when it cannot be written; nothing is left behind
     */
    public void write(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path temporary = Files.createTempFile(absolute.getParent(), ".lockstep", ".jar");
        try {
            try (OutputStream out = Files.newOutputStream(temporary);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                put(zip, MANIFEST, manifest());
                for (var entry : entries.entrySet()) {
                    put(zip, entry.getKey(), entry.getValue());
                }
            }
            Files.setPosixFilePermissions(
                    temporary, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private byte[] manifest() {
        return ("Manifest-Version: 1.0\r\nMain-Class: " + mainClass + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Stored, not compressed: classes load faster, and no version of a compressor shows in the bytes. */
    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 2, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
