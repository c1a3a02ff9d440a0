package dev.lockstep.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads program files of every kind: small programs, several of them in one file, ELF executables. Stateless. */
public final class ImageReader {
    /** The longest file that is read, in bytes. */
    public static final int MAX_FILE_BYTES = 64 << 20;

    /** The most memory that one image may occupy when it is loaded, in bytes. */
    public static final long MAX_MEMORY_BYTES = 1L << 30;

    private static final int ELF_MAGIC = 0x464c457f;

    private ImageReader() {}

    /**
     * Reads a file.
     *
     * @param path of the file; messages name it as it is given here
     * @return at least one image: several where small programs were concatenated
     * @throws ImageException when it cannot be read or is no valid program; one line
     */
    public static List<Image> read(Path path) throws ImageException {
        ImageFile nothing = new ImageFile(path.toString(), new byte[0]);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_FILE_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw withCause(nothing.broken("file", "none", "a program file"), e);
        } catch (IOException e) {
            String reason = Files.isDirectory(path) ? "a directory" : "an unreadable one (" + e.getMessage() + ")";
            throw withCause(nothing.broken("file", reason, "a program file"), e);
        }
        return read(path.toString(), bytes);
    }

    /**
     * Reads a file's content.
     *
     * @param fileName for messages and for the program's name
     * @param bytes the whole file
     * @return at least one image: several where small programs were concatenated
     * @throws ImageException when it is no valid program; one line
     */
    public static List<Image> read(String fileName, byte[] bytes) throws ImageException {
        ImageFile file = new ImageFile(fileName, bytes);
        if (bytes.length > MAX_FILE_BYTES) {
            throw tooLong(file);
        }
        if (bytes.length < Integer.BYTES) {
            throw file.broken(
                    "file length",
                    bytes.length + " bytes",
                    "at least " + SmallProgramReader.HEADER_BYTES + " (small program) or " + ElfReader.HEADER_BYTES
                            + " (ELF)");
        }
        if (file.word(0) == ELF_MAGIC) {
            return List.of(new ElfReader(file, programName(fileName), false).read());
        }
        if (file.word(0) == SmallProgramReader.MAGIC) {
            return SmallProgramReader.readAll(file, programName(fileName));
        }
        throw file.broken(
                "magic",
                ImageFile.hex(file.word(0)),
                ImageFile.hex(SmallProgramReader.MAGIC) + " (small program) or " + ImageFile.hex(ELF_MAGIC) + " (ELF)");
    }

    /**
     * Reads an ELF executable that is to run on the bare machine: its segments belong at their physical addresses, and no
     * heap or stack of ours is beside them.
     *
     * @param fileName for messages
     * @param bytes the whole file
     * @throws ImageException when it is no valid executable; one line
     */
    public static KernelImage readKernel(String fileName, byte[] bytes) throws ImageException {
        ImageFile file = new ImageFile(fileName, bytes);
        if (bytes.length > MAX_FILE_BYTES) {
            throw tooLong(file);
        }
        return new ElfReader(file, programName(fileName), true).readKernel();
    }

    private static ImageException tooLong(ImageFile file) {
        return file.broken("file length", "more than " + MAX_FILE_BYTES + " bytes", "no more than that");
    }

    /** A file's name without directory and extension; {@code .eqx.bin} and {@code .pix.bin} are extensions too. */
    private static String programName(String fileName) {
        String name = fileName.substring(fileName.lastIndexOf('/') + 1);
        for (String extension : List.of(".eqx.bin", ".pix.bin")) {
            if (name.endsWith(extension) && name.length() > extension.length()) {
                return name.substring(0, name.length() - extension.length());
            }
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static ImageException withCause(ImageException exception, Throwable cause) {
        exception.initCause(cause);
        return exception;
    }
}
