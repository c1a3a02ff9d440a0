package dev.lockstep.kernel.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The first step at which two runs of a process part.
 *
 * @param path of the process, as if its program had been started first
 * @param step its number, from 1
 * @param a the step in the first run
 * @param b the step in the second run
 * @param recent the steps before, the same on both sides, at most 16
 * @param registers those that differ afterwards
 * @param memory what the instruction loaded, word by word: those that differ, or all where none does; none where it is no
 *     load
 * @param notes what else one should know, each a sentence
 */
public record FirstDifference(
        String path,
        long step,
        Moment a,
        Moment b,
        List<Line> recent,
        List<RegisterDifference> registers,
        List<MemoryDifference> memory,
        List<String> notes)
        implements Finding {
    /** Copies the lists. */
    public FirstDifference {
        recent = List.copyOf(recent);
        registers = List.copyOf(registers);
        memory = List.copyOf(memory);
        notes = List.copyOf(notes);
    }

    /**
     * One side of it.
     *
     * @param taken the step; empty where the process ended before it
     * @param changes what the step changed
     * @param end how the process ended, where it did instead of taking the step
     * @param event what the kernel did last with the process before
     * @param rerun a command that runs to just before the step, or shows it in a trace; empty where there is none
     * @param machineTime how many instructions the bare machine had retired before the step; empty elsewhere
     */
    public record Moment(
            Optional<RecordedStep> taken,
            String changes,
            Optional<String> end,
            Optional<KernelEvent> event,
            String rerun,
            OptionalLong machineTime) {}

    /**
     * A step with what it changed.
     *
     * @param changes in words
     */
    public record Line(RecordedStep step, String changes) {}

    /**
     * A register, or a flag, that differs.
     *
     * @param name of the register; N, Z, C, V, Q or GE for these parts of the CPSR
     * @param a its value on one side
     * @param b and on the other
     * @param writerA who changed it last
     * @param writerB the same on the other side
     */
    public record RegisterDifference(
            String name, String a, String b, Optional<Writer> writerA, Optional<Writer> writerB) {}

    /**
     * A word that was loaded.
     *
     * @param address of its first byte
     * @param a its value on one side; empty where it cannot be read
     * @param b and on the other
     * @param writerA who stored to it last
     * @param writerB the same on the other side
     */
    public record MemoryDifference(
            int address, Optional<Integer> a, Optional<Integer> b, Optional<Writer> writerA, Optional<Writer> writerB) {
        boolean differs() {
            return !a.equals(b);
        }
    }

    FirstDifference with(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return new FirstDifference(path, step, a, b, recent, registers, memory, all);
    }

    /** Whether the instruction is a system call, or has loaded what one has stored. */
    boolean comesFromCall() {
        return taken().instruction().filter(LoadAddresses::calls).isPresent()
                || memory.stream()
                        .filter(MemoryDifference::differs)
                        .anyMatch(word -> word.writerA.filter(Writer::calls).isPresent());
    }

    /** Whether one side did not get there: it has ended before, or its whole run has. */
    boolean missing() {
        return a.taken().isEmpty() || b.taken().isEmpty();
    }

    /** The step on whichever side took it. */
    public RecordedStep taken() {
        return a.taken().or(b::taken).orElseThrow();
    }
}
