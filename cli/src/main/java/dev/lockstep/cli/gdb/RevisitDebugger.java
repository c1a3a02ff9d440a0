package dev.lockstep.cli.gdb;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.diff.Revisit;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** gdb at a side that runs on our kernel: at the process that differs. */
public final class RevisitDebugger extends SideDebugger {
    /** Steps after which gdb may interrupt. */
    private static final int SLICE = 1 << 16;

    private final String name;
    private final Supplier<Revisit> maker;
    private final Pilot pilot;

    /** Of the last run. */
    private Optional<Visitor> current = Optional.empty();

    /**
     * Listens for gdb; nothing runs yet.
     *
     * @param port of the loopback address; 0 for any that is free
     * @param name of the side
     * @param moment how many steps have been taken where gdb begins
     * @param tell is given lines for the user when gdb is waited for again
     * @param maker of the side; may take as long as a run
     * @throws IOException when it cannot listen there
     */
    public RevisitDebugger(int port, String name, long moment, Consumer<String> tell, Supplier<Revisit> maker)
            throws IOException {
        super(new SideServer(port, name, tell));
        this.name = name;
        this.maker = maker;
        pilot = new Pilot(server(), true, () -> {}, moment);
    }

    @Override
    String runForGdb() {
        Revisit side = maker.get();
        String complaint;
        do {
            complaint = side.run(this::visitor);
        } while (current.orElseThrow().again);
        return current.orElseThrow().over ? "" : complaint;
    }

    private Visitor visitor(Runnable stop) {
        Visitor visitor = new Visitor(stop);
        current = Optional.of(visitor);
        return visitor;
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
