package dev.lockstep.cli;

import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.translator.TranslatingEngine;
import dev.lockstep.translator.aot.CodeStore;
import java.util.Locale;

/** The engines by the words of {@code --engine}. */
enum EngineChoice {
    INTERPRETER,
    TRANSLATED;

    /**
     * An engine.
     *
     * @param threshold see {@link TranslatingEngine}
     * @param store code of other runs
     */
    Engine engine(Profile profile, int threshold, CodeStore store) {
        return switch (this) {
            case INTERPRETER -> new InterpretingEngine(profile);
            case TRANSLATED -> new TranslatingEngine(profile, threshold, store);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
