package dev.lockstep.kernel.semihosting;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The open files of one process by their handles: 1 and up, the lowest that is free. */
public final class OpenFiles {
    /** Files that a process may have open: few enough for their records not to count beside those of its memory. */
    static final int MOST = 64;

    private final List<Optional<OpenFile>> files = new ArrayList<>();

    OpenFiles() {}

    /** Whether no more can be opened. */
    public boolean full() {
        return files.size() >= MOST && !files.contains(Optional.<OpenFile>empty());
    }

    /**
     * Gives a file a handle. It must not be {@link #full}.
     *
     * @return the handle
     */
    public int add(OpenFile file) {
        int index = files.indexOf(Optional.<OpenFile>empty());
        if (index >= 0) {
            files.set(index, Optional.of(file));
            return index + 1;
        }
        files.add(Optional.of(file));
        return files.size();
    }

    /** What a handle stands for; empty when it is not open. */
    public Optional<OpenFile> file(int handle) {
        return handle >= 1 && handle <= files.size() ? files.get(handle - 1) : Optional.empty();
    }

    /**
     * Closes an open handle.
     *
     * @throws IOException when the host could not; it is closed even so
     */
    public void close(int handle) throws IOException {
        Optional<OpenFile> file = files.set(handle - 1, Optional.empty());
        if (file.isPresent() && file.get() instanceof PositionedFile positioned) {
            positioned.close();
        }
    }

    /** The same files under the same handles. */
    OpenFiles fork() {
        OpenFiles child = new OpenFiles();
        for (Optional<OpenFile> file : files) {
            child.files.add(file.map(OpenFiles::forked));
        }
        return child;
    }

    private static OpenFile forked(OpenFile file) {
        return file instanceof PositionedFile positioned ? positioned.fork() : file;
    }

    /** Closes all. What the host has against it, nobody is left to hear. */
    void closeAll() {
        for (int handle = 1; handle <= files.size(); handle++) {
            try {
                close(handle);
            } catch (IOException e) {
                // Every write has reached the host before.
            }
        }
    }
}
