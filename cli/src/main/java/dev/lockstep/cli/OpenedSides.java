package dev.lockstep.cli;

import dev.lockstep.cli.gdb.MachineRevisitDebugger;
import dev.lockstep.cli.gdb.RevisitDebugger;
import dev.lockstep.cli.gdb.SideDebugger;
import dev.lockstep.kernel.check.ShellWords;
import dev.lockstep.kernel.diff.Finding;
import dev.lockstep.kernel.diff.FirstDifference;
import dev.lockstep.kernel.diff.FirstDifference.Moment;
import dev.lockstep.kernel.diff.MachineRevisit;
import dev.lockstep.kernel.diff.Revisit;
import dev.lockstep.kernel.diff.Side;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Opens the sides of a divergence for gdb, just before the step that differs, and waits until each gdb is done. */
final class OpenedSides {
    private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};

    private final Host host;
    private final GdbPorts ports;

    /** At these ports. */
    OpenedSides(Host host, GdbPorts ports) {
        this.host = host;
        this.ports = ports;
    }

    /** Opens both sides, if they are known to differ in a step. */
    void both(Finding found, Side a, Side b) throws CommandException, OutputClosedException {
        if (found instanceof FirstDifference difference) {
            try (SideDebugger first = listen("A", ports.first(), a, difference, difference.a());
                    SideDebugger second = listen("B", ports.second(), b, difference, difference.b())) {
                debug(List.of(new Opened("A", first, a), new Opened("B", second, b)));
            }
        } else {
            tellWhyNot(found);
        }
    }

    /** Opens the second side alone: the first is a trace. */
    void second(Finding found, Side b) throws CommandException, OutputClosedException {
        if (found instanceof FirstDifference difference) {
            try (SideDebugger second = listen("B", ports.first(), b, difference, difference.b())) {
                debug(List.of(new Opened("B", second, b)));
            }
        } else {
            tellWhyNot(found);
        }
    }

    private void tellWhyNot(Finding found) {
        String why = found.equal() ? "both runs are equal" : "no step is known to differ";
        host.complain("--gdb: nothing is opened: " + why);
    }

    private SideDebugger listen(String name, int port, Side side, FirstDifference difference, Moment moment)
            throws CommandException {
        try {
            return side.spec().onMachine()
                    ? new MachineRevisitDebugger(port, name, host::complain, new MachineRevisit(side, moment))
                    : new RevisitDebugger(
                            port,
                            name,
                            difference.step() - 1,
                            host::complain,
                            () -> Revisit.of(side, difference, moment));
        } catch (IOException e) {
            throw new CommandException("--gdb: port " + port + ": " + FileErrors.reason(e), e);
        }
    }

    /** A side that gdb can connect to. */
    private record Opened(String name, SideDebugger debugger, Side side) implements Callable<String> {
        /** Runs it until gdb is done. */
        @Override
        public String call() {
            return debugger.run();
        }

        /** What the user types to see it. */
        String line() {
            Path file = side.program().file();
            String program = isElf(file) ? " " + ShellWords.quote(file.toString()) : "";
            return "%s: gdb-multiarch -ex '%s'%s".formatted(name, debugger.command(), program);
        }
    }

    private void debug(List<Opened> sides) throws CommandException, OutputClosedException {
        ExecutorService threads = Executors.newFixedThreadPool(sides.size());
        try {
            List<Future<String>> ends = sides.stream().map(threads::submit).toList();
            for (Opened each : sides) {
                each.debugger().awaitReady();
            }
            try (TextOutput out = new TextOutput(host)) {
                for (Opened each : sides) {
                    out.line(each.line());
                }
            }
            for (int i = 0; i < sides.size(); i++) {
                String complaint = ends.get(i).get();
                if (!complaint.isEmpty()) {
                    throw new CommandException("--gdb: " + sides.get(i).name() + ": " + complaint);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Other files say nothing to gdb. */
    private static boolean isElf(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ELF_MAGIC.length), ELF_MAGIC);
        } catch (IOException e) {
            return false;
        }
    }
}
