package dev.lockstep.kernel.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps every report of a run, to give them in an order that no schedule can change. Messages are passed on. */
public final class ReportCollector implements KernelListener {
    private final List<ProcessReport> reports = Collections.synchronizedList(new ArrayList<>());
    private final KernelListener next;

    /**
     * An empty collector.
     *
     * @param next who hears everything too
     */
    public ReportCollector(KernelListener next) {
        this.next = next;
    }

    @Override
    public void ended(ProcessReport report) {
        reports.add(report);
    }

    @Override
    public void ending(ProcessEnd end) {
        ended(end.report());
        next.ending(end);
    }

    @Override
    public void message(String line) {
        next.message(line);
    }

    /** The reports so far, in the order of their pid paths. */
    public List<ProcessReport> reports() {
        // Comparator.comparing makes what no cache of loaded classes takes.
        return List.copyOf(reports).stream()
                .sorted((a, b) -> a.pid().compareTo(b.pid()))
                .toList();
    }
}
