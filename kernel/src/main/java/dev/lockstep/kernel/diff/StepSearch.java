package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.StepObserver;
import dev.lockstep.kernel.diff.FirstDifference.Line;
import dev.lockstep.kernel.diff.FirstDifference.MemoryDifference;
import dev.lockstep.kernel.diff.FirstDifference.Moment;
import dev.lockstep.kernel.diff.FirstDifference.RegisterDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs two sides again to find the first step within an interval at which a process is not the same. */
final class StepSearch {
    /** Steps that are recorded at one time. */
    private static final int MOST_RECORDED = 1 << 14;

    private static final int RECENT = 16;
    private static final int MOST_WORDS = 4;

    private final Side a;
    private final Side b;
    private final String path;
    private final boolean hashStores;

    /**
     * A search.
     *
     * @param path of the process
     * @param hashStores whether stores are compared too
     */
    StepSearch(Side a, Side b, String path, boolean hashStores) {
        this.a = a;
        this.b = b;
        this.path = path;
        this.hashStores = hashStores;
    }

    /** The first difference in an interval; empty where all its steps are the same now. */
    Optional<FirstDifference> within(StepInterval interval) {
        StepInterval narrow = interval;
        while (narrow.length() > MOST_RECORDED) {
            long distance = Math.ceilDiv(narrow.length(), HashChain.MOST);
            Surveys surveys = new Surveys(
                    Survey.exact(a, narrow.from(), distance, hashStores),
                    Survey.exact(b, narrow.from(), distance, hashStores));
            narrow = HashChain.parting(surveys.a().chain(path), surveys.b().chain(path), narrow.to());
        }
        // With stores told, they go the slow way; what is wrong only with the fast one is looked for without.
        Optional<FirstDifference> found = recorded(narrow, true);
        return found.isPresent() || hashStores ? found : recorded(narrow, false);
    }

    private Optional<FirstDifference> recorded(StepInterval interval, boolean stores) {
        Recording one = a.follow(path, stores, stop -> new Recording(interval, stop));
        Recording other = b.follow(path, stores, stop -> new Recording(interval, stop));
        for (long step = interval.from() + 1; step <= interval.to(); step++) {
            Optional<RecordedStep> mine = one.step(step);
            Optional<RecordedStep> its = other.step(step);
            if (mine.isEmpty() && its.isEmpty()) {
                return Optional.empty();
            }
            if (mine.isEmpty() || its.isEmpty() || !same(mine.get(), its.get())) {
                return Optional.of(difference(step, one, other));
            }
        }
        return Optional.empty();
    }

    private boolean same(RecordedStep one, RecordedStep other) {
        return one.sameAs(other) && (!hashStores || one.stores().equals(other.stores()));
    }

    private FirstDifference difference(long step, Recording one, Recording other) {
        List<Line> recent = new ArrayList<>();
        for (long number = Math.max(1, step - RECENT); number < step; number++) {
            int[] before = one.registersBefore(number);
            one.step(number).ifPresent(each -> recent.add(new Line(each, each.changes(before))));
        }
        return new FirstDifference(
                path,
                step,
                moment(a, path, one, step),
                moment(b, path, other, step),
                recent,
                registers(step, one, other),
                memory(step, one, other),
                List.of());
    }

    private static Moment moment(Side side, String path, Recording recording, long step) {
        Optional<RecordedStep> taken = recording.step(step);
        return new Moment(
                taken,
                taken.map(each -> each.changes(recording.registersBefore(step))).orElse(""),
                taken.isPresent() ? Optional.empty() : recording.end(),
                recording.eventBefore(step),
                rerun(side, path, recording, step),
                side.spec().onMachine() ? OptionalLong.of(recording.machineTimeAt(step)) : OptionalLong.empty());
    }

    private static String rerun(Side side, String path, Recording recording, long step) {
        return side.spec().onMachine()
                ? MachineRerun.of(side).command(recording.machineTimeBefore(step))
                : new Rerun(side).command(path, step, recording.forkedBefore(step));
    }

    private static List<RegisterDifference> registers(long step, Recording one, Recording other) {
        List<RegisterDifference> registers = new ArrayList<>();
        if (one.step(step).isEmpty() || other.step(step).isEmpty()) {
            return registers;
        }
        RecordedStep mine = one.step(step).get();
        RecordedStep its = other.step(step).get();
        for (int number = 0; number < StepObserver.CPSR; number++) {
            if (mine.register(number) != its.register(number)) {
                registers.add(new RegisterDifference(
                        RegisterNames.name(number),
                        RegisterNames.hex(mine.register(number)),
                        RegisterNames.hex(its.register(number)),
                        one.writer(number, step),
                        other.writer(number, step)));
            }
        }
        int status = mine.register(StepObserver.CPSR);
        int itsStatus = its.register(StepObserver.CPSR);
        List<RegisterNames.Part> parts = RegisterNames.differing(status, itsStatus);
        List<RegisterNames.Part> itsParts = RegisterNames.differing(itsStatus, status);
        for (int k = 0; k < parts.size(); k++) {
            registers.add(new RegisterDifference(
                    parts.get(k).name(),
                    parts.get(k).value(),
                    itsParts.get(k).value(),
                    one.writer(StepObserver.CPSR, step),
                    other.writer(StepObserver.CPSR, step)));
        }
        return registers;
    }

    private List<MemoryDifference> memory(long step, Recording one, Recording other) {
        Optional<RecordedStep> taken = one.step(step).or(() -> other.step(step));
        int[] before = one.registersBefore(step);
        List<Integer> words = taken.flatMap(RecordedStep::instruction)
                .map(instruction ->
                        LoadAddresses.words(instruction, taken.orElseThrow().at(), before))
                .orElse(List.of());
        if (words.isEmpty()) {
            return List.of();
        }
        MemoryWatch mine = a.follow(path, true, stop -> new MemoryWatch(words, step, stop));
        MemoryWatch its = b.follow(path, true, stop -> new MemoryWatch(words, step, stop));
        List<MemoryDifference> all = new ArrayList<>();
        for (int k = 0; k < words.size(); k++) {
            all.add(new MemoryDifference(words.get(k), mine.value(k), its.value(k), mine.writer(k), its.writer(k)));
        }
        List<MemoryDifference> differing =
                all.stream().filter(MemoryDifference::differs).toList();
        return differing.isEmpty() ? all.subList(0, Math.min(all.size(), MOST_WORDS)) : differing;
    }
}
