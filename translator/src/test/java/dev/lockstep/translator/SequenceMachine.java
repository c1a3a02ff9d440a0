package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.image.Symbols;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Rights;
import java.util.Arrays;

/** Executes one sequence with one engine, as often and as far as somebody wants. */
final class SequenceMachine {
    private final Sequence sequence;
    private final Engine engine;
    private final AddressSpace space;
    private final CpuState cpu;
    private long executed;

    SequenceMachine(Sequence sequence, Engine engine) {
        this.sequence = sequence;
        this.engine = engine;
        AddressSpaces memory = new AddressSpaces(1 << 20);
        space = memory.create();
        space.map(Sequence.CODE, sequence.code().length, Rights.READ_EXECUTE);
        space.load(Sequence.CODE, sequence.code());
        space.map(Sequence.DATA, Sequence.DATA_BYTES, Rights.READ_WRITE);
        cpu = new CpuState(memory.tlb(), space, engine.newCodeSpace(Symbols.none()));
    }

    /** Back to the start. */
    SequenceMachine reset() {
        System.arraycopy(sequence.registers(), 0, cpu.r, 0, cpu.r.length);
        cpu.setCpsr(sequence.cpsr());
        System.arraycopy(sequence.doubles(), 0, cpu.vfp.d, 0, cpu.vfp.d.length);
        cpu.vfp.writeFpscr(sequence.fpscr());
        cpu.threadId = 0;
        cpu.regHash = 0;
        cpu.pcHash = 0;
        cpu.silent = 0;
        cpu.exclusive = false;
        space.load(Sequence.DATA, sequence.data());
        executed = 0;
        return this;
    }

    /** Goes on for at most so many instructions. */
    EngineState run(int budget) {
        cpu.budget = budget;
        cpu.tag = space.tag();
        StopReason reason = engine.run(cpu);
        executed += budget - cpu.budget;
        return EngineState.of(cpu, executed, Arrays.hashCode(data()), reason);
    }

    /** The data as they are now. */
    byte[] data() {
        byte[] data = new byte[Sequence.DATA_BYTES];
        space.read(Sequence.DATA, data, 0, data.length);
        return data;
    }
}
