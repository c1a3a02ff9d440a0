package dev.lockstep.kernel.check;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a check is made from.
 *
 * @param programs that are checked, and who runs beside them
 * @param matrix the ways in which each is run
 * @param profile of all of them; empty: {@link CheckedProgram#standardProfile}
 * @param exec what exec finds
 * @param maker of engines
 * @param machine the bare machine; empty where there is no guest kernel
 * @param scratch a folder for translated code of runs that begin warm; it need not exist, and whoever makes these settings
 *     deletes it, with all that is in it, when no more is run with them
 * @param workers runs at one time, at least 1
 * @param maxSteps instructions that a process of the reference runs may retire, at least 1
 * @param stores makes what hashes the stores of a run on our kernel; empty where they are not compared
 */
public record CheckSettings(
        Companions programs,
        Matrix matrix,
        Optional<Profile> profile,
        Programs exec,
        EngineMaker maker,
        Optional<MachineRunner> machine,
        Path scratch,
        int workers,
        long maxSteps,
        Optional<Supplier<StoreHasher>> stores) {
    /** Settings of a check that does not compare stores. */
    public CheckSettings(
            Companions programs,
            Matrix matrix,
            Optional<Profile> profile,
            Programs exec,
            EngineMaker maker,
            Optional<MachineRunner> machine,
            Path scratch,
            int workers,
            long maxSteps) {
        this(programs, matrix, profile, exec, maker, machine, scratch, workers, maxSteps, Optional.empty());
    }

    /** The programs that are checked. */
    public List<CheckedProgram> checked() {
        return programs.checked();
    }

    /** The profile in which a program is hashed. */
    public Profile profileOf(CheckedProgram program) {
        return profile.orElseGet(program::standardProfile);
    }
}
