package dev.lockstep.engine;

/**
 * What an engine did, for reports.
 *
 * @param interpreted instructions executed by the interpreter
 * @param cold those of them that were because their code was not translated yet; the others are what translated code
 *     leaves to the interpreter
 * @param translated instructions executed as translated code
 * @param regions regions translated while running
 * @param translationNanos host time spent translating, in nanoseconds
 * @param invalidated regions dropped because their instructions were overwritten
 * @param promotions times that a process's memory was made flat
 */
public record EngineStatistics(
        long interpreted,
        long cold,
        long translated,
        long regions,
        long translationNanos,
        long invalidated,
        long promotions) {
    public static final EngineStatistics NONE = new EngineStatistics(0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public EngineStatistics plus(EngineStatistics other) {
        return new EngineStatistics(
                interpreted + other.interpreted,
                cold + other.cold,
                translated + other.translated,
                regions + other.regions,
                translationNanos + other.translationNanos,
                invalidated + other.invalidated,
                promotions + other.promotions);
    }
}
