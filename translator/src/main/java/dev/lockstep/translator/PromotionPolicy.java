package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Decides when a process's memory is made flat. It changes the speed of a process and nothing else.
 *
 * <p>A process that has never forked is promoted when the first of its code gets hot, so that no code is translated for paged
 * memory only to be translated again. One that was forked, or has forked, must first execute so many instructions, twice as
 * many each time: promotion copies its memory, which the next fork makes vain. A flat process that often reaches around its
 * array is promoted again if the new one holds a quarter more, and else goes back to pages.
 */
public final class PromotionPolicy {
    private enum Kind {
        AUTOMATIC,
        NEVER,
        ALWAYS,
        RANDOM
    }

    /** Instructions that a forked process executes before it is promoted. */
    private static final int FIRST_DELAY = 2_000_000;

    private static final int LONGEST_DELAY = 1 << 30;

    /** Instructions for which a process is left alone at most that could not be made flat when it was to be. */
    private static final int LONGEST_AFTER_FAILURE = 1 << 10;

    /** Instructions for each access around flat memory after which it does not pay as it is. */
    private static final int OUTSIDE_PART = 1000;

    /** Accesses around flat memory that are no reason for anything. */
    private static final int LEAST_OUTSIDE = 10;

    private final Kind kind;
    private final Optional<SplittableRandom> random;
    private long promotions;

    private PromotionPolicy(Kind kind, Optional<SplittableRandom> random) {
        this.kind = kind;
        this.random = random;
    }

    /** As it pays. */
    public static PromotionPolicy automatic() {
        return new PromotionPolicy(Kind.AUTOMATIC, Optional.empty());
    }

    /** All memory stays paged. */
    public static PromotionPolicy never() {
        return new PromotionPolicy(Kind.NEVER, Optional.empty());
    }

    /** Before anything is executed, and again after whatever made it paged. */
    public static PromotionPolicy always() {
        return new PromotionPolicy(Kind.ALWAYS, Optional.empty());
    }

    /**
     * The policy that a text names.
     *
     * @param text {@code auto}, {@code never}, {@code always} or {@code random:SEED}
     * @throws IllegalArgumentException with what was found and what was wanted
     */
    public static PromotionPolicy parse(String text) {
        switch (text) {
            case "auto":
                return automatic();
            case "never":
                return never();
            case "always":
                return always();
            default:
                if (text.matches("random:-?[0-9]{1,18}")) {
                    return random(Long.parseLong(text.substring("random:".length())));
                }
                throw new IllegalArgumentException("found '" + text + "', wanted auto, never, always or random:SEED");
        }
    }

    /** Now and then, and back, as a seed says. */
    public static PromotionPolicy random(long seed) {
        return new PromotionPolicy(Kind.RANDOM, Optional.of(new SplittableRandom(seed)));
    }

    /** Whether something may be done about a process before its turn. */
    boolean mayChange(CpuState cpu) {
        return switch (kind) {
            case AUTOMATIC -> pays(cpu);
            case NEVER -> false;
            case ALWAYS -> cpu.space.flat().isNone() && isDue(cpu);
            case RANDOM -> true;
        };
    }

    /** Before a turn; returns whether its memory was made flat, or flatter, right now. */
    boolean beforeTurn(CpuState cpu) {
        return switch (kind) {
            case AUTOMATIC -> pays(cpu) && promote(cpu);
            case NEVER -> false;
            case ALWAYS -> promoteAgain(cpu);
            case RANDOM -> {
                int drawn = random.orElseThrow().nextInt(6);
                if (drawn == 0) {
                    cpu.space.demote();
                }
                yield (drawn == 1 || drawn == 2) && isDue(cpu) && promoteAgain(cpu);
            }
        };
    }

    private static boolean isDue(CpuState cpu) {
        return cpu.sincePromotion >= cpu.promotionDelay;
    }

    /** What fails is tried again after some instructions, twice as many each time; what does not, whenever it may be. */
    private boolean promoteAgain(CpuState cpu) {
        long delay = cpu.promotionDelay;
        boolean flat = promote(cpu);
        cpu.promotionDelay = cpu.space.flat().isNone() ? Math.min(LONGEST_AFTER_FAILURE, 2 * delay + 1) : 0;
        return flat;
    }

    private static boolean pays(CpuState cpu) {
        return cpu.space.flat().isNone()
                ? (cpu.forked || cpu.promotionDelay > 0)
                        && cpu.sincePromotion >= Math.max(cpu.promotionDelay, FIRST_DELAY)
                : reachesAround(cpu, 0);
    }

    /**
     * Whether a flat process accesses so much else that it should be made flat anew, or paged, at once.
     *
     * @param executed instructions in this turn so far
     */
    static boolean reachesAround(CpuState cpu, int executed) {
        return !cpu.flat.isNone() && cpu.outside > LEAST_OUTSIDE + (cpu.sincePromotion + executed) / OUTSIDE_PART;
    }

    /** After a turn of so many instructions. */
    void afterTurn(CpuState cpu, int instructions) {
        cpu.sincePromotion += instructions;
    }

    /** Before code of a process is translated; returns whether it became flat right now. */
    boolean beforeTranslation(CpuState cpu) {
        return kind == Kind.AUTOMATIC
                && !cpu.forked
                && cpu.promotionDelay == 0
                && cpu.space.flat().isNone()
                && promote(cpu);
    }

    private boolean promote(CpuState cpu) {
        cpu.sincePromotion = 0;
        cpu.outside = 0;
        cpu.promotionDelay = Math.min(LONGEST_DELAY, 2 * Math.max(cpu.promotionDelay, FIRST_DELAY));
        boolean flat = cpu.space.promote(cpu.r[CpuState.SP], cpu.code::firstWithCode);
        if (!flat && kind == Kind.AUTOMATIC) {
            // It reaches for what cannot be flat, or its memory grows too slowly to follow it.
            cpu.space.demote();
        }
        promotions += flat ? 1 : 0;
        cpu.takeTags();
        return flat;
    }

    /** Promotions so far. */
    long promotions() {
        return promotions;
    }
}
