package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.PidPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The history of one process from the first step of its eldest ancestor on: that ancestor's steps until it forks the next of
 * the line, and so on. Shared by the harts that these run on, one after the other.
 */
final class Lineage {
    /** Who is told of the steps of a line. */
    interface Listener {
        /**
         * A step.
         *
         * @param view of the process afterwards
         * @param registers afterwards, see {@link dev.lockstep.cpu.StepObserver#registers}; not to be kept
         * @param at address of the instruction
         */
        void stepped(Lineage line, ProcessView view, int[] registers, int at, int registerHash, int pcHash);

        /** The process gets the registers that it begins with, before its first step or by exec. */
        default void begins(ProcessView view, CpuState cpu) {}

        /** Something else. */
        default void happened(KernelEvent event) {}

        /** The process itself, the last of the line, has ended. */
        default void ended(String how) {}
    }

    private final Listener listener;
    private final List<PidPath> waiting = new ArrayList<>();
    private PidPath tracked;
    private Optional<Image> image = Optional.empty();
    private boolean thumb;
    private boolean flat;
    private long steps;
    private Optional<String> fault = Optional.empty();
    private boolean over;
    final PendingStores pending = new PendingStores();

    Lineage(PidPath target, Listener listener) {
        this.listener = listener;
        PidPath at = target;
        while (at.parent().isPresent()) {
            waiting.addFirst(at);
            at = at.parent().get();
        }
        tracked = at;
    }

    /** Whether a process is the one whose steps are the line's now. */
    boolean isTracked(PidPath path) {
        return tracked.equals(path);
    }

    /** How many steps there were. */
    long steps() {
        return steps;
    }

    /** Whether the instruction that is just told of was executed in Thumb state. */
    boolean thumb() {
        return thumb;
    }

    Image image() {
        return image.orElseThrow();
    }

    /** The tracked process runs from here on. */
    void runs(Image newImage, ProcessView view, CpuState cpu) {
        image = Optional.of(newImage);
        thumb = cpu.thumb();
        if (steps == 0) {
            listener.begins(view, cpu);
        }
        notice(cpu);
    }

    /** The tracked process has got another image. */
    void replaced(Image newImage, ProcessView view, CpuState cpu) {
        runs(newImage, view, cpu);
        listener.begins(view, cpu);
        happened(KernelEvent.Kind.EXEC, newImage.name());
    }

    /** Sees whether memory has been made flat or paged. */
    void notice(CpuState cpu) {
        boolean now = !cpu.space.flat().isNone();
        if (now != flat) {
            flat = now;
            happened(now ? KernelEvent.Kind.MEMORY_MADE_FLAT : KernelEvent.Kind.MEMORY_MADE_PAGED, "");
        }
    }

    void happened(KernelEvent.Kind kind, String detail) {
        listener.happened(new KernelEvent(steps, kind, detail));
    }

    void faulted(String cause) {
        fault = Optional.of(cause);
        happened(KernelEvent.Kind.FAULT, cause);
    }

    void ended(String how) {
        happened(KernelEvent.Kind.ENDS, how);
        over = true;
        if (waiting.isEmpty()) {
            listener.ended(how + fault.map(cause -> ": " + cause).orElse(""));
        }
    }

    /** The whole run has ended; a process that has not will go no further. */
    void runEnded(String why) {
        if (!over && waiting.isEmpty()) {
            listener.ended("not taken; " + why);
        }
    }

    /** The tracked process has forked; returns whether the child is the next of the line. */
    boolean forked(PidPath child) {
        happened(KernelEvent.Kind.FORKS, child.toString());
        if (waiting.isEmpty() || !waiting.getFirst().equals(child)) {
            return false;
        }
        tracked = waiting.removeFirst();
        happened(KernelEvent.Kind.BORN, child.toString());
        // Promotion is a process's own.
        flat = false;
        return true;
    }

    void stepped(ProcessView view, int[] registers, int at, int registerHash, int pcHash) {
        steps++;
        listener.stepped(this, view, registers, at, registerHash, pcHash);
        thumb = (registers[StepObserver.CPSR] & CpuState.THUMB) != 0;
        pending.clear();
    }
}
