package dev.lockstep.cli.gdb;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.DataAccess;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.kernel.api.Inspector;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.memory.MemoryFault;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * The processes of a kernel as gdb's threads. Each has memory of its own, and gdb's breakpoints hold for all of them. A moment
 * is the number of instructions that the engine has executed, plus one for each time that it handed an instruction to the
 * kernel.
 *
 * <p>Within the stretch between two visits to the kernel it goes back by {@link Snapshot}s; these are closed before the kernel
 * sees the process again, so that they take no memory from it. Further back everything runs anew.
 */
final class ProcessTarget implements Vehicle {
    private static final int MOST_THREADS = 1000;
    private static final int MOST_SNAPSHOTS = 64;
    private static final int WINDOW = 1 << 12;
    private static final int NOBODY = 0;

    /** N, Z, C, V, Q, GE and E (ARM ARM A4.1.39, UserMask). */
    private static final int WRITABLE_BY_USER = 0xf80f0200;

    private final ThreadNumbers numbers;
    private final Inspector inspector;
    private final DataAccess access = new DataAccess();
    private final Deque<Snapshot> snapshots = new ArrayDeque<>();
    private CpuState cpu;
    private long time;

    /** Instructions that the kernel has granted and not been told of yet, when this stretch began. */
    private int granted;

    /**
     * The processes of a kernel.
     *
     * @param numbers of threads, the same after a rerun
     */
    ProcessTarget(Inspector inspector, ThreadNumbers numbers) {
        this.inspector = inspector;
        this.numbers = numbers;
        cpu = inspector.enter(inspector.current());
    }

    /** A stretch begins. */
    void begin(CpuState processor) {
        cpu = processor;
        granted = processor.budget;
    }

    /** The stretch ends: the kernel goes on. */
    void end() {
        forgetSnapshots();
    }

    /** So much more has happened. */
    void advance(long moments) {
        time += moments;
    }

    /** Gives back what snapshots take; false when they take nothing. */
    boolean forgetSnapshots() {
        boolean any = !snapshots.isEmpty();
        snapshots.forEach(Snapshot::close);
        snapshots.clear();
        return any;
    }

    /** The last moment of this stretch that is remembered; -1 when there is none. */
    long lastRemembered() {
        return snapshots.isEmpty() ? -1 : snapshots.getLast().time();
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public int pc() {
        return cpu.pc();
    }

    @Override
    public DataAccess access() {
        try {
            access.find(cpu, cpu.code.instruction(cpu, cpu.pc(), cpu.thumb()));
        } catch (MemoryFault fault) {
            access.none();
        }
        return access;
    }

    @Override
    public long window() {
        return WINDOW;
    }

    @Override
    public void remember() {
        if (lastRemembered() < time) {
            if (snapshots.size() == MOST_SNAPSHOTS) {
                thinOut();
            }
            snapshots.addLast(new Snapshot(cpu, time));
        }
    }

    /** Every second one goes. */
    private void thinOut() {
        List<Snapshot> all = List.copyOf(snapshots);
        snapshots.clear();
        for (int i = 0; i < all.size(); i++) {
            if (i % 2 == 0) {
                snapshots.addLast(all.get(i));
            } else {
                all.get(i).close();
            }
        }
    }

    @Override
    public long remembered() {
        return snapshots.isEmpty() ? time : snapshots.getFirst().time();
    }

    @Override
    public void back(long moment) {
        while (!snapshots.isEmpty() && snapshots.getLast().time() > moment) {
            snapshots.removeLast().close();
        }
        if (snapshots.isEmpty()) {
            throw new Rerun();
        }
        Snapshot last = snapshots.getLast();
        last.restore(cpu);
        time = last.time();
    }

    @Override
    public void flush() {
        // The kernel's console does that after each line.
    }

    @Override
    public int currentThread() {
        return numbers.of(inspector.path(inspector.current()));
    }

    @Override
    public List<Integer> threads() {
        return Arrays.stream(inspector.living(MOST_THREADS))
                .map(process -> numbers.of(inspector.path(process)))
                .sorted()
                .boxed()
                .toList();
    }

    @Override
    public boolean alive(int thread) {
        return process(thread) != NOBODY;
    }

    private int process(int thread) {
        int current = inspector.current();
        if (numbers.of(inspector.path(current)) == thread) {
            return current;
        }
        return Arrays.stream(inspector.living(Integer.MAX_VALUE))
                .filter(process -> numbers.of(inspector.path(process)) == thread)
                .findFirst()
                .orElse(NOBODY);
    }

    /** Does something with the processor of a thread, which is switched in for that. */
    private <T> T with(int thread, Function<CpuState, T> action) {
        int current = inspector.current();
        int budget = cpu.budget;
        try {
            return action.apply(inspector.enter(process(thread)));
        } finally {
            inspector.enter(current);
            cpu.budget = budget;
            cpu.takeTags();
        }
    }

    @Override
    public String describe(int thread) {
        String waits = inspector.waits(process(thread)) ? " waits" : "";
        return with(thread, any -> {
            ProcessReport report = inspector.report();
            return report.pid() + " " + report.program() + waits;
        });
    }

    @Override
    public byte[] registers(int thread) {
        return with(thread, Registers::of);
    }

    /** Of the CPSR only what a process can change itself: the flags, Q, GE and E, and the instruction set. */
    @Override
    public void setRegister(int thread, int number, long value) {
        with(thread, any -> {
            if (number == Registers.CPSR) {
                int allowed = WRITABLE_BY_USER | CpuState.THUMB;
                any.setCpsr(any.cpsr() & ~allowed | (int) value & allowed);
                any.forgetFetched();
            } else {
                Registers.set(any, number, value);
            }
            return thread;
        });
    }

    @Override
    public byte[] memory(int thread, int address, int bytes) {
        return with(thread, any -> {
            byte[] content = new byte[bytes];
            int done = 0;
            try {
                while (done < bytes) {
                    any.space.read(address + done, content, done, 1);
                    done++;
                }
            } catch (MemoryFault fault) {
                // What comes before can be read.
            }
            return Arrays.copyOf(content, done);
        });
    }

    @Override
    public boolean setMemory(int thread, int address, byte[] content) {
        return with(thread, any -> {
            for (int i = 0; i < content.length; i++) {
                if (!any.space.mapped(address + i)) {
                    return false;
                }
            }
            try {
                LoadStoreUnit.poke(any, address, content);
                return true;
            } catch (MemoryFault fault) {
                return false;
            }
        });
    }

    @Override
    public String monitorHelp() {
        return """
                help         this text
                hashes       steps, reg-hash, pc-hash and prog-hash of each process
                steps        instructions that each process has executed, and the moment that this is
                processes    pid path, program and what each process does
                """;
    }

    @Override
    public String monitor(String command) {
        return switch (command) {
            case "hashes" -> lines(ProcessTarget::hashes);
            case "steps" ->
                lines((report, more) -> report.instructions() + more + " instructions") + "moment " + time + "\n";
            case "processes" -> lines((report, more) -> "pc 0x%08x".formatted(cpu.pc()));
            default -> "";
        };
    }

    /** What to say of the process that is switched in, which has executed more than the kernel knows of. */
    @FunctionalInterface
    private interface Line {
        String of(ProcessReport report, long more);
    }

    private String lines(Line line) {
        StringBuilder lines = new StringBuilder();
        int current = currentThread();
        for (int thread : threads()) {
            long more = thread == current ? granted - cpu.budget : 0;
            String what = with(thread, any -> line.of(inspector.report(), more));
            lines.append("%d %s: %s\n".formatted(thread, describe(thread), what));
        }
        return lines.toString();
    }

    private static String hashes(ProcessReport report, long more) {
        return report.hashes()
                .map(hashes -> "%d steps, reg-hash 0x%08x, pc-hash 0x%08x, prog-hash 0x%08x"
                        .formatted(report.steps() + more, hashes.registers(), hashes.pc(), hashes.program()))
                .orElse("nothing is hashed; run it with --hash or --report");
    }
}
