package dev.lockstep.kernel.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who runs beside a program.
 *
 * @param checked all programs of the check
 * @param storm forks and forks, on our kernel; empty where there is no such program
 * @param smallStorms the same on the machine, for each ABI of its own
 */
public record Companions(
        List<CheckedProgram> checked, Optional<CheckedProgram> storm, List<CheckedProgram> smallStorms) {
    private static final int COPIES = 3;

    /** Of all others only some: with each program beside all others, a check of many would take for ever. */
    private static final int MOST_OTHERS = 3;

    /** Of so many that come next those are taken that are done first: the others are compared in runs of their own. */
    private static final int NEXT_OTHERS = 10;

    /** Copies the lists. */
    public Companions {
        checked = List.copyOf(checked);
        smallStorms = List.copyOf(smallStorms);
    }

    /**
     * Whether there is anybody else.
     *
     * @param able programs that can run where this one is to run
     */
    boolean hasOthers(CheckedProgram program, boolean onMachine, Collection<CheckedProgram> able) {
        return !others(program, onMachine, able).isEmpty();
    }

    /**
     * All programs of a run, the one that it is about first.
     *
     * @param able programs that can run where this one is to run
     */
    public List<CheckedProgram> started(CheckedProgram program, RunSpec spec, Collection<CheckedProgram> able) {
        List<CheckedProgram> started = new ArrayList<>(List.of(program));
        switch (spec.company()) {
            case ALONE -> {}
            case COPIES -> started.addAll(Collections.nCopies(COPIES - 1, program));
            case OTHERS -> started.addAll(others(program, spec.onMachine(), able));
            case STORM -> started.add(storm(program, spec.onMachine()).orElseThrow());
        }
        return started;
    }

    /** The storm that runs beside a program. */
    Optional<CheckedProgram> storm(CheckedProgram program, boolean onMachine) {
        return onMachine
                ? smallStorms.stream()
                        .filter(each -> each.abi().equals(program.abi()))
                        .findFirst()
                : storm;
    }

    /**
     * Of the programs that can run beside one those of which {@link #started} should choose: of the next few the ones that take
     * the fewest steps.
     *
     * @param able programs that can run where this one is to run
     * @param steps of a program's processes together
     */
    List<CheckedProgram> shortest(
            CheckedProgram program,
            boolean onMachine,
            Collection<CheckedProgram> able,
            ToLongFunction<CheckedProgram> steps) {
        return next(program, onMachine, able)
                .limit(NEXT_OTHERS)
                .sorted(Comparator.comparingLong(steps))
                .limit(MOST_OTHERS)
                .toList();
    }

    private List<CheckedProgram> others(CheckedProgram program, boolean onMachine, Collection<CheckedProgram> able) {
        return next(program, onMachine, able).limit(MOST_OTHERS).toList();
    }

    /** What follows in the list and can run there; on the machine those of the same ABI. */
    private Stream<CheckedProgram> next(CheckedProgram program, boolean onMachine, Collection<CheckedProgram> able) {
        int at = checked.indexOf(program);
        return IntStream.range(1, checked.size())
                .mapToObj(k -> checked.get((at + k) % checked.size()))
                .filter(each -> !each.equals(program))
                .filter(able::contains)
                .filter(each -> !onMachine || each.abi().equals(program.abi()));
    }
}
