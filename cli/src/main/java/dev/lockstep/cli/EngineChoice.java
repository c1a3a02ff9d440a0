package dev.lockstep.cli;

import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.translator.PromotionPolicy;
import dev.lockstep.translator.TranslatingEngine;
import dev.lockstep.translator.TranslatorListener;
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
     * @param promotion when memory is made flat
     * @param store code of other runs
     * @param listener to what a translator does
     */
    Engine engine(
            Profile profile, int threshold, PromotionPolicy promotion, CodeStore store, TranslatorListener listener) {
        return switch (this) {
            case INTERPRETER -> new InterpretingEngine(profile);
            case TRANSLATED ->
                new TranslatingEngine(profile, threshold)
                        .withPromotion(promotion)
                        .withStore(store)
                        .withListener(listener);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
