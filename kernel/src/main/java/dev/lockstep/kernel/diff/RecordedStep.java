package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.image.dwarf.SourceLine;
import dev.lockstep.isa.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One step of a process: what was executed, and all that the hashes have seen of it. */
public final class RecordedStep {
    private final long step;
    private final CodePlace place;
    private final int[] registers;
    private final int registerHash;
    private final int pcHash;
    private final List<MemoryStore> stores;

    /**
     * A step.
     *
     * @param step its number, from 1
     * @param registers r0 to r14, the address of the next instruction, the CPSR, afterwards; copied
     * @param stores of this instruction
     */
    RecordedStep(long step, CodePlace place, int[] registers, int registerHash, int pcHash, List<MemoryStore> stores) {
        this.step = step;
        this.place = place;
        this.registers = registers.clone();
        this.registerHash = registerHash;
        this.pcHash = pcHash;
        this.stores = List.copyOf(stores);
    }

    /** Its number, from 1, those of ancestors before the fork included. */
    public long step() {
        return step;
    }

    /** Address of the instruction. */
    public int at() {
        return place.address();
    }

    /** The instruction; empty where it cannot be read any more. */
    public Optional<Instruction> instruction() {
        return place.instruction();
    }

    /** The instruction as text. */
    public String text() {
        return place.text();
    }

    /** Function and source line, as far as they are known. */
    public String where() {
        return place.where();
    }

    /** The function with a distance; may be empty. */
    public String function() {
        return place.function();
    }

    /** The source line, if it is known. */
    public Optional<SourceLine> line() {
        return place.line();
    }

    CodePlace place() {
        return place;
    }

    /** A register after the step: 0 to 14, 15 the address of the next instruction, 16 the CPSR. */
    public int register(int number) {
        return registers[number];
    }

    public List<MemoryStore> stores() {
        return stores;
    }

    int[] registers() {
        return registers.clone();
    }

    /** Whether the hashes, and the address, are those of another step. */
    boolean sameAs(RecordedStep other) {
        return registerHash == other.registerHash && pcHash == other.pcHash && at() == other.at();
    }

    /**
     * What changed, in words: registers, flags by name, stores.
     *
     * @param before all registers before the step
     */
    String changes(int[] before) {
        List<String> changes = new ArrayList<>();
        for (int number = 0; number < CpuState.PC; number++) {
            if (registers[number] != before[number]) {
                changes.add(RegisterNames.name(number) + "=" + RegisterNames.hex(registers[number]));
            }
        }
        int status = registers[StepObserver.CPSR];
        if (status != before[StepObserver.CPSR]) {
            changes.add(RegisterNames.changedFlags(before[StepObserver.CPSR], status));
        }
        stores.forEach(store -> changes.add(store.toString()));
        return String.join(" ", changes);
    }
}
