package dev.lockstep.cli.gdb;

import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.Inspector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * gdb at the processes of a kernel. When a {@link Rerun} comes out of the kernel's run, the kernel and its engine must be made
 * anew, by the same options, and be run again.
 */
public final class ProcessDebugger implements AutoCloseable {
    private final Server server;
    private final Replay replay = new Replay();
    private final ThreadNumbers numbers = new ThreadNumbers();
    private final Pilot pilot;
    private Optional<ProcessTarget> target = Optional.empty();

    /**
     * Listens for gdb, for which the first instruction waits.
     *
     * @param port of the loopback address; 0 for any that is free
     * @param reversible whether a run that begins anew is the same: all that it meets is its own, or goes through the streams
     *     that this gives
     * @param tell is given lines for the user, the first of which says where it listens
     * @throws IOException when it cannot listen there
     */
    public ProcessDebugger(int port, boolean reversible, Consumer<String> tell) throws IOException {
        server = new Server(port, tell);
        pilot = new Pilot(server, reversible, replay::diverge);
    }

    /** An input stream in the place of another one, for all runs. */
    public InputStream input(InputStream from) {
        return replay.input(from);
    }

    /** An output stream in the place of another one, for all runs. */
    public OutputStream output(OutputStream to) {
        return replay.output(to);
    }

    /** An engine in the place of another one, for one run. */
    public Engine engine(Engine engine, Profile profile) {
        return new DebuggedEngine(engine, profile, pilot, this);
    }

    /** The kernel of the run that is about to begin. */
    public void attach(Inspector inspector) {
        replay.restart();
        target = Optional.of(new ProcessTarget(inspector, numbers));
    }

    /** What gdb sees in this run. */
    ProcessTarget target() {
        return target.orElseThrow();
    }

    /**
     * All processes have ended.
     *
     * @param status what the shell is going to see
     */
    public void exited(int status) {
        pilot.exited(status);
    }

    /** Lets the run go on without gdb. Any thread may call this. */
    public void hangUp() {
        server.close();
    }

    /** Hangs up. */
    @Override
    public void close() {
        server.close();
    }
}
