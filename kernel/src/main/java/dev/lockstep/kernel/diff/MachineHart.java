package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.MachineWatch;
import dev.lockstep.kernel.diff.GuestProcess.Stage;
import dev.lockstep.kernel.syscall.Call;
import dev.lockstep.kernel.syscall.CallTable;
import dev.lockstep.machine.Machine;
import dev.lockstep.machine.processor.ExceptionKind;
import dev.lockstep.machine.processor.UserCodeListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of a bare machine with our guest kernel what a {@link HartObserver} sees of a hart of our kernel: turns, calls, steps,
 * stores, ends of processes. It stands outside: whatever the guest hashes or prints is not used, and a guest that goes wrong is
 * seen to go wrong.
 *
 * <p>An instruction of user mode that retires is a step. One that aborts has not retired, and is a step when it does at
 * last. An SVC retires when its process goes on behind it; one that the guest kernel makes again, because there was no
 * room, has not. Under the profiles of the guest the SVC is a step only where a mismatch breakpoint stops the process
 * behind it, as the profile has it (EQUIVALENCE.md, section 2).
 */
public final class MachineHart implements MachineWatch, UserCodeListener {
    private final List<Image> images;
    private final CallTable calls;
    private final Profile profile;
    private final HartObserver observer;
    private final StepObserver steps;
    private final MachineEvents events;
    private final MachineView view;
    private final StopSign stop;
    private final Map<PidPath, GuestProcess> processes = new HashMap<>();

    private Optional<Machine> machine = Optional.empty();
    private Optional<GuestRegister> register = Optional.empty();
    private Optional<PidPath> shown = Optional.empty();
    private Optional<GuestProcess> current = Optional.empty();

    /** Whether the guest kernel has had the processor since user mode was seen last. */
    private boolean away = true;

    /** What was removed from the TLB meanwhile; the last of all. */
    private String removed = "";

    /**
     * For one run.
     *
     * @param started all programs of the run, in the order of their starts, for one ABI that is pix or eqx
     * @param profile when a step is an event
     * @param observer of the only hart
     */
    public MachineHart(List<CheckedProgram> started, Profile profile, HartObserver observer) {
        this(started, profile, observer, MachineEvents.NOBODY, new MachineView(), new StopSign());
    }

    /**
     * The same with more to see.
     *
     * @param view what the observer looks through
     * @param stop ends the run soon
     */
    MachineHart(
            List<CheckedProgram> started,
            Profile profile,
            HartObserver observer,
            MachineEvents events,
            MachineView view,
            StopSign stop) {
        images = started.stream().flatMap(program -> program.images().stream()).toList();
        calls = CallTable.of(started.getFirst().abi().orElse(Abi.PIX));
        this.profile = profile;
        this.observer = observer;
        this.events = events;
        this.view = view;
        this.stop = stop;
        steps = observer.steps();
    }

    @Override
    public void attach(Machine loaded) {
        machine = Optional.of(loaded);
        register = Optional.of(new GuestRegister(loaded));
        view.attach(loaded);
        loaded.processor().onUserCode(this);
        loaded.processor().onTlbRemoval(what -> removed = what.get());
        if (steps.seesStores) {
            loaded.processor().cpu().observe(new StoresOfUserMode());
        }
    }

    /** Hands on what user mode stores. */
    private final class StoresOfUserMode extends StepObserver {
        StoresOfUserMode() {
            super(true);
        }

        @Override
        protected void step(CpuState cpu, int at, int registerHash, int pcHash) {
            // The machine's processor takes none itself.
        }

        @Override
        protected void store(CpuState cpu, int address, int value, int bytes) {
            boolean privileged =
                    machine.orElseThrow().processor().modes().mode().privileged();
            if (!privileged && current.isPresent()) {
                steps.stored(cpu, address, value, bytes);
            }
        }
    }

    @Override
    public boolean done() {
        return stop.raised();
    }

    /** What is known of a process; empty if it was never seen. */
    Optional<GuestProcess> seen(PidPath path) {
        return Optional.ofNullable(processes.get(path));
    }

    @Override
    public void executes(CpuState cpu, long time) {
        if (away) {
            appears(cpu);
        }
        view.begins(time);
    }

    @Override
    public void retired(CpuState cpu, int at) {
        if (current.isEmpty()) {
            return;
        }
        GuestProcess process = current.get();
        process.stage(Stage.RUNS);
        process.retires();
        if (profile.countsSelfBranch() || cpu.pc() != at) {
            step(process, at);
        }
    }

    @Override
    public void interrupted(CpuState cpu, ExceptionKind kind, boolean debugEvent, long time) {
        if (away) {
            appears(cpu);
        }
        away = true;
        if (current.isEmpty()) {
            return;
        }
        GuestProcess process = current.get();
        if (kind == ExceptionKind.SUPERVISOR_CALL) {
            call(process, cpu);
        } else if (debugEvent) {
            if (process.stage() == Stage.RETURNED && cpu.pc() == process.callEnd()) {
                process.stage(Stage.RUNS);
                callTaken(process);
            }
        } else {
            events.machine(KernelEvent.Kind.EXCEPTION, kind.text() + " at " + RegisterNames.hex(cpu.pc()));
        }
        process.leaves();
    }

    private void call(GuestProcess process, CpuState cpu) {
        Call call = calls.call(cpu.r[0]);
        observer.calls(process, call.title());
        process.calls(call, view.machineTime());
        if (call == Call.EXIT || call == Call.ABORT) {
            observer.ended(process, new GuestEnd(process, call == Call.EXIT ? cpu.r[1] : 0));
            current = Optional.empty();
        }
    }

    /** The step of a system call that has been answered, whoever else has run meanwhile. */
    private void callTaken(GuestProcess process) {
        view.begins(process.callTime());
        step(process, process.callAt());
    }

    private void step(GuestProcess process, int at) {
        process.step();
        if (!steps.isNone()) {
            steps.stepped(process.cpu(), at, process.registerHash(), process.pcHash());
        }
    }

    /** User mode goes on, maybe with another process. */
    private void appears(CpuState cpu) {
        away = false;
        Optional<PidPath> now = register.orElseThrow().path();
        if (current.isEmpty() || !now.equals(shown)) {
            current.ifPresent(process -> observer.turnOver(process, why(process)));
            shown = now;
            current = now.map(path -> processes.computeIfAbsent(path, this::stranger));
            current.ifPresent(observer::dispatched);
        }
        if (current.isPresent()) {
            if (!removed.isEmpty()) {
                events.machine(KernelEvent.Kind.TLB_ENTRIES_REMOVED, removed);
            }
            goesOn(current.get(), cpu);
        }
        removed = "";
    }

    private static HartObserver.TurnEnd why(GuestProcess process) {
        boolean waits = process.stage() == Stage.CALLED && process.call() == Call.WAITPID;
        return waits ? HartObserver.TurnEnd.WAITS : HartObserver.TurnEnd.PREEMPTED;
    }

    /** A process that no fork was seen of. */
    private GuestProcess stranger(PidPath path) {
        int ordinal = path.ordinal();
        boolean started = path.parent().isEmpty() && ordinal <= images.size();
        Image image = started ? images.get(ordinal - 1) : program(images.getFirst());
        return new GuestProcess(
                path, processes.size(), machine.orElseThrow().processor().cpu(), image);
    }

    /** What the current process runs, as far as its hash tells. */
    private Image program(Image otherwise) {
        int hash = register.orElseThrow().programHash();
        return images.stream()
                .filter(image -> image.programHash() == hash)
                .findFirst()
                .orElse(otherwise);
    }

    private void goesOn(GuestProcess process, CpuState cpu) {
        boolean called = process.stage() == Stage.CALLED;
        boolean replaced =
                called && process.call() == Call.EXEC && cpu.pc() != process.callAt() && cpu.pc() != process.callEnd();
        if (replaced) {
            process.becomes(program(process.image()));
            observer.replaced(process);
            return;
        }
        if (!process.keptRegisters(called)) {
            String changes = String.join(", ", process.changedMeanwhile(called));
            events.machine(KernelEvent.Kind.REGISTERS_CHANGED, changes);
        }
        if (called) {
            returns(process, cpu);
        }
    }

    private void returns(GuestProcess process, CpuState cpu) {
        process.stage(Stage.RUNS);
        if (cpu.pc() != process.callEnd()) {
            // The call is made again.
            return;
        }
        if (process.call() == Call.FORK && cpu.r[0] > 0) {
            GuestProcess child = process.forked(cpu.r[0], processes.size());
            processes.put(child.path(), child);
            observer.forked(process, cpu.r[0]);
        }
        process.retires();
        if (profile == Profile.FULL) {
            callTaken(process);
        } else {
            process.stage(Stage.RETURNED);
        }
    }
}
