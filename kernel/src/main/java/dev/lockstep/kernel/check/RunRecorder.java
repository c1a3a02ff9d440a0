package dev.lockstep.kernel.check;

import dev.lockstep.kernel.api.KernelListener;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.ProcessReport.Hashes;
import dev.lockstep.kernel.api.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Listens to a kernel, and sorts by program what it hears. */
final class RunRecorder implements KernelListener {
    /** Ordinals in the paths of all processes of one program: what is kept of a run grows with these. */
    private static final long MOST_ORDINALS = 1 << 20;

    private final List<CheckedProgram> programs;
    private final int firstOrdinal;
    private final Optional<StoreHasher> stores;
    private final List<ProcessReport> reports = new ArrayList<>();
    private final Map<PidPath, WrittenOutput.Builder> outputs = new HashMap<>();
    private Optional<String> lastMessage = Optional.empty();
    private Runnable stopRun = () -> {};
    private long ordinals;
    private boolean endless;

    /**
     * A recorder of one run.
     *
     * @param programs in the order of the starts
     * @param firstOrdinal of the first image that is started
     * @param stores tells the hash of their stores, if that is wanted
     */
    RunRecorder(List<CheckedProgram> programs, int firstOrdinal, Optional<StoreHasher> stores) {
        this.programs = List.copyOf(programs);
        this.firstOrdinal = firstOrdinal;
        this.stores = stores;
    }

    /**
     * From now on ends a run of more processes than can be kept.
     *
     * @param stop lets the kernel stop soon
     */
    synchronized void bound(Runnable stop) {
        stopRun = stop;
    }

    @Override
    public synchronized void ended(ProcessReport report) {
        if (endless) {
            return;
        }
        ordinals += depth(report.pid());
        reports.add(report);
        if (ordinals > MOST_ORDINALS * programs.size()) {
            endless = true;
            reports.clear();
            outputs.clear();
            stopRun.run();
        }
    }

    /** Whether the run was ended because it was over a bound; then no process is known. */
    synchronized boolean endless() {
        return endless;
    }

    private static int depth(PidPath path) {
        int depth = 1;
        for (Optional<PidPath> at = path.parent(); at.isPresent(); at = at.get().parent()) {
            depth++;
        }
        return depth;
    }

    @Override
    public synchronized void message(String line) {
        lastMessage = Optional.of(line);
    }

    @Override
    public boolean hearsOutput() {
        return true;
    }

    @Override
    public synchronized void wrote(PidPath process, int stream, byte[] from, int offset, int count) {
        outputs.computeIfAbsent(process, path -> new WrittenOutput.Builder()).add(from, offset, count);
    }

    /** The last message; empty where there is none. */
    synchronized Optional<String> lastMessage() {
        return lastMessage;
    }

    private static int ordinal(PidPath path) {
        PidPath at = path;
        while (at.parent().isPresent()) {
            at = at.parent().get();
        }
        return at.ordinal();
    }

    /** The processes of each program, so far. */
    synchronized List<List<ProcessResult>> families() {
        List<List<ProcessResult>> families = new ArrayList<>();
        List<Integer> familyOf = new ArrayList<>();
        List<Integer> firstOf = new ArrayList<>();
        for (CheckedProgram program : programs) {
            familyOf.addAll(Collections.nCopies(program.images().size(), families.size()));
            firstOf.addAll(Collections.nCopies(program.images().size(), firstOf.size()));
            families.add(new ArrayList<>());
        }
        reports.sort(Comparator.comparing(ProcessReport::pid));
        for (ProcessReport report : reports) {
            int started = ordinal(report.pid()) - firstOrdinal;
            families.get(familyOf.get(started)).add(result(report, 1 + started - firstOf.get(started)));
        }
        return families;
    }

    private ProcessResult result(ProcessReport report, int ordinal) {
        String path = report.pid().toString();
        int dot = path.indexOf('.');
        Hashes hashes = report.hashes().orElse(new Hashes(0, 0, 0));
        Optional<WrittenOutput> output = Optional.of(
                outputs.getOrDefault(report.pid(), new WrittenOutput.Builder()).build());
        return new ProcessResult(
                ordinal + (dot < 0 ? "" : path.substring(dot)),
                Optional.of(report.program()),
                report.exit(),
                report.signal().map(Signal::name),
                report.steps(),
                OptionalLong.of(report.instructions()),
                hashes.registers(),
                hashes.pc(),
                hashes.program(),
                output,
                stores.map(each -> each.of(report.pid())).orElse(OptionalInt.empty()));
    }
}
