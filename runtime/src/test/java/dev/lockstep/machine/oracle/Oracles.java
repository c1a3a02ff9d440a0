package dev.lockstep.machine.oracle;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What tests do where an oracle is missing. */
final class Oracles {
    private Oracles() {}

    /** Fails if something is missing; aborts instead if the environment says {@code LOCKSTEP_ORACLES=optional}. */
    static void require(Optional<String> missing) {
        if (missing.isPresent()) {
            if ("optional".equals(System.getenv("LOCKSTEP_ORACLES"))) {
                Assumptions.abort(missing.get());
            }
            fail(missing.get());
        }
    }
}
