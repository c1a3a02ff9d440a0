package dev.lockstep.cli;

import dev.lockstep.cli.trace.TraceChoices;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Migration;
import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.translator.PromotionPolicy;
import dev.lockstep.translator.TranslatingEngine;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What the options of {@code lockstep run} say.
 *
 * @param engine who executes the instructions
 * @param threshold arrivals at a branch target before it is translated
 * @param promotion when memory is made flat, for a new engine
 * @param cache whether translated code is kept between runs
 * @param hash when step events happen; empty: never, or for every instruction when there is a report
 * @param abi of all programs
 * @param quantum how long turns are
 * @param harts threads of the host that run processes, at least 1
 * @param migration when a process goes on on another of them
 * @param copies how often the list of programs is started, at least 1
 * @param limits how much may be used
 * @param root where exec finds programs and semihosting its files; empty: programs among the prebuilt ones, no files
 * @param clock what clocks count
 * @param report the file for the reports, {@code -} for standard output; empty: none
 * @param jfr the file for a recording of the flight recorder; empty: none
 * @param gdb the port at which gdb is waited for, 0 for any; empty: none
 * @param traces which traces are wanted
 * @param stats whether totals are shown
 * @param json whether they are shown as JSON
 */
record RunOptions(
        EngineChoice engine,
        int threshold,
        Supplier<PromotionPolicy> promotion,
        boolean cache,
        Optional<HashChoice> hash,
        AbiChoice abi,
        Schedule quantum,
        int harts,
        Migration migration,
        int copies,
        Limits limits,
        Optional<String> root,
        ClockChoice clock,
        Optional<String> report,
        Optional<String> jfr,
        OptionalInt gdb,
        TraceChoices traces,
        boolean stats,
        boolean json) {
    /** What holds where nothing is said. */
    static final RunOptions STANDARD = new RunOptions(
            EngineChoice.TRANSLATED,
            TranslatingEngine.DEFAULT_THRESHOLD,
            PromotionPolicy::automatic,
            true,
            Optional.empty(),
            AbiChoice.AUTO,
            KernelOptions.STANDARD_SCHEDULE,
            1,
            Migration.AUTO,
            1,
            Limits.STANDARD,
            Optional.empty(),
            ClockChoice.INSTRUCTIONS,
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            TraceChoices.NONE,
            false,
            false);

    Profile profile() {
        Profile otherwise = report.isPresent() || traces.wantsSteps() ? Profile.FULL : Profile.NONE;
        return hash.map(HashChoice::profile).orElse(otherwise);
    }
}
