package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.kernel.console.ProcessOutput;
import dev.lockstep.kernel.semihosting.Session;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.vfp.VfpState;
import java.util.Optional;

/**
 * What few processes have, while they are not switched in: unfinished lines, a session of semihosting, code of their own,
 * flat memory, a floating-point unit that was used.
 *
 * @param output the beginnings of lines; empty when there are none
 * @param session empty before the first call
 * @param code other than the program's; empty as a rule
 * @param space that is flat; empty as a rule
 * @param floats empty while all of it is zero
 * @param outside accesses around its flat memory
 */
record Belongings(
        Optional<ProcessOutput> output,
        Optional<Session> session,
        Optional<CodeSpace> code,
        Optional<AddressSpace> space,
        Optional<VfpState> floats,
        int outside) {
    /** What they take without lines and code, estimated, in bytes. */
    private static final int COST = 512;

    /** What they take, in bytes. */
    int bytes() {
        return COST + output.map(ProcessOutput::bytes).orElse(0) + (code.isPresent() ? CodeSpace.BYTES : 0);
    }

    /** Whether another hart could have them. */
    boolean isPortable() {
        return session.isEmpty() && code.isEmpty() && space.isEmpty();
    }
}
