package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.ProcessEnd;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.Signal;
import java.util.Optional;

/** What a listener can learn of the process that is switched in and about to end. One object for a kernel. */
final class EndingProcess implements ProcessEnd {
    private final UserProcess process;
    private final Profile profile;
    private int code;
    private Optional<Signal> signal = Optional.empty();

    EndingProcess(UserProcess process, Profile profile) {
        this.process = process;
        this.profile = profile;
    }

    /** It ends with this code, or by this signal. */
    EndingProcess by(int exitCode, Optional<Signal> killedBy) {
        code = exitCode;
        signal = killedBy;
        return this;
    }

    @Override
    public boolean startedByUser() {
        return process.startedByUser();
    }

    @Override
    public int ordinal() {
        return process.ordinal();
    }

    @Override
    public int exit() {
        return signal.isPresent() ? signal.get().exitStatus() : code;
    }

    @Override
    public int registerHash() {
        return process.cpu().regHash;
    }

    @Override
    public int pcHash() {
        return process.cpu().pcHash;
    }

    @Override
    public ProcessReport report() {
        CpuState cpu = process.cpu();
        boolean hashes = profile.hashes();
        return new ProcessReport(
                process.path(),
                process.template().image().name(),
                exit(),
                signal,
                hashes ? process.steps() : 0,
                process.instructions(),
                hashes
                        ? Optional.of(new ProcessReport.Hashes(
                                cpu.regHash,
                                cpu.pcHash,
                                process.template().image().programHash()))
                        : Optional.empty());
    }
}
