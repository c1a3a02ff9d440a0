package dev.lockstep.cli.gdb;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.diff.Revisit;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** gdb at one side of a divergence, just before the step that differs. */
public final class RevisitDebugger implements AutoCloseable {
    /** Steps after which gdb may interrupt. */
    private static final int SLICE = 1 << 16;

    private final String name;
    private final Server server;
    private final Pilot pilot;

    /** Open until the moment is reached for the first time, or the run has ended. */
    private final CountDownLatch ready = new CountDownLatch(1);

    /** Of the last run. */
    private Optional<Visitor> current = Optional.empty();

    /**
     * Listens for gdb; nothing runs yet.
     *
     * @param port of the loopback address; 0 for any that is free
     * @param name of the side
     * @param moment how many steps have been taken where gdb begins
     * @param tell is given lines for the user when gdb is waited for again
     * @throws IOException when it cannot listen there
     */
    public RevisitDebugger(int port, String name, long moment, Consumer<String> tell) throws IOException {
        this.name = name;
        server = new Server(port, line -> {
            if (ready.getCount() > 0) {
                ready.countDown();
            } else {
                tell.accept(name + ": " + line);
            }
        });
        pilot = new Pilot(server, true, () -> {}, moment);
    }

    /** The command by which gdb connects. */
    public String command() {
        return server.command();
    }

    /** Waits until the moment is reached. */
    public void awaitReady() throws InterruptedException {
        ready.await();
    }

    /**
     * Runs, as often as it takes to see what gdb wants to see, until gdb is done: it detaches, kills, or sees the end.
     *
     * @param maker of the side; may take as long as a run
     * @return why the run did not come to its end by itself or by gdb; empty as a rule
     */
    public String run(Supplier<Revisit> maker) {
        try {
            Revisit side = maker.get();
            String complaint;
            do {
                complaint = side.run(this::visitor);
            } while (current.orElseThrow().again);
            return current.orElseThrow().over ? "" : complaint;
        } finally {
            ready.countDown();
        }
    }

    private Visitor visitor(Runnable stop) {
        Visitor visitor = new Visitor(stop);
        current = Optional.of(visitor);
        return visitor;
    }

    /** Hangs up. */
    @Override
    public void close() {
        server.close();
    }

    /** Asks the pilot before each step of one run. */
    private final class Visitor implements Revisit.Visitor {
        private final RevisitTarget target = new RevisitTarget(name);
        private final Runnable stop;
        private long until;
        private boolean over;
        private boolean again;

        Visitor(Runnable stop) {
            this.stop = stop;
        }

        @Override
        public void begins(PidPath path, CpuState cpu) {
            if (!over) {
                target.begins(path, cpu);
                ask();
            }
        }

        @Override
        public void stepped(PidPath path, CpuState cpu, int[] registers, int registerHash, int pcHash) {
            if (!over) {
                target.stepped(path, cpu, registers, registerHash, pcHash);
                if (target.time() >= until || !pilot.guard().isEmpty()) {
                    ask();
                }
            }
        }

        private void ask() {
            asked(() -> {
                until = Math.min(pilot.at(target), target.time() + SLICE);
                return true;
            });
        }

        /** The answer to something by which gdb may end the run; true if it does. */
        private boolean asked(BooleanSupplier question) {
            boolean answer = true;
            try {
                answer = question.getAsBoolean();
                if (pilot.isFree()) {
                    end();
                    return true;
                }
            } catch (Rerun earlier) {
                again = true;
                end();
            } catch (Killed byUser) {
                end();
            }
            return answer;
        }

        private void end() {
            over = true;
            stop.run();
        }

        @Override
        public void faulted(PidPath path, CpuState cpu) {
            int signal = Signals.of(cpu.fault.kind());
            while (!over && !asked(() -> pilot.faulted(target, signal))) {
                ask();
            }
        }

        @Override
        public void ended(int status) {
            if (!over) {
                over = true;
                pilot.exited(status);
            }
        }
    }
}
