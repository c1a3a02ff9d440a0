package dev.lockstep.kernel.check;

import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.PidPath;
import java.util.OptionalInt;

/** Hashes the stores of all processes of one run, whose engines are observed. */
public interface StoreHasher {
    /** What watches a hart; a new one for each. */
    HartObserver onHart();

    /** The hash over address, value and size of all stores that a process made, once it has ended. */
    OptionalInt of(PidPath process);
}
