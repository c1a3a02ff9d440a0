package dev.lockstep.machine.oracle;

import static dev.lockstep.machine.oracle.PrivilegedLayout.BYTES;
import static dev.lockstep.machine.oracle.PrivilegedLayout.CASES;
import static dev.lockstep.machine.oracle.PrivilegedLayout.CODE;
import static dev.lockstep.machine.oracle.PrivilegedLayout.NEXT;
import static dev.lockstep.machine.oracle.PrivilegedLayout.NEXT_CASE;
import static dev.lockstep.machine.oracle.PrivilegedLayout.RESULTS;
import static dev.lockstep.machine.oracle.PrivilegedLayout.SLOT_BYTES;
import static dev.lockstep.machine.oracle.PrivilegedLayout.START;

import dev.lockstep.machine.processor.Ending;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Our machine going through cases one by one, instruction by instruction, to see whether what each does is defined. */
final class PrivilegedRun {
    /** The timer must match before the first case. */
    private static final long FIRST_STEPS = 10_000_000;

    private static final long MOST_STEPS = 20_000;

    /** Image and tables lie below. */
    private static final int IMAGE_BYTES = 0x1_0000;

    private final ByteBuffer memory;
    private OurMachine machine;
    private LeftOpen open;
    private boolean first;

    /** With image and tables in a memory, where the cases will be. */
    PrivilegedRun(ByteBuffer memory) {
        this.memory = memory;
        machine = started(memory);
        open = new LeftOpen(machine);
        first = true;
    }

    /** Our machine with image, tables and pads, and no cases. */
    static OurMachine started(ByteBuffer memory) {
        OurMachine machine = new OurMachine(PrivilegedLayout.MEMORY_BYTES >>> 20, START);
        machine.copy(memory, 0, IMAGE_BYTES);
        machine.copy(memory, PrivilegedLayout.PADS, Integer.BYTES * PrivilegedLayout.PAD_WORDS);
        return machine;
    }

    /**
     * Runs the case of a number.
     *
     * @return whether what it does is defined
     */
    boolean run(int number, boolean thumb) {
        int at = CASES + BYTES * number;
        machine.copy(memory, CODE + SLOT_BYTES * number, SLOT_BYTES);
        machine.copy(memory, at, BYTES);
        machine.put(NEXT_CASE, at);
        machine.put(NEXT_CASE + 4, at + BYTES);
        machine.put(NEXT_CASE + 8, RESULTS + BYTES * number);
        open.begin(number, thumb);
        Optional<Ending> ended = machine.runUntil(NEXT_CASE, at + BYTES, first ? FIRST_STEPS : MOST_STEPS);
        if (ended.isPresent()) {
            // A machine that was brought into a state that is none cannot be used any longer.
            machine = started(memory);
            open = new LeftOpen(machine);
            first = true;
            return false;
        }
        first = false;
        machine.goTo(NEXT);
        return !open.found();
    }
}
