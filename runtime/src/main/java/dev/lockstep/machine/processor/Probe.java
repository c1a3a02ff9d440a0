package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.DataAccess;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Instruction;
import dev.lockstep.machine.bus.PhysicalMemory;
import dev.lockstep.machine.mmu.Mmu;
import java.util.OptionalInt;

/**
 * A debugger's hands on a processor that does not run: memory by the translations that hold now whatever the rights, without
 * a trace in the TLB, and the status register. Devices are out of reach, for looking at them would change them.
 */
public final class Probe {
    private final CpuState cpu;
    private final Modes modes;
    private final Mmu mmu;
    private final MemoryUnit unit;
    private final PhysicalMemory memory;

    Probe(CpuState cpu, Modes modes, Mmu mmu, MemoryUnit unit, PhysicalMemory memory) {
        this.cpu = cpu;
        this.modes = modes;
        this.mmu = mmu;
        this.unit = unit;
        this.memory = memory;
    }

    /** The byte at a virtual address, 0 to 255; empty where no RAM is. */
    public OptionalInt peek(int address) {
        OptionalInt physical = physical(address);
        return physical.isPresent() ? OptionalInt.of(memory.read(physical.getAsInt(), 1)) : physical;
    }

    /** Changes a byte; false where no RAM is. */
    public boolean poke(int address, int value) {
        OptionalInt physical = physical(address);
        physical.ifPresent(at -> unit.poke(at, value));
        return physical.isPresent();
    }

    private OptionalInt physical(int address) {
        OptionalInt physical = mmu.look(address);
        return physical.isPresent() && memory.isRam(physical.getAsInt()) ? physical : OptionalInt.empty();
    }

    /** The CPSR becomes this; with another mode's number its registers come into view. A mode that does not exist is left out. */
    public void writeCpsr(int value) {
        boolean exists = Mode.exists(value & Mode.FIELD);
        modes.become(exists ? value : value & ~Mode.FIELD | modes.mode().number());
    }

    /** What the instruction at the pc is about to do with memory. */
    public void find(DataAccess access) {
        access.find(cpu, instruction());
    }

    /** For {@link #find}. */
    public DataAccess newAccess() {
        return new DataAccess(mode -> Mode.exists(mode) ? modes.stackPointer(Mode.of(mode)) : 0);
    }

    /** The instruction at the pc; an undefined one where none can be fetched. */
    private Instruction instruction() {
        int first = halfword(cpu.pc());
        int second = halfword(cpu.pc() + Short.BYTES);
        if (!cpu.thumb()) {
            return Decoder.decodeSystem(first | second << 16);
        }
        return Decoder.decodeThumbSystem(Decoder.isThumbPrefix(first) ? first << 16 | second : first);
    }

    private int halfword(int address) {
        OptionalInt physical = physical(address);
        return physical.isPresent() ? memory.read(physical.getAsInt(), Short.BYTES) : 0;
    }
}
