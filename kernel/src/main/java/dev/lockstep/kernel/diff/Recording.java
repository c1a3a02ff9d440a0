package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything about some steps of a process, and what led there: the steps themselves with a few before, the kernel's events,
 * who wrote each register last.
 */
final class Recording implements Lineage.Listener {
    /** Steps before the interval that are kept, to be shown. */
    static final int BEFORE = 17;

    private static final int REGISTERS = StepObserver.CPSR + 1;

    private final StepInterval interval;
    private final Runnable stop;
    private final List<RecordedStep> steps = new ArrayList<>();
    private final List<Long> machineTimes = new ArrayList<>();
    private final List<KernelEvent> events = new ArrayList<>();
    private Optional<KernelEvent> before = Optional.empty();
    private long firstFork = Long.MAX_VALUE;
    private Optional<String> end = Optional.empty();

    /** What the process is looked at through; empty before it begins. */
    private Optional<ProcessView> looked = Optional.empty();

    /**
     * How many instructions a whole machine had retired when the process began, had taken the last step that was told, or was
     * about to execute an instruction that has not retired yet.
     */
    private long reached;

    /** The registers before the first step that is recorded, and who wrote each. */
    private final int[] last = new int[REGISTERS];

    private final long[] writerStep = new long[REGISTERS];
    private final int[] writerAt = new int[REGISTERS];
    private final boolean[] writerThumb = new boolean[REGISTERS];
    private final List<Optional<Writer>> writers = new ArrayList<>();

    /**
     * A recording of nothing yet.
     *
     * @param stop what is called when the interval is over
     */
    Recording(StepInterval interval, Runnable stop) {
        this.interval = interval;
        this.stop = stop;
    }

    @Override
    public void begins(ProcessView view, CpuState cpu) {
        looked = Optional.of(view);
        reached = view.machineNow();
        System.arraycopy(cpu.r, 0, last, 0, cpu.r.length);
        last[StepObserver.CPSR] = cpu.cpsr();
        Arrays.fill(writerStep, 0);
    }

    @Override
    public void stepped(Lineage line, ProcessView view, int[] registers, int at, int registerHash, int pcHash) {
        long step = line.steps();
        if (step > interval.to()) {
            stop.run();
            return;
        }
        reached = view.machineNow();
        if (step > interval.from() - BEFORE) {
            if (steps.isEmpty()) {
                nameWriters(line, view);
            }
            CodePlace place = CodePlace.read(view, line.image(), at, line.thumb());
            machineTimes.add(view.machineTime());
            steps.add(new RecordedStep(step, place, registers, registerHash, pcHash, line.pending.toList()));
            return;
        }
        for (int number = 0; number < REGISTERS; number++) {
            if (registers[number] != last[number]) {
                last[number] = registers[number];
                writerStep[number] = step;
                writerAt[number] = at;
                writerThumb[number] = line.thumb();
            }
        }
    }

    /** As their code is now: few programs change theirs. */
    private void nameWriters(Lineage line, ProcessView view) {
        for (int number = 0; number < REGISTERS; number++) {
            writers.add(
                    writerStep[number] == 0
                            ? Optional.empty()
                            : Optional.of(Writer.of(
                                    writerStep[number],
                                    CodePlace.read(view, line.image(), writerAt[number], writerThumb[number]))));
        }
    }

    @Override
    public void happened(KernelEvent event) {
        if (event.kind() == KernelEvent.Kind.EXCEPTION) {
            looked.map(ProcessView::machineNow)
                    .filter(now -> now == looked.get().machineTime())
                    .ifPresent(now -> reached = now);
        }
        if (event.kind() == KernelEvent.Kind.FORKS) {
            firstFork = Math.min(firstFork, event.step());
        }
        if (event.step() >= interval.from() && event.step() <= interval.to()) {
            events.add(event);
        } else if (event.step() < interval.from()) {
            before = Optional.of(event);
        }
    }

    @Override
    public void ended(String how) {
        end = Optional.of(how);
    }

    List<RecordedStep> steps() {
        return steps;
    }

    /** The step of a number, if it was recorded. */
    Optional<RecordedStep> step(long number) {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        long index = number - steps.getFirst().step();
        return 0 <= index && index < steps.size() ? Optional.of(steps.get((int) index)) : Optional.empty();
    }

    /** How many instructions a whole machine had retired before a step; empty if that was not recorded. */
    OptionalLong machineTimeBefore(long number) {
        return step(number).isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        machineTimes.get((int) (number - steps.getFirst().step())));
    }

    /** The same for a step that may not have been taken: how many there were when those before it had been. */
    long machineTimeAt(long number) {
        return machineTimeBefore(number).orElse(reached);
    }

    /** All 17 registers before a step that was recorded. */
    int[] registersBefore(long number) {
        return step(number - 1).map(RecordedStep::registers).orElseGet(last::clone);
    }

    /** Whether the process or one of its line had made another before a step. */
    boolean forkedBefore(long step) {
        return firstFork < step;
    }

    /** How the process ended, if it did within the recording. */
    Optional<String> end() {
        return end;
    }

    /** The last event before a step was taken. */
    Optional<KernelEvent> eventBefore(long step) {
        for (int k = events.size() - 1; k >= 0; k--) {
            if (events.get(k).step() < step) {
                return Optional.of(events.get(k));
            }
        }
        return before;
    }

    /** Who wrote a register last, that step included. */
    Optional<Writer> writer(int register, long step) {
        for (int k = steps.size() - 1; k > 0; k--) {
            RecordedStep each = steps.get(k);
            if (each.step() <= step
                    && each.register(register) != steps.get(k - 1).register(register)) {
                return Optional.of(Writer.of(each));
            }
        }
        Optional<RecordedStep> first = steps.stream().findFirst().filter(each -> each.step() <= step);
        if (first.isPresent() && first.get().register(register) != last[register]) {
            return first.map(Writer::of);
        }
        return writers.isEmpty() ? Optional.empty() : writers.get(register);
    }
}
