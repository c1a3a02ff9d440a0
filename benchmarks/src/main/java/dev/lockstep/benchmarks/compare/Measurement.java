package dev.lockstep.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Measures one program. In every repetition each variant runs once, so that what else the machine does meets all of them;
 * a figure is the median of the repetitions.
 */
final class Measurement {
    private static final int CALIBRATING_ROUNDS = 16;
    private static final int MANY_ROUNDS = 100_000_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    /** Empties what a cold process must not find. */
    interface Cleaner {
        void clean() throws IOException;
    }

    private final Program program;
    private final Settings settings;
    private final Cleaner cleaner;
    private final Consumer<String> progress;
    private final Set<String> checksums = new HashSet<>();

    /**
     * A measurement that has not begun.
     *
     * @param cleaner called before each whole process
     * @param progress told what is done now
     */
    Measurement(Program program, Settings settings, Cleaner cleaner, Consumer<String> progress) {
        this.program = program;
        this.settings = settings;
        this.cleaner = cleaner;
        this.progress = progress;
    }

    /**
     * Takes both measures.
     *
     * @throws WrongChecksumException when the variants do not agree
     */
    Result measure() throws IOException, InterruptedException, WrongChecksumException {
        int rounds = calibrate();
        Times cold = cold(rounds);
        return new Result(program.name(), rounds, cold, steady());
    }

    /** How many rounds take qemu-arm as long as a cold process should. */
    private int calibrate() throws IOException, InterruptedException, WrongChecksumException {
        progress.accept(program.name() + ": calibrating");
        double round = toItsEnd(Variant.QEMU, CALIBRATING_ROUNDS).millis() / CALIBRATING_ROUNDS;
        return (int) Math.max(1, Math.round(settings.cold() * MILLIS_PER_SECOND / round));
    }

    private Times cold(int rounds) throws IOException, InterruptedException, WrongChecksumException {
        Map<Variant, List<Double>> millis = new EnumMap<>(Variant.class);
        for (int repetition = 1; repetition <= settings.repetitions(); repetition++) {
            for (Variant variant : Variant.values()) {
                tell("cold", repetition, variant);
                cleaner.clean();
                add(millis, variant, toItsEnd(variant, rounds).millis());
            }
        }
        return medians(millis);
    }

    private Times steady() throws IOException, InterruptedException, WrongChecksumException {
        long warmUp = (long) (settings.warmUp() * NANOS_PER_SECOND);
        long measured = (long) (settings.measured() * NANOS_PER_SECOND);
        Map<Variant, List<Double>> millis = new EnumMap<>(Variant.class);
        for (int repetition = 1; repetition <= settings.repetitions(); repetition++) {
            for (Variant variant : Variant.values()) {
                tell("steady", repetition, variant);
                TimedRun run = TimedProcess.killedAfter(warmUp, measured, program.command(variant, MANY_ROUNDS));
                check(run, variant);
                List<Double> rounds = run.roundsAfter(warmUp);
                if (rounds.isEmpty()) {
                    throw new WrongChecksumException(program.name() + ": " + variant + " ended with " + run.exit());
                }
                add(millis, variant, Statistics.median(rounds));
            }
        }
        return medians(millis);
    }

    private void tell(String what, int repetition, Variant variant) {
        progress.accept(
                program.name() + ": " + what + ", " + repetition + " of " + settings.repetitions() + ", " + variant);
    }

    private TimedRun toItsEnd(Variant variant, int rounds)
            throws IOException, InterruptedException, WrongChecksumException {
        TimedRun run = TimedProcess.toItsEnd(program.command(variant, rounds));
        check(run, variant);
        if (run.exit() != 0 || run.stamps().size() != rounds) {
            throw new WrongChecksumException(program.name() + ": " + variant + " ended with " + run.exit() + " after "
                    + run.stamps().size() + " of " + rounds + " rounds");
        }
        return run;
    }

    private void check(TimedRun run, Variant variant) throws WrongChecksumException {
        String known = String.join(", ", checksums);
        checksums.addAll(run.checksums());
        if (checksums.size() > 1) {
            throw new WrongChecksumException(program.name() + ": " + variant + " gave the checksums "
                    + String.join(", ", run.checksums()) + (known.isEmpty() ? "" : ", wanted " + known));
        }
    }

    private static void add(Map<Variant, List<Double>> millis, Variant variant, double value) {
        millis.computeIfAbsent(variant, ignored -> new ArrayList<>()).add(value);
    }

    private static Times medians(Map<Variant, List<Double>> millis) {
        Map<Variant, Double> medians = new EnumMap<>(Variant.class);
        millis.forEach((variant, values) -> medians.put(variant, Statistics.median(values)));
        return Times.of(medians);
    }
}
