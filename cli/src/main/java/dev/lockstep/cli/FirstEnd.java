package dev.lockstep.cli;

import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.ProcessEnd;

/** Hears how the first program ended, and passes messages on to the user. */
final class FirstEnd implements KernelListener {
    private final Messages messages;
    private int status;

    FirstEnd(Host host) {
        messages = new Messages(host);
    }

    /** Tells what is left to tell. */
    void end() {
        messages.end();
    }

    /** What the shell shows for the first program; 0 while it has not ended. */
    int status() {
        return status;
    }

    @Override
    public void ending(ProcessEnd process) {
        if (process.startedByUser() && process.ordinal() == 1) {
            // Under pix and eqx an exit code has 32 bits, a shell shows eight of them.
            status = process.exit() & 0xff;
        }
    }

    @Override
    public void message(String line) {
        messages.tell(line);
    }
}
