package dev.lockstep.kernel.semihosting;

import dev.lockstep.kernel.api.GuestFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What SYS_ERRNO tells, with newlib's numbers, which begin to differ from Linux's at 35. */
public final class NewlibErrno {
    public static final int ENOENT = 2;
    public static final int EIO = 5;
    public static final int E2BIG = 7;
    public static final int EBADF = 9;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EFAULT = 14;
    public static final int EEXIST = 17;
    public static final int EXDEV = 18;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int EFBIG = 27;
    public static final int ENOSPC = 28;
    public static final int ESPIPE = 29;
    public static final int EROFS = 30;
    public static final int ENOSYS = 88;
    public static final int ENOTEMPTY = 90;
    public static final int ENAMETOOLONG = 91;
    public static final int ELOOP = 92;
    public static final int EOVERFLOW = 139;

    private NewlibErrno() {}

    /** The number for what Java tells of a file. */
    public static int of(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return ENOENT;
        }
        if (failure instanceof AccessDeniedException) {
            return EACCES;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return EEXIST;
        }
        if (failure instanceof NotDirectoryException) {
            return ENOTDIR;
        }
        if (failure instanceof FileSystemLoopException) {
            return ELOOP;
        }
        if (failure instanceof AtomicMoveNotSupportedException) {
            return EXDEV;
        }
        return ofReason(failure instanceof FileSystemException file ? file.getReason() : failure.getMessage());
    }

    /** Java has no exception of its own for these; what it hands on is the text of the host's system. */
    private static int ofReason(String reason) {
        return switch (String.valueOf(reason)) {
            case GuestFiles.IS_A_DIRECTORY -> EISDIR;
            case "Not a directory" -> ENOTDIR;
            case "Directory not empty" -> ENOTEMPTY;
            case "File name too long" -> ENAMETOOLONG;
            case "File too large" -> EFBIG;
            case "Invalid argument" -> EINVAL;
            case "No space left on device" -> ENOSPC;
            case "Read-only file system" -> EROFS;
            case "Too many levels of symbolic links" -> ELOOP;
            case "Too many open files" -> ENFILE;
            default -> EIO;
        };
    }
}
