package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.diff.FirstDifference.Line;
import dev.lockstep.kernel.diff.FirstDifference.Moment;
import dev.lockstep.kernel.diff.FirstDifference.RegisterDifference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares the first process of a run with a {@link Trace}, step by step as it is read. A trace without an end is compared as
 * far as it goes, and that is said: it may have been cut.
 */
public final class TraceDiffer {
    private static final int RECENT = 16;

    private final Side side;
    private final Trace trace;

    /** A comparison of a trace, which is read from where it is, and a side. */
    public TraceDiffer(Side side, Trace trace) {
        this.side = side;
        this.trace = trace;
    }

    /**
     * Runs as far as the two are equal, and once more where they are not.
     *
     * @throws TraceException when the trace cannot be understood, or has neither a step nor an end
     */
    public Finding find() throws IOException, TraceException {
        Follower follower = side.follow("1", false, Follower::new);
        follower.rethrow();
        if (!follower.over) {
            Trace.Item item = trace.next();
            follower.cut = item == Trace.Item.NOTHING;
            if (item == Trace.Item.STEP) {
                follower.differs(follower.steps + 1, Optional.of(trace.registers()));
            } else if (!follower.cut && follower.end.isEmpty()) {
                return new Finding.Silent(
                        "1", List.of("process: found none that has ended, wanted one"), follower.steps);
            }
        }
        if (follower.differs) {
            return difference(follower);
        }
        if (follower.cut && follower.steps == 0) {
            throw trace.noStep();
        }
        return follower.cut ? new Finding.Unended(follower.steps) : new Finding.Equal(1, follower.steps);
    }

    /** Reads the trace beside the run. */
    private final class Follower implements Lineage.Listener {
        private final Runnable stop;
        private final int[] before = new int[StepObserver.CPSR + 1];
        private int[] traced = {};
        private long steps;
        private long step;
        private boolean differs;
        private boolean over;
        private boolean cut;
        private Optional<String> end = Optional.empty();
        private Optional<IOException> unreadable = Optional.empty();
        private Optional<TraceException> unclear = Optional.empty();

        Follower(Runnable stop) {
            this.stop = stop;
        }

        void rethrow() throws IOException, TraceException {
            if (unreadable.isPresent()) {
                throw unreadable.get();
            }
            if (unclear.isPresent()) {
                throw unclear.get();
            }
        }

        void differs(long atStep, Optional<int[]> registers) {
            step = atStep;
            differs = true;
            traced = registers.map(int[]::clone).orElse(traced);
            over = true;
        }

        @Override
        public void begins(ProcessView view, CpuState cpu) {
            int[] registers = Arrays.copyOf(cpu.r, StepObserver.CPSR + 1);
            registers[StepObserver.CPSR] = cpu.cpsr();
            compare(registers, Trace.Item.STATE);
        }

        @Override
        public void stepped(Lineage line, ProcessView view, int[] registers, int at, int registerHash, int pcHash) {
            compare(registers, Trace.Item.STEP);
            if (!over) {
                steps++;
            }
        }

        private void compare(int[] registers, Trace.Item kind) {
            if (over) {
                return;
            }
            try {
                System.arraycopy(trace.registers(), 0, before, 0, before.length);
                Trace.Item item = trace.next();
                if (item == Trace.Item.NOTHING) {
                    cut = true;
                    over = true;
                } else if (item != kind) {
                    differs(steps + 1, Optional.empty());
                } else if ((kind == Trace.Item.STEP || steps == 0) && !same(registers, trace.registers())) {
                    // What exec leaves is no step: the next one shows it.
                    differs(kind == Trace.Item.STATE ? 0 : steps + 1, Optional.of(trace.registers()));
                }
            } catch (IOException e) {
                unreadable = Optional.of(e);
                over = true;
            } catch (TraceException e) {
                unclear = Optional.of(e);
                over = true;
            }
            if (over) {
                stop.run();
            }
        }

        @Override
        public void ended(String how) {
            end = Optional.of(how);
        }
    }

    private boolean same(int[] ours, int[] theirs) {
        for (int number = 0; number < StepObserver.CPSR; number++) {
            if (ours[number] != theirs[number]) {
                return false;
            }
        }
        return ((ours[StepObserver.CPSR] ^ theirs[StepObserver.CPSR]) & trace.mask()) == 0;
    }

    private Finding difference(Follower follower) {
        long step = follower.step;
        if (step == 0) {
            return new Finding.Unlocated("1", states(follower), "registers differ before the first step");
        }
        Recording recording = side.follow("1", true, stop -> new Recording(new StepInterval(step - 1, step), stop));
        Optional<RecordedStep> ours = recording.step(step);
        Optional<RecordedStep> theirs = follower.traced.length == 0
                ? Optional.empty()
                : Optional.of(new RecordedStep(
                        step,
                        ours.map(RecordedStep::place).orElseGet(() -> place(recording, follower.before)),
                        follower.traced,
                        0,
                        0,
                        List.of()));
        List<Line> recent = new ArrayList<>();
        for (long number = Math.max(1, step - RECENT); number < step; number++) {
            int[] before = recording.registersBefore(number);
            recording.step(number).ifPresent(each -> recent.add(new Line(each, each.changes(before))));
        }
        return new FirstDifference(
                "1",
                step,
                new Moment(
                        theirs,
                        theirs.map(each -> each.changes(follower.before)).orElse(""),
                        theirs.isPresent() ? Optional.empty() : Optional.of("the trace says that it has ended"),
                        Optional.empty(),
                        "",
                        OptionalLong.empty()),
                new Moment(
                        ours,
                        ours.map(each -> each.changes(recording.registersBefore(step)))
                                .orElse(""),
                        ours.isPresent() ? Optional.empty() : recording.end(),
                        recording.eventBefore(step),
                        new Rerun(side).command("1", step, recording.forkedBefore(step)),
                        OptionalLong.empty()),
                recent,
                ours.isPresent() && theirs.isPresent()
                        ? registers(recording, follower, theirs.get(), ours.get())
                        : List.of(),
                List.of(),
                List.of());
    }

    /** Where the run has ended, its code can no longer be read. */
    private CodePlace place(Recording recording, int[] before) {
        boolean thumb = (before[StepObserver.CPSR] & CpuState.THUMB) != 0;
        Image image = recording.steps().isEmpty()
                ? side.program().images().getFirst()
                : recording.steps().getLast().place().image();
        return new CodePlace(image, before[CpuState.PC], Optional.empty(), thumb);
    }

    private static List<String> states(Follower follower) {
        List<String> words = new ArrayList<>();
        for (int number = 0; number < follower.traced.length; number++) {
            words.add(RegisterNames.name(number) + " in the trace: " + RegisterNames.hex(follower.traced[number]));
        }
        return words;
    }

    private List<RegisterDifference> registers(
            Recording recording, Follower follower, RecordedStep theirs, RecordedStep ours) {
        List<RegisterDifference> registers = new ArrayList<>();
        for (int number = 0; number < StepObserver.CPSR; number++) {
            if (theirs.register(number) != ours.register(number)) {
                registers.add(new RegisterDifference(
                        RegisterNames.name(number),
                        RegisterNames.hex(theirs.register(number)),
                        RegisterNames.hex(ours.register(number)),
                        writer(recording, follower, theirs, number),
                        recording.writer(number, ours.step())));
            }
        }
        int known = trace.mask();
        int status = theirs.register(StepObserver.CPSR) & known;
        int itsStatus = ours.register(StepObserver.CPSR) & known;
        List<RegisterNames.Part> parts = RegisterNames.differing(status, itsStatus);
        List<RegisterNames.Part> itsParts = RegisterNames.differing(itsStatus, status);
        for (int k = 0; k < parts.size(); k++) {
            registers.add(new RegisterDifference(
                    parts.get(k).name(),
                    parts.get(k).value(),
                    itsParts.get(k).value(),
                    writer(recording, follower, theirs, StepObserver.CPSR),
                    recording.writer(StepObserver.CPSR, ours.step())));
        }
        return registers;
    }

    /** In the trace, by what is the same on both sides until then. */
    private static Optional<Writer> writer(Recording recording, Follower follower, RecordedStep theirs, int number) {
        return theirs.register(number) != follower.before[number]
                ? Optional.of(Writer.of(theirs))
                : recording.writer(number, theirs.step() - 1);
    }
}
