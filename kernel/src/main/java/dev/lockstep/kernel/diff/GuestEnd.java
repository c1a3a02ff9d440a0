package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.api.ProcessEnd;
import dev.lockstep.kernel.api.ProcessReport;
import java.util.Optional;

/**
 * The end of a process of the guest kernel, as it was seen from outside.
 *
 * @param exit its exit code
 */
record GuestEnd(GuestProcess process, int exit) implements ProcessEnd {
    @Override
    public boolean startedByUser() {
        return process.path().parent().isEmpty();
    }

    @Override
    public int ordinal() {
        return process.path().ordinal();
    }

    @Override
    public int registerHash() {
        return process.registerHash();
    }

    @Override
    public int pcHash() {
        return process.pcHash();
    }

    @Override
    public ProcessReport report() {
        return new ProcessReport(
                process.path(),
                process.image().name(),
                exit,
                Optional.empty(),
                process.steps(),
                process.instructions(),
                Optional.of(new ProcessReport.Hashes(
                        process.registerHash(),
                        process.pcHash(),
                        process.image().programHash())));
    }
}
