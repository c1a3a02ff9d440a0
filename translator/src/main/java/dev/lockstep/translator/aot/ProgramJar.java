package dev.lockstep.translator.aot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.NavigableMap;
import java.util.TreeMap;
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
 * <p>A shell script stands before the zip file, so that the jar can also be run by itself ({@link ScriptedZip}). Entries
 * are in ascending order and carry one fixed time, so that the same program gives the same bytes.
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
            Files.write(temporary, ScriptedZip.of(zip()));
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, MANIFEST, manifest());
            for (var entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
        }
        return bytes.toByteArray();
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
        entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
