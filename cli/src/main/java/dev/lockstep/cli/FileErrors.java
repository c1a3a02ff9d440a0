package dev.lockstep.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be written, in a few words for the user. */
final class FileErrors {
    private FileErrors() {}

    /** The reason, without the file's name. */
    static String reason(IOException error) {
        if (error instanceof NoSuchFileException) {
            return "no such directory";
        }
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (error instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return String.valueOf(error.getMessage());
    }
}
