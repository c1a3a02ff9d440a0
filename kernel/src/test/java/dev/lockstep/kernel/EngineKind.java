package dev.lockstep.kernel;

import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.translator.PromotionPolicy;
import dev.lockstep.translator.RegionShare;
import dev.lockstep.translator.TranslatingEngine;

/** The engines that every test of the kernel that depends on one is run with. */
enum EngineKind {
    INTERPRETER,
    TRANSLATED,
    /** Translated, with memory made flat whenever it is not. */
    FLAT,
    /** Translated, with memory made flat, and paged again, at random moments. */
    FLAT_NOW_AND_THEN;

    /** Arrivals that make code hot: few, so that small programs run translated and still begin interpreted. */
    private static final int THRESHOLD = 3;

    /** An engine for one kernel. */
    Engine create(Profile profile) {
        return switch (this) {
            case INTERPRETER -> new InterpretingEngine(profile);
            case TRANSLATED -> translating(profile, PromotionPolicy.never());
            case FLAT -> translating(profile, PromotionPolicy.always());
            case FLAT_NOW_AND_THEN -> translating(profile, PromotionPolicy.random(17));
        };
    }

    /** The same, but what others with this share have translated is not translated again. */
    Engine create(Profile profile, RegionShare share) {
        Engine engine = create(profile);
        return engine instanceof TranslatingEngine translating ? translating.withShare(share) : engine;
    }

    private static TranslatingEngine translating(Profile profile, PromotionPolicy promotion) {
        return new TranslatingEngine(profile, THRESHOLD).withPromotion(promotion);
    }
}
