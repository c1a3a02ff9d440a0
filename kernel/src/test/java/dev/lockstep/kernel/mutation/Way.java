package dev.lockstep.kernel.mutation;

import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Migration;
import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.translator.PromotionPolicy;
import dev.lockstep.translator.TranslatingEngine;
import java.util.List;
import java.util.Locale;

/** The small matrix: each way but the first differs from it in one dimension. */
enum Way {
    /** Interpreted, alone, one long turn after the other: what the others are compared with. */
    PLAIN,
    TRANSLATED,
    FLAT,
    QUANTUM,
    COMPANY,
    HARTS;

    /** How many copies of the program run side by side. */
    int copies() {
        return this == COMPANY ? 2 : 1;
    }

    KernelOptions options() {
        return switch (this) {
            case PLAIN -> of(interpreter(), "100000");
            case TRANSLATED -> of(translating(PromotionPolicy.never()), "100000");
            case FLAT -> of(translating(PromotionPolicy.always()), "100000");
            case QUANTUM -> of(interpreter(), "3");
            case COMPANY -> of(interpreter(), "17");
            case HARTS ->
                of(interpreter(), "50")
                        .withHarts(List.of(interpreter(), interpreter()))
                        .withMigration(Migration.ALWAYS);
        };
    }

    private static KernelOptions of(Engine engine, String quantum) {
        return KernelOptions.of(engine, Profile.FULL).withSchedule(Schedule.parse(quantum));
    }

    private static Engine interpreter() {
        return new InterpretingEngine(Profile.FULL);
    }

    private static Engine translating(PromotionPolicy promotion) {
        return new TranslatingEngine(Profile.FULL, 2).withPromotion(promotion).observed();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
