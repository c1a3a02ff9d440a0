package dev.lockstep.kernel.check;

import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.translator.PromotionPolicy;
import dev.lockstep.translator.RegionShare;
import dev.lockstep.translator.TranslatingEngine;
import dev.lockstep.translator.aot.CodeStore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Makes the engine of one hart for a run on our kernel. Whoever wants to watch or to disturb a run makes other engines. */
@FunctionalInterface
public interface EngineMaker {
    /**
     * Arrivals that make code hot: few, so that small programs run translated and still begin interpreted.
     */
    int THRESHOLD = 3;

    /**
     * A new engine.
     *
     * @param spec of a run that is not on the machine
     * @param store translated code of earlier runs
     */
    Engine make(RunSpec spec, Profile profile, CodeStore store);

    /** The same engines, {@linkplain Engine#observed observed}. */
    default EngineMaker observed() {
        return (spec, profile, store) -> make(spec, profile, store).observed();
    }

    /** The engine that is meant. */
    static EngineMaker standard() {
        return made(engine -> engine);
    }

    /**
     * The same; what one engine has translated those after it do not translate again. It is forgotten now and then, as later runs
     * are of other programs.
     *
     * @param engines after which it is, at least 1
     */
    static EngineMaker sharing(int engines) {
        AtomicInteger made = new AtomicInteger();
        AtomicReference<RegionShare> share = new AtomicReference<>(new RegionShare());
        return made(engine -> {
            if (made.incrementAndGet() % engines == 0) {
                share.set(new RegionShare());
            }
            return engine.withShare(share.get());
        });
    }

    private static EngineMaker made(UnaryOperator<TranslatingEngine> addition) {
        return (spec, profile, store) -> switch (spec.executor()) {
            case INTERPRETER -> new InterpretingEngine(profile);
            case TRANSLATED, FLAT ->
                addition.apply(new TranslatingEngine(profile, THRESHOLD)
                        .withPromotion(PromotionPolicy.parse(spec.promotion().orElseThrow()))
                        .withStore(store));
            case MACHINE -> throw new IllegalArgumentException("engine: found machine, wanted one of our kernel's");
        };
    }
}
