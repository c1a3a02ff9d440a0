package dev.lockstep.cli.trace;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.Fault;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.ProcessEnd;
import dev.lockstep.kernel.api.ProcessReport;
import java.util.Locale;

/**
 * What happens on one hart, as a track of a trace: turns are slices, system calls slices within them; faults, execs and ends
 * are instants; a fork is joined by an arrow with the first turn of the child, what is sent to another hart with its arrival.
 */
final class HartTrack implements HartObserver {
    private final EventFile file;
    private final EventText event = new EventText();
    private final int thread;
    private final Journeys journeys;
    private final HartTime time;

    /** Whether steps are counted. */
    private final boolean hashes;

    /** Executed on this hart by all processes so far. */
    private long executed;

    /** The turn: who has it, since when, and what that process had done before it and by now. */
    private String turn = "";

    private long turnBegin;
    private long instructionsBefore;
    private long instructions;
    private long stepsBefore;
    private long steps;

    /** The system call that is being served; empty when there is none. */
    private String call = "";

    private long callBegin;
    private int callAt;

    /**
     * A track without events but its name.
     *
     * @param hart its number
     * @param byInstructions time stamps count what was executed on this hart, an instruction as a microsecond
     * @param hashes whether steps are counted
     */
    HartTrack(EventFile file, int hart, boolean byInstructions, boolean hashes, Journeys journeys) {
        this.file = file;
        this.journeys = journeys;
        this.hashes = hashes;
        thread = hart + 1;
        long begin = System.nanoTime();
        time = new HartTime(byInstructions ? () -> executed * 1000 : () -> System.nanoTime() - begin);
        file.write(event.begin("M", "", "thread_name", thread).arguments().with("name", "hart " + hart));
        file.write(event.begin("M", "", "thread_sort_index", thread).arguments().with("sort_index", hart));
    }

    HartTime time() {
        return time;
    }

    @Override
    public void dispatched(ObservedProcess process) {
        PidPath path = process.path();
        turn = path + " " + process.image().name();
        turnBegin = time.next();
        instructionsBefore = process.instructions();
        instructions = instructionsBefore;
        stepsBefore = process.steps();
        steps = stepsBefore;
        if (instructionsBefore == 0 && path.parent().isPresent()) {
            file.write(event.begin("f", "fork", "fork", thread)
                    .withTime("ts", time.next())
                    .with("bp", "e")
                    .with("id", "fork " + path));
        }
    }

    @Override
    public void executed(ObservedProcess process) {
        executed += process.instructions() - instructions;
        instructions = process.instructions();
        steps = process.steps();
        if (!call.isEmpty()) {
            endCall(served -> served.with("result", process.cpu().r[0]));
        }
    }

    @Override
    public void calls(ObservedProcess process, String name) {
        call = name;
        callBegin = time.next();
        callAt = process.cpu().pc();
    }

    private void endCall(Result result) {
        event.begin("X", "syscall", call, thread)
                .withTime("ts", callBegin)
                .withTime("dur", time.next() - callBegin)
                .arguments()
                .withHex("pc", callAt);
        result.tell(event);
        file.write(event);
        call = "";
    }

    @Override
    public void forked(ObservedProcess process, int child) {
        file.write(event.begin("s", "fork", "fork", thread)
                .withTime("ts", time.next())
                .with("id", "fork " + process.path().child(child)));
    }

    @Override
    public void replaced(ObservedProcess process) {
        instant("exec", "exec " + process.image().name());
        file.write(event.arguments().with("process", process.path().toString()));
        if (!call.isEmpty()) {
            endCall(served -> {});
        }
    }

    @Override
    public void faulted(ObservedProcess process) {
        CpuState cpu = process.cpu();
        Fault fault = cpu.fault;
        instant("fault", "fault " + fault.kind().name().toLowerCase(Locale.ROOT));
        file.write(event.arguments()
                .with("process", process.path().toString())
                .withHex("address", fault.address())
                .withHex("pc", cpu.pc())
                .with("function", process.image().symbols().describe(cpu.pc())));
    }

    @Override
    public void ended(ObservedProcess process, ProcessEnd end) {
        ProcessReport report = end.report();
        instant("end", "exit " + report.exit());
        event.arguments()
                .with("process", report.pid().toString())
                .with("program", report.program())
                .with("exit", report.exit())
                .with("instructions", report.instructions());
        report.signal().ifPresent(signal -> event.with("signal", signal.name()));
        report.hashes().ifPresent(known -> event.with("steps", report.steps()).withHex("regHash", known.registers()));
        file.write(event);
    }

    @Override
    public void turnOver(ObservedProcess process, TurnEnd why) {
        if (!call.isEmpty()) {
            endCall(served -> {});
        }
        event.begin("X", "turn", turn, thread)
                .withTime("ts", turnBegin)
                .withTime("dur", time.next() - turnBegin)
                .arguments()
                .with("instructions", instructions - instructionsBefore);
        if (hashes) {
            event.with("steps", steps - stepsBefore);
        }
        file.write(event.with("end", why.name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public void sent(PidPath process, int hart) {
        String path = process.toString();
        journey("s", "send " + path + " to hart " + hart, journeys.begin(path));
    }

    @Override
    public void arrived(PidPath process) {
        String path = process.toString();
        journey("f", "arrival of " + path, journeys.end(path));
    }

    /** An end of an arrow, on a slice of its own: arrows join slices. */
    private void journey(String phase, String name, long number) {
        long begin = time.next();
        event.begin(phase, "migration", "migration", thread).withTime("ts", time.next());
        file.write(event.with("bp", "e").with("id", "migration " + number));
        file.write(event.begin("X", "migration", name, thread)
                .withTime("ts", begin)
                .withTime("dur", time.next() - begin));
    }

    private void instant(String category, String name) {
        event.begin("i", category, name, thread).withTime("ts", time.next()).with("s", "t");
    }

    /** What is known of a system call when it has been served. */
    @FunctionalInterface
    private interface Result {
        void tell(EventText event);
    }
}
