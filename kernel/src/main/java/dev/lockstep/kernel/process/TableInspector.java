package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.kernel.api.Inspector;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.api.ProcessReport;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lets a debugger look into a process table, by switching processes in as the scheduler does. */
final class TableInspector implements Inspector {
    private final ProcessRecords records;
    private final ProcessNames names;
    private final UserProcess current;
    private final EndingProcess ending;

    TableInspector(ProcessRecords records, ProcessNames names, UserProcess current, EndingProcess ending) {
        this.records = records;
        this.names = names;
        this.current = current;
        this.ending = ending;
    }

    @Override
    public int current() {
        return current.slot();
    }

    @Override
    public int[] living(int most) {
        return IntStream.range(1, records.end()).filter(this::lives).limit(most).toArray();
    }

    @Override
    public boolean lives(int process) {
        return process > ProcessRecords.NONE
                && process < records.end()
                && records.is(process, ProcessRecords.LIVES)
                && !records.is(process, ProcessRecords.AWAY);
    }

    @Override
    public PidPath path(int process) {
        return names.path(records.get(process, ProcessRecords.NAME));
    }

    @Override
    public boolean waits(int process) {
        return records.is(process, ProcessRecords.WAITS);
    }

    @Override
    public CpuState enter(int process) {
        current.switchTo(process);
        return current.cpu();
    }

    @Override
    public ProcessReport report() {
        return ending.by(0, Optional.empty()).report();
    }
}
