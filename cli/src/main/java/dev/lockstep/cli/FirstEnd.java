package dev.lockstep.cli;

import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.ProcessReport;

/** Hears how the first program ended, and passes messages on to the user. */
final class FirstEnd implements KernelListener {
    private static final PidPath FIRST = PidPath.first(1);

    private final Host host;
    private int status;

    FirstEnd(Host host) {
        this.host = host;
    }

    /** What the shell shows for the first program; 0 while it has not ended. */
    int status() {
        return status;
    }

    @Override
    public void ended(ProcessReport process) {
        if (process.pid().equals(FIRST)) {
            // Under pix and eqx an exit code has 32 bits, a shell shows eight of them.
            status = process.exit() & 0xff;
        }
    }

    @Override
    public void message(String line) {
        host.complain(line);
    }
}
