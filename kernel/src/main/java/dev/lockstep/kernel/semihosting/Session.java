package dev.lockstep.kernel.semihosting;

/** What a debugger would remember of one process: its open files, and why its last operation failed. */
public final class Session {
    private final OpenFiles files;
    private int errno;

    /** Nothing is open, nothing has failed. */
    public Session() {
        this(new OpenFiles());
    }

    private Session(OpenFiles files) {
        this.files = files;
    }

    public OpenFiles files() {
        return files;
    }

    /** One of {@link NewlibErrno}, 0 when nothing has failed yet. */
    public int errno() {
        return errno;
    }

    /** An operation has failed. */
    public void failed(int reason) {
        errno = reason;
    }

    /** A forked child's: the same files under the same handles, at positions of its own. */
    public Session fork() {
        Session child = new Session(files.fork());
        child.errno = errno;
        return child;
    }

    /** The process has ended. */
    public void close() {
        files.closeAll();
    }
}
