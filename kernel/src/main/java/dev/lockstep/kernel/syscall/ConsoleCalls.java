package dev.lockstep.kernel.syscall;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.console.Console;
import dev.lockstep.kernel.process.UserProcess;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The calls that read and write the console. */
final class ConsoleCalls {
    static final int IN = 0;
    static final int OUT = 1;
    static final int ERR = 2;

    private static final int MOST_READ = 64 << 10;

    private final Console console;
    private final KernelListener listener;
    private final boolean heard;

    ConsoleCalls(Console console, KernelListener listener) {
        this.console = console;
        this.listener = listener;
        heard = listener.hearsOutput();
    }

    private void out(UserProcess process, byte[] from, int count) {
        if (heard) {
            listener.wrote(process.path(), OUT, from, 0, count);
        }
        console.out(process.output(), from, 0, count);
    }

    private void err(UserProcess process, byte[] from, int count) {
        if (heard) {
            listener.wrote(process.path(), ERR, from, 0, count);
        }
        console.err(process.output(), from, 0, count);
    }

    /** putc: the low byte of the argument. */
    void put(UserProcess process, int character) {
        byte[] one = {(byte) character};
        out(process, one, 1);
    }

    void put(UserProcess process, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out(process, bytes, bytes.length);
    }

    /**
     * A text that ends with a zero byte, however long.
     *
     * @throws CallFailure EFAULT when its end cannot be read; what can be has been written
     */
    void putText(UserProcess process, int address) throws CallFailure {
        int at = address;
        boolean ended = false;
        while (!ended) {
            byte[] part = UserMemory.bytes(process.cpu().space, at, UserMemory.toPageEnd(at));
            int length = 0;
            while (length < part.length && part[length] != 0) {
                length++;
            }
            out(process, part, length);
            ended = length < part.length;
            at += length;
        }
    }

    /**
     * One byte of standard input. What the process has written is shown first.
     *
     * @return 0 to 255; -1 at the end of the input
     */
    int get(UserProcess process) throws CallFailure {
        byte[] one = new byte[1];
        console.flush(process.output());
        try {
            return console.read(one, 1) == 0 ? -1 : one[0] & 0xff;
        } catch (IOException e) {
            throw new CallFailure(Errno.EIO);
        }
    }

    /**
     * read(fd, buffer, bytes): as much as is there at once, at most 64 KB. What the process has written is shown first.
     *
     * @return bytes read; 0 at the end of the input
     */
    int read(UserProcess process, int fd, int address, int bytes) throws CallFailure {
        if (fd != IN) {
            throw new CallFailure(Errno.EBADF);
        }
        if (bytes < 0) {
            throw new CallFailure(Errno.EINVAL);
        }
        if (bytes == 0) {
            return 0;
        }
        CpuState cpu = process.cpu();
        byte[] buffer = new byte[UserMemory.writable(cpu, address, Math.min(bytes, MOST_READ))];
        console.flush(process.output());
        int count;
        try {
            count = console.read(buffer, buffer.length);
        } catch (IOException e) {
            throw new CallFailure(Errno.EIO);
        }
        LoadStoreUnit.copyOut(cpu, buffer, 0, address, count);
        return count;
    }

    /**
     * write(fd, buffer, bytes).
     *
     * @return bytes written: all, or those before the first that the caller may not read
     */
    int write(UserProcess process, int fd, int address, int bytes) throws CallFailure {
        if (fd != OUT && fd != ERR) {
            throw new CallFailure(Errno.EBADF);
        }
        if (bytes < 0) {
            throw new CallFailure(Errno.EINVAL);
        }
        byte[] part = new byte[Math.min(bytes, Page.BYTES)];
        int done = 0;
        while (done < bytes) {
            int at = address + done;
            int count = Math.min(bytes - done, UserMemory.toPageEnd(at));
            try {
                process.cpu().space.read(at, part, 0, count);
            } catch (MemoryFault fault) {
                if (done == 0) {
                    throw new CallFailure(Errno.EFAULT);
                }
                return done;
            }
            if (fd == OUT) {
                out(process, part, count);
            } else {
                err(process, part, count);
            }
            done += count;
        }
        return done;
    }
}
