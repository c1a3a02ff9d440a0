package dev.lockstep.kernel.syscall;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Programs;
import dev.lockstep.kernel.api.Signal;
import dev.lockstep.kernel.console.Console;
import dev.lockstep.kernel.process.Obituary;
import dev.lockstep.kernel.process.ProcessTable;
import dev.lockstep.kernel.process.RefusedException;
import dev.lockstep.kernel.process.UserProcess;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Serves the call of a process whose pc stands at an SVC. */
public final class SystemCalls {
    private static final int ARM_SEMIHOSTING = 0x123456;
    private static final int THUMB_SEMIHOSTING = 0xab;
    private static final int MOST_PATH = 4096;
    private static final int MOST_ARGUMENTS = 128 << 10;
    private static final int NO_HANG_LOCKSTEP = 1;
    private static final int NO_HANG_PIX = 4;
    private static final int STATUS_BYTES = Integer.BYTES;

    private final ProcessTable processes;
    private final HartObserver observer;
    private final Programs programs;
    private final ConsoleCalls console;
    private final SemihostingCalls semihosting;

    /** The calls of one kernel's processes. */
    public SystemCalls(KernelOptions options, ProcessTable processes, Console console, HartObserver observer) {
        this.processes = processes;
        this.observer = observer;
        programs = options.programs();
        this.console = new ConsoleCalls(console, options.listener());
        semihosting = new SemihostingCalls(options, processes, this.console, observer);
    }

    /** Serves one call. What the caller then has to do is the answer; nothing has retired yet. */
    public Served serve(UserProcess process) {
        CpuState cpu = process.cpu();
        if (isSemihosting(cpu)) {
            return semihosting.serve(process);
        }
        Call call = CallTable.of(process.abi()).call(cpu.r[0]);
        observer.calls(process, call.title());
        try {
            return serve(process, call, cpu.r[1], cpu.r[2], cpu.r[3]);
        } catch (CallFailure failure) {
            return result(process, failure.result());
        }
    }

    /** Told by the comment field of the SVC, whatever the ABI. */
    private static boolean isSemihosting(CpuState cpu) {
        return cpu.callComment == (cpu.thumb() ? THUMB_SEMIHOSTING : ARM_SEMIHOSTING);
    }

    private Served serve(UserProcess process, Call call, int first, int second, int third) throws CallFailure {
        return switch (call) {
            case EXIT -> exit(process, first);
            case FORK -> fork(process);
            case EXEC -> exec(process, first, second);
            case WAITPID -> waitpid(process, first, second, third);
            case SBRK -> result(process, sbrk(first));
            case READ -> result(process, console.read(process, first, second, third));
            case WRITE -> result(process, console.write(process, first, second, third));
            case ABORT -> kill(process, Signal.SIGABRT, "abort was called");
            case GETPID -> result(process, process.ordinal());
            case YIELD -> yieldTurn(process);
            case PUTC -> {
                console.put(process, first);
                yield result(process, 0);
            }
            case GET_CPSR -> result(process, process.cpu().cpsr());
            case PUT_HEX -> print(process, "0x" + Integer.toHexString(first));
            case PUT_INT -> print(process, Integer.toString(first));
            case PUT_PID -> print(process, process.path().toString());
            case UNKNOWN -> throw new CallFailure(Errno.ENOSYS);
        };
    }

    private static Served result(UserProcess process, int result) {
        process.cpu().r[0] = result;
        return Served.RETURNS;
    }

    private Served print(UserProcess process, String text) {
        console.put(process, text);
        return result(process, 0);
    }

    private Served exit(UserProcess process, int code) {
        processes.exit(process.abi().exitCode(code));
        return Served.ENDED;
    }

    private Served kill(UserProcess process, Signal signal, String cause) {
        processes.kill(signal, Obituary.of(process, signal, cause));
        return Served.ENDED;
    }

    private Served fork(UserProcess process) throws CallFailure {
        if (!processes.hasMemoryToFork()) {
            throw new CallFailure(Errno.ENOMEM);
        }
        int child = processes.fork();
        result(process, child == 0 ? -Errno.EAGAIN : child);
        return Served.FORKED;
    }

    private Served exec(UserProcess process, int path, int vector) throws CallFailure {
        byte[] name = UserMemory.text(process.cpu().space, path, MOST_PATH, Errno.ENAMETOOLONG);
        List<byte[]> arguments =
                vector == 0 ? List.of(name) : UserMemory.texts(process.cpu().space, vector, MOST_ARGUMENTS);
        Image image;
        try {
            image = programs.find(new String(name, StandardCharsets.UTF_8), process.abi())
                    .orElseThrow(() -> new CallFailure(Errno.ENOENT));
        } catch (ImageException e) {
            throw new CallFailure(Errno.ENOEXEC);
        }
        try {
            processes.exec(image, arguments);
        } catch (RefusedException e) {
            throw new CallFailure(
                    switch (e.refusal()) {
                        case ARGUMENTS -> Errno.E2BIG;
                        case ABI -> Errno.ENOEXEC;
                        case MEMORY -> Errno.ENOMEM;
                    });
        }
        return Served.REPLACED;
    }

    private Served waitpid(UserProcess process, int child, int second, int third) throws CallFailure {
        boolean posix = process.abi() == Abi.LOCKSTEP;
        int statusAddress = posix ? second : 0;
        int options = posix ? third : second;
        int noHang = posix ? NO_HANG_LOCKSTEP : NO_HANG_PIX;
        if ((options & ~noHang) != 0) {
            throw new CallFailure(Errno.EINVAL);
        }
        if (!processes.hasChild(child) || (child == ProcessTable.ANY_CHILD && !posix)) {
            throw new CallFailure(Errno.ECHILD);
        }
        if (statusAddress != 0 && !UserMemory.storable(process.cpu().space, statusAddress, STATUS_BYTES)) {
            throw new CallFailure(Errno.EFAULT);
        }
        processes.waitFor(child, options != 0, posix, statusAddress);
        return process.waiting() ? Served.WAITS : Served.ANSWERED;
    }

    private int sbrk(int bytes) throws CallFailure {
        return processes.moveHeapEnd(bytes).orElseThrow(() -> new CallFailure(Errno.ENOMEM));
    }

    private static Served yieldTurn(UserProcess process) {
        process.returnLater();
        return Served.YIELDED;
    }
}
