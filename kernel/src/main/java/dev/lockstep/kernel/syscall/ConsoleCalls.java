package dev.lockstep.kernel.syscall;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.kernel.console.Console;
import dev.lockstep.kernel.process.UserProcess;
import dev.lockstep.memory.FramePool;
import dev.lockstep.memory.MemoryFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The calls that read and write the console. */
final class ConsoleCalls {
    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int MOST_READ = 64 << 10;

    private final Console console;

    ConsoleCalls(Console console) {
        this.console = console;
    }

    /** putc: the low byte of the argument. */
    void put(UserProcess process, int character) {
        byte[] one = {(byte) character};
        console.out(process.output(), one, 0, 1);
    }

    void put(UserProcess process, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        console.out(process.output(), bytes, 0, bytes.length);
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
        byte[] part = new byte[Math.min(bytes, FramePool.FRAME_BYTES)];
        int done = 0;
        while (done < bytes) {
            int at = address + done;
            int count = Math.min(bytes - done, FramePool.FRAME_BYTES - (at & (FramePool.FRAME_BYTES - 1)));
            try {
                process.cpu().space.read(at, part, 0, count);
            } catch (MemoryFault fault) {
                if (done == 0) {
                    throw new CallFailure(Errno.EFAULT);
                }
                return done;
            }
            if (fd == OUT) {
                console.out(process.output(), part, 0, count);
            } else {
                console.err(process.output(), part, 0, count);
            }
            done += count;
        }
        return done;
    }
}
