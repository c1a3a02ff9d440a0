package dev.lockstep.kernel.syscall;

import dev.lockstep.kernel.api.Abi;
import java.util.Arrays;

/** The numbers of one ABI (EQUIVALENCE.md section 4). Immutable. */
public final class CallTable {
    private static final int SIZE = 256;

    private static final CallTable LOCKSTEP = unixCore()
            .with(1, Call.EXIT)
            .with(8, Call.READ)
            .with(9, Call.WRITE)
            .with(16, Call.GETPID)
            .with(17, Call.YIELD)
            .with(128, Call.PUTC);

    private static final CallTable PIX = unixCore().with(1, Call.EXIT).with(128, Call.PUTC);

    private static final CallTable EQX = unixCore().with(0, Call.EXIT).with(1, Call.PUTC);

    private final Call[] calls;

    private CallTable(Call[] calls) {
        this.calls = calls;
    }

    /** The table of an ABI. */
    public static CallTable of(Abi abi) {
        return switch (abi) {
            case LOCKSTEP -> LOCKSTEP;
            case PIX -> PIX;
            case EQX -> EQX;
        };
    }

    /** What a number means, whatever it is. */
    public Call call(int number) {
        return number >= 0 && number < SIZE ? calls[number] : Call.UNKNOWN;
    }

    /** What all three tables have. */
    private static CallTable unixCore() {
        Call[] none = new Call[SIZE];
        Arrays.fill(none, Call.UNKNOWN);
        return new CallTable(none)
                .with(2, Call.FORK)
                .with(3, Call.EXEC)
                .with(4, Call.WAITPID)
                .with(5, Call.SBRK)
                .with(11, Call.ABORT)
                .with(129, Call.GET_CPSR)
                .with(130, Call.PUT_HEX)
                .with(131, Call.PUT_INT)
                .with(132, Call.PUT_PID);
    }

    private CallTable with(int number, Call call) {
        Call[] more = calls.clone();
        more[number] = call;
        return new CallTable(more);
    }
}
