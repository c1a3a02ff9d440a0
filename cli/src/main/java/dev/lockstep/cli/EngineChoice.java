package dev.lockstep.cli;

import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.translator.TranslatingEngine;
import dev.lockstep.translator.TranslatorListener;
import java.util.Locale;

/** The engines by the words of {@code --engine}. */
enum EngineChoice {
    INTERPRETER,
    TRANSLATED;

    /**
     * An engine.
     *
     * @param threshold see {@link TranslatingEngine}
     * @param listener to what a translator does
     */
    Engine engine(Profile profile, int threshold, TranslatorListener listener) {
        return switch (this) {
            case INTERPRETER -> new InterpretingEngine(profile);
            case TRANSLATED -> new TranslatingEngine(profile, threshold).withListener(listener);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
