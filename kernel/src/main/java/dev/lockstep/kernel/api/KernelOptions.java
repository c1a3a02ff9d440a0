package dev.lockstep.kernel.api;

import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Everything that a kernel is made from. Begin with {@link #of} and change what should differ:
 *
 * <pre>{@code
 * KernelOptions.of(new InterpretingEngine(Profile.FULL), Profile.FULL).withSchedule(Schedule.parse("7"))
 * }</pre>
 *
 * @param engines execute the instructions, each on a hart of its own; they must have been made for the same profile, and
 *     serve this kernel alone
 * @param profile when step events happen
 * @param abi the ABI of all programs; empty: each image's own ({@link Abi#of})
 * @param schedule how long turns are
 * @param migration when a process goes on on another hart
 * @param limits how much may be used
 * @param programs what exec can find
 * @param files what semihosting can open
 * @param clock what semihosting's clocks count
 * @param console standard input and output
 * @param listener hears of ended processes and messages
 * @param observers who watches each hart, by its number
 */
public record KernelOptions(
        List<Engine> engines,
        Profile profile,
        Optional<Abi> abi,
        Schedule schedule,
        Migration migration,
        Limits limits,
        Programs programs,
        GuestFiles files,
        ClockSource clock,
        ConsoleStreams console,
        KernelListener listener,
        IntFunction<HartObserver> observers) {
    /** Turns where nothing is said: long enough that what they cost does not show. */
    public static final Schedule STANDARD_SCHEDULE = new Schedule.Exact(1_000_000);

    /**
     * Turns of 1,000,000 instructions, {@link Limits#STANDARD}, each image's own ABI; no programs for exec, no files,
     * clocks that count instructions, no console, no listener.
     */
    public static KernelOptions of(Engine engine, Profile profile) {
        return new KernelOptions(
                List.of(engine),
                profile,
                Optional.empty(),
                STANDARD_SCHEDULE,
                Migration.AUTO,
                Limits.STANDARD,
                Programs.none(),
                GuestFiles.none(),
                ClockSource.INSTRUCTIONS,
                ConsoleStreams.none(),
                KernelListener.none(),
                hart -> HartObserver.NONE);
    }

    /** One engine for each hart, at least one: so many of the host's threads run processes at the same time. */
    public KernelOptions withHarts(List<Engine> others) {
        return new KernelOptions(
                List.copyOf(others),
                profile,
                abi,
                schedule,
                migration,
                limits,
                programs,
                files,
                clock,
                console,
                listener,
                observers);
    }

    /** The engine of the only hart, or the first. */
    public Engine engine() {
        return engines.getFirst();
    }

    /** The same for one hart. */
    public KernelOptions ofHart(int number) {
        return withHarts(List.of(engines.get(number)));
    }

    public KernelOptions withAbi(Optional<Abi> other) {
        return new KernelOptions(
                engines, profile, other, schedule, migration, limits, programs, files, clock, console, listener,
                observers);
    }

    public KernelOptions withSchedule(Schedule other) {
        return new KernelOptions(
                engines, profile, abi, other, migration, limits, programs, files, clock, console, listener, observers);
    }

    public KernelOptions withMigration(Migration other) {
        return new KernelOptions(
                engines, profile, abi, schedule, other, limits, programs, files, clock, console, listener, observers);
    }

    public KernelOptions withLimits(Limits other) {
        return new KernelOptions(
                engines, profile, abi, schedule, migration, other, programs, files, clock, console, listener,
                observers);
    }

    public KernelOptions withPrograms(Programs other) {
        return new KernelOptions(
                engines, profile, abi, schedule, migration, limits, other, files, clock, console, listener, observers);
    }

    public KernelOptions withFiles(GuestFiles other) {
        return new KernelOptions(
                engines, profile, abi, schedule, migration, limits, programs, other, clock, console, listener,
                observers);
    }

    public KernelOptions withClock(ClockSource other) {
        return new KernelOptions(
                engines, profile, abi, schedule, migration, limits, programs, files, other, console, listener,
                observers);
    }

    public KernelOptions withConsole(ConsoleStreams other) {
        return new KernelOptions(
                engines, profile, abi, schedule, migration, limits, programs, files, clock, other, listener, observers);
    }

    public KernelOptions withListener(KernelListener other) {
        return new KernelOptions(
                engines, profile, abi, schedule, migration, limits, programs, files, clock, console, other, observers);
    }

    public KernelOptions withObservers(IntFunction<HartObserver> other) {
        return new KernelOptions(
                engines, profile, abi, schedule, migration, limits, programs, files, clock, console, listener, other);
    }
}
