package dev.lockstep.cli.gdb;

import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.check.BootedMachine;
import dev.lockstep.kernel.diff.MachineRevisit;
import dev.lockstep.machine.Machine;
import dev.lockstep.machine.processor.Ending;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** gdb at a side that runs on the bare machine: at all of the machine, the guest kernel included. */
public final class MachineRevisitDebugger extends SideDebugger {
    private static final int FAILED = 1;

    private final String name;
    private final MachineRevisit side;
    private final Pilot pilot;

    /**
     * Listens for gdb; nothing runs yet.
     *
     * @param port of the loopback address; 0 for any that is free
     * @param name of the side
     * @param tell is given lines for the user when gdb is waited for again
     * @throws IOException when it cannot listen there
     */
    public MachineRevisitDebugger(int port, String name, Consumer<String> tell, MachineRevisit side)
            throws IOException {
        super(new SideServer(port, name, tell));
        this.name = name;
        this.side = side;
        pilot = new Pilot(server(), true, () -> {}, MachineTarget.momentAt(side.begin()));
    }

    @Override
    String runForGdb() {
        try {
            boolean over;
            do {
                over = runsToItsEnd();
            } while (!over);
            return "";
        } catch (Killed byUser) {
            return "";
        } catch (IOException e) {
            return "a program cannot be read: " + e.getMessage();
        }
    }

    /** Runs a new machine; false where that was given up for another one. */
    private boolean runsToItsEnd() throws IOException {
        try {
            debug(side.boot());
            return true;
        } catch (Rerun earlier) {
            return false;
        }
    }

    private void debug(BootedMachine booted) {
        MachineTarget target = new MachineTarget(booted.machine(), () -> label(booted.machine()));
        Optional<Ending> ending = Optional.empty();
        while (ending.isEmpty()) {
            long until = pilot.at(target);
            if (pilot.isFree()) {
                return;
            }
            ending = target.advance(until, pilot.guard(), side.limit());
        }
        pilot.exited(booted.complaint(ending.get()).isEmpty() ? 0 : FAILED);
    }

    private String label(Machine machine) {
        String process = MachineRevisit.process(machine)
                .map(PidPath::toString)
                .map(path -> ", process " + path)
                .orElse("");
        return name + process + ", ";
    }
}
