package dev.lockstep.kernel.syscall;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.kernel.api.GuestFiles;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.process.UserProcess;
import dev.lockstep.kernel.semihosting.ConsoleFile;
import dev.lockstep.kernel.semihosting.HostFiles;
import dev.lockstep.kernel.semihosting.NewlibErrno;
import dev.lockstep.kernel.semihosting.OpenFile;
import dev.lockstep.kernel.semihosting.OpenMode;
import dev.lockstep.kernel.semihosting.PositionedFile;
import dev.lockstep.kernel.semihosting.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The operations of semihosting on files, the console among them. However much is asked for, it goes in small parts. */
final class FileCalls {
    private static final int MOST_PATH = 4096;
    private static final int PART = 64 << 10;
    private static final int DONE = 0;

    private final HostFiles files;
    private final ConsoleCalls console;

    FileCalls(GuestFiles files, ConsoleCalls console) {
        this.files = new HostFiles(files);
        this.console = console;
    }

    /** The name that SYS_TMPNAM gives. */
    static byte[] temporaryName(PidPath process, int identifier) {
        return "lockstep-%s-%02x.tmp".formatted(process, identifier).getBytes(StandardCharsets.US_ASCII);
    }

    /** A handle, at least 1. */
    int open(UserProcess process, int name, int mode, int nameBytes) throws CallFailure {
        OpenMode how = OpenMode.numbered(mode).orElseThrow(() -> new CallFailure(NewlibErrno.EINVAL));
        Session session = process.session();
        if (session.files().full()) {
            throw new CallFailure(NewlibErrno.EMFILE);
        }
        String path = name(process, name, nameBytes);
        try {
            return session.files().add(files.open(path, how));
        } catch (IOException e) {
            throw new CallFailure(NewlibErrno.of(e));
        }
    }

    int close(Session session, int handle) throws CallFailure {
        file(session, handle);
        try {
            session.files().close(handle);
            return DONE;
        } catch (IOException e) {
            throw new CallFailure(NewlibErrno.of(e));
        }
    }

    /**
     * SYS_READ. From the console what is there at once, at most 64 KB; from a file all that there is.
     *
     * @return bytes that were not read; all of them at the end
     */
    int read(UserProcess process, int handle, int address, int bytes) throws CallFailure {
        OpenFile file = file(process.session(), handle);
        if (bytes < 0) {
            throw new CallFailure(NewlibErrno.EINVAL);
        }
        int done = file instanceof PositionedFile positioned
                ? read(process.cpu(), positioned, address, bytes)
                : console.read(process, descriptor((ConsoleFile) file), address, bytes);
        return bytes - done;
    }

    private static int read(CpuState cpu, PositionedFile file, int address, int bytes) throws CallFailure {
        if (!file.readable()) {
            throw new CallFailure(NewlibErrno.EBADF);
        }
        int done = 0;
        try {
            while (done < bytes) {
                int wanted = (int) Math.min(Math.min(bytes - done, PART), file.remaining());
                if (wanted == 0) {
                    return done;
                }
                // The first part to fail is the call's failure; a later one ends what was read.
                ByteBuffer part = ByteBuffer.allocate(UserMemory.writable(cpu, address + done, wanted));
                file.read(part);
                LoadStoreUnit.copyOut(cpu, part.array(), 0, address + done, part.position());
                done += part.position();
                if (part.position() < wanted) {
                    return done;
                }
            }
            return done;
        } catch (CallFailure | IOException e) {
            return partly(done, e);
        }
    }

    /**
     * SYS_WRITE.
     *
     * @return bytes that were not written
     */
    int write(UserProcess process, int handle, int address, int bytes) throws CallFailure {
        OpenFile file = file(process.session(), handle);
        if (bytes < 0) {
            throw new CallFailure(NewlibErrno.EINVAL);
        }
        int done = file instanceof PositionedFile positioned
                ? write(process.cpu(), positioned, address, bytes)
                : console.write(process, descriptor((ConsoleFile) file), address, bytes);
        return bytes - done;
    }

    private static int write(CpuState cpu, PositionedFile file, int address, int bytes) throws CallFailure {
        if (!file.writable()) {
            throw new CallFailure(NewlibErrno.EBADF);
        }
        int done = 0;
        try {
            while (done < bytes) {
                int at = address + done;
                int wanted = Math.min(bytes - done, UserMemory.toPageEnd(at));
                ByteBuffer part = ByteBuffer.wrap(UserMemory.bytes(cpu.space, at, wanted));
                try {
                    file.write(part);
                } finally {
                    done += part.position();
                }
                if (part.hasRemaining()) {
                    throw new CallFailure(NewlibErrno.EFBIG);
                }
            }
            return done;
        } catch (CallFailure | IOException e) {
            return partly(done, e);
        }
    }

    /** What a transfer gives that something stopped: the bytes before, or the failure if there are none. */
    private static int partly(int done, Exception cause) throws CallFailure {
        if (done > 0) {
            return done;
        }
        throw cause instanceof IOException io ? new CallFailure(NewlibErrno.of(io)) : (CallFailure) cause;
    }

    /** 1 for the console, whatever the host has there; 0 for a file. */
    int isTerminal(Session session, int handle) throws CallFailure {
        return file(session, handle) instanceof ConsoleFile ? 1 : 0;
    }

    /** The console has no positions. */
    int seek(Session session, int handle, int position) throws CallFailure {
        if (file(session, handle) instanceof PositionedFile positioned) {
            positioned.seek(Integer.toUnsignedLong(position));
            return DONE;
        }
        throw new CallFailure(NewlibErrno.ESPIPE);
    }

    /** The console's length is 0. */
    int length(Session session, int handle) throws CallFailure {
        return file(session, handle) instanceof PositionedFile positioned ? length(positioned) : 0;
    }

    private static int length(PositionedFile file) throws CallFailure {
        try {
            if (file.tooLong()) {
                throw new CallFailure(NewlibErrno.EOVERFLOW);
            }
            return (int) file.length();
        } catch (IOException e) {
            throw new CallFailure(NewlibErrno.of(e));
        }
    }

    int remove(UserProcess process, int name, int nameBytes) throws CallFailure {
        String path = name(process, name, nameBytes);
        try {
            files.remove(path);
            return DONE;
        } catch (IOException e) {
            throw new CallFailure(NewlibErrno.of(e));
        }
    }

    int rename(UserProcess process, int from, int fromBytes, int to, int toBytes) throws CallFailure {
        String old = name(process, from, fromBytes);
        String next = name(process, to, toBytes);
        try {
            files.rename(old, next);
            return DONE;
        } catch (IOException e) {
            throw new CallFailure(NewlibErrno.of(e));
        }
    }

    private static OpenFile file(Session session, int handle) throws CallFailure {
        return session.files().file(handle).orElseThrow(() -> new CallFailure(NewlibErrno.EBADF));
    }

    private static String name(UserProcess process, int address, int bytes) throws CallFailure {
        if (Integer.compareUnsigned(bytes, MOST_PATH) > 0) {
            throw new CallFailure(NewlibErrno.ENAMETOOLONG);
        }
        return new String(UserMemory.bytes(process.cpu().space, address, bytes), StandardCharsets.UTF_8);
    }

    private static int descriptor(ConsoleFile file) {
        return switch (file) {
            case INPUT -> ConsoleCalls.IN;
            case OUTPUT -> ConsoleCalls.OUT;
            case ERROR -> ConsoleCalls.ERR;
        };
    }
}
