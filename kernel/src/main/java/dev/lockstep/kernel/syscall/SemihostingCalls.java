package dev.lockstep.kernel.syscall;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Signal;
import dev.lockstep.kernel.process.Obituary;
import dev.lockstep.kernel.process.ProcessTable;
import dev.lockstep.kernel.process.UserProcess;
import dev.lockstep.kernel.semihosting.NewlibErrno;
import dev.lockstep.kernel.semihosting.Operation;
import dev.lockstep.kernel.semihosting.Session;
import java.util.Arrays;
import java.util.Optional;

/**
 * Serves semihosting (Arm's specification, version 2.0): the operation in r0, in r1 its argument or the address of its
 * parameter block, the result in r0; all other registers stay. What fails gives -1, and SYS_ERRNO tells why; a bad
 * pointer is such a failure, but for SYS_EXIT_EXTENDED, which cannot return.
 */
final class SemihostingCalls {
    private static final int FAILED = -1;
    private static final int APPLICATION_EXIT = 0x20026;
    private static final int EXIT_FAILURE = 1;

    private final ProcessTable processes;
    private final ConsoleCalls console;
    private final FileCalls files;
    private final Clocks clocks;
    private final HartObserver observer;

    SemihostingCalls(KernelOptions options, ProcessTable processes, ConsoleCalls console, HartObserver observer) {
        this.observer = observer;
        this.processes = processes;
        this.console = console;
        files = new FileCalls(options.files(), console);
        clocks = new Clocks(options.clock());
    }

    /** Serves one call. An operation that does not exist ends the process. */
    Served serve(UserProcess process) {
        CpuState cpu = process.cpu();
        Optional<Operation> operation = Operation.numbered(cpu.r[0]);
        if (operation.isEmpty()) {
            return kill(process, Signal.SIGSYS, "semihosting call " + cpu.r[0] + " is not served");
        }
        observer.calls(process, operation.get().title());
        return serve(process, operation.get(), cpu.r[1]);
    }

    private Served serve(UserProcess process, Operation operation, int argument) {
        int[] block;
        try {
            block = UserMemory.words(process.cpu().space, argument, operation.parameters());
        } catch (CallFailure failure) {
            return operation == Operation.EXIT_EXTENDED
                    ? kill(process, Signal.SIGSEGV, "the parameter block of SYS_EXIT_EXTENDED cannot be read")
                    : failed(process, failure);
        }
        if (operation == Operation.EXIT) {
            return exit(process, argument, 0);
        }
        if (operation == Operation.EXIT_EXTENDED) {
            return exit(process, block[0], block[1]);
        }
        try {
            process.cpu().r[0] = result(process, operation, argument, block);
            return Served.RETURNS;
        } catch (CallFailure failure) {
            return failed(process, failure);
        }
    }

    private int result(UserProcess process, Operation operation, int argument, int[] block) throws CallFailure {
        Session session = process.session();
        return switch (operation) {
            case OPEN -> files.open(process, block[0], block[1], block[2]);
            case CLOSE -> files.close(session, block[0]);
            case WRITEC -> writeCharacter(process, argument);
            case WRITE0 -> writeText(process, argument);
            case WRITE -> files.write(process, block[0], block[1], block[2]);
            case READ -> files.read(process, block[0], block[1], block[2]);
            case READC -> console.get(process);
            case ISERROR -> block[0] < 0 ? 1 : 0;
            case ISTTY -> files.isTerminal(session, block[0]);
            case SEEK -> files.seek(session, block[0], block[1]);
            case FLEN -> files.length(session, block[0]);
            case TMPNAM -> temporaryName(process, block[0], block[1], block[2]);
            case REMOVE -> files.remove(process, block[0], block[1]);
            case RENAME -> files.rename(process, block[0], block[1], block[2], block[3]);
            case CLOCK -> (int) clocks.hundredths(process);
            case TIME -> (int) clocks.seconds(process);
            case SYSTEM -> throw new CallFailure(NewlibErrno.ENOSYS);
            case ERRNO -> session.errno();
            case GET_CMDLINE -> commandLine(process, argument, block[0], block[1]);
            case HEAPINFO -> heapInformation(process, block[0]);
            case ELAPSED -> elapsed(process, argument);
            case TICKFREQ -> clocks.frequency();
            case EXIT, EXIT_EXTENDED -> throw new IllegalStateException(operation + " does not return");
        };
    }

    private static Served failed(UserProcess process, CallFailure failure) {
        process.session().failed(failure.errno());
        process.cpu().r[0] = FAILED;
        return Served.RETURNS;
    }

    private Served exit(UserProcess process, int reason, int code) {
        processes.exit(process.abi().exitCode(reason == APPLICATION_EXIT ? code : EXIT_FAILURE));
        return Served.ENDED;
    }

    private Served kill(UserProcess process, Signal signal, String cause) {
        processes.kill(signal, Obituary.of(process, signal, cause));
        return Served.ENDED;
    }

    private int writeCharacter(UserProcess process, int address) throws CallFailure {
        console.put(process, UserMemory.bytes(process.cpu().space, address, 1)[0]);
        return 0;
    }

    private int writeText(UserProcess process, int address) throws CallFailure {
        console.putText(process, address);
        return 0;
    }

    /** A name that no other process and no other identifier gives. */
    private static int temporaryName(UserProcess process, int buffer, int identifier, int bytes) throws CallFailure {
        if (identifier < 0 || identifier > 0xff) {
            throw new CallFailure(NewlibErrno.EINVAL);
        }
        storeText(process, buffer, bytes, NewlibErrno.EINVAL, FileCalls.temporaryName(process.path(), identifier));
        return 0;
    }

    private static int commandLine(UserProcess process, int block, int buffer, int bytes) throws CallFailure {
        byte[] line = process.commandLine();
        storeText(process, buffer, bytes, NewlibErrno.E2BIG, line);
        UserMemory.storeWords(process.cpu(), block + Integer.BYTES, line.length);
        return 0;
    }

    /** Stores a text with a zero byte behind it. */
    private static void storeText(UserProcess process, int buffer, int bytes, int tooLong, byte[] text)
            throws CallFailure {
        if (Integer.compareUnsigned(text.length, bytes) >= 0) {
            throw new CallFailure(tooLong);
        }
        UserMemory.store(process.cpu(), buffer, Arrays.copyOf(text, text.length + 1));
    }

    private int heapInformation(UserProcess process, int address) throws CallFailure {
        Image image = process.template().image();
        UserMemory.storeWords(
                process.cpu(),
                address,
                image.heapStart(),
                processes.reserveHeap(),
                process.template().image().stackTop(),
                image.stackTop() - image.stackBytes());
        return 0;
    }

    private int elapsed(UserProcess process, int address) throws CallFailure {
        long ticks = clocks.ticks(process);
        UserMemory.storeWords(process.cpu(), address, (int) ticks, (int) (ticks >>> Integer.SIZE));
        return 0;
    }
}
