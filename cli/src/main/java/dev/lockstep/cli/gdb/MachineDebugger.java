package dev.lockstep.cli.gdb;

import dev.lockstep.machine.Machine;
import dev.lockstep.machine.processor.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * gdb at the bare machine. When a {@link Rerun} comes out of {@link #run}, the machine must be made anew, by the same options and
 * with the same kernel in it, and be run again.
 */
public final class MachineDebugger implements AutoCloseable {
    private final Server server;
    private final Replay replay = new Replay();
    private final Pilot pilot;

    /**
     * Listens for gdb, for which the first instruction waits.
     *
     * @param port of the loopback address; 0 for any that is free
     * @param tell is given lines for the user, the first of which says where it listens
     * @throws IOException when it cannot listen there
     */
    public MachineDebugger(int port, Consumer<String> tell) throws IOException {
        server = new Server(port, tell);
        pilot = new Pilot(server, true, replay::diverge);
    }

    /** An input stream in the place of another one, for all runs. */
    public InputStream input(InputStream from) {
        return replay.input(from);
    }

    /** An output stream in the place of another one, for all runs. */
    public OutputStream output(OutputStream to) {
        return replay.output(to);
    }

    /** A machine is going to be made. */
    public void begin() {
        replay.restart();
    }

    /**
     * Runs a new machine.
     *
     * @param limit as in {@link Machine#run}
     * @throws Rerun a new machine must be run
     * @throws Killed the run is over
     */
    public Ending run(Machine machine, long limit) {
        MachineTarget target = new MachineTarget(machine);
        Optional<Ending> ending = Optional.empty();
        while (ending.isEmpty()) {
            long until = pilot.at(target);
            ending = target.advance(until, pilot.guard(), limit);
        }
        machine.flush();
        return ending.get();
    }

    /** The machine has come to its end. */
    public void exited(int status) {
        pilot.exited(status);
    }

    /** Hangs up. */
    @Override
    public void close() {
        server.close();
    }
}
