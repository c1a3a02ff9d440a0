package dev.lockstep.benchmarks;

import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.ProcessEnd;

/** Ends a benchmark whose guest program does not do what it was written for. */
final class NothingFails implements KernelListener {
    @Override
    public void ending(ProcessEnd end) {
        if (end.exit() != 0) {
            throw new IllegalStateException("exit code " + end.exit());
        }
    }

    @Override
    public void message(String line) {
        throw new IllegalStateException(line);
    }
}
