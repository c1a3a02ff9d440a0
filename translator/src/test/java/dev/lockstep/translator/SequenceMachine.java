package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.image.Symbols;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Rights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Executes one sequence with one engine, as often and as far as somebody wants. */
final class SequenceMachine {
    /**
     * Where an engine stopped, and everything that it may have changed.
     *
     * @param registers r0 to pc, cpsr
     * @param vfp d0 to d15, fpscr, thread id
     * @param counts instructions executed since the start, those of them without an event
     * @param memory a hash of the data
     * @param stop why it stopped, with the fault if there was one
     */
    record State(
            List<Integer> registers,
            List<Long> vfp,
            int registerHash,
            int pcHash,
            List<Long> counts,
            int memory,
            String stop) {
        int pc() {
            return registers.get(CpuState.PC);
        }

        long executed() {
            return counts.get(0);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (int register : registers) {
                text.append("%08x ".formatted(register));
            }
            for (long bits : vfp) {
                text.append("%x ".formatted(bits));
            }
            return text
                    + "reg-hash %08x pc-hash %08x executed, silent %s memory %08x %s"
                            .formatted(registerHash, pcHash, counts, memory, stop);
        }
    }

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
    State run(int budget) {
        cpu.budget = budget;
        cpu.tag = space.tag();
        StopReason reason = engine.run(cpu);
        executed += budget - cpu.budget;
        int[] registers = Arrays.copyOf(cpu.r, cpu.r.length + 1);
        registers[registers.length - 1] = cpu.cpsr();
        return new State(
                Arrays.stream(registers).boxed().toList(),
                LongStream.concat(Arrays.stream(cpu.vfp.d), LongStream.of(cpu.vfp.fpscr, cpu.threadId))
                        .boxed()
                        .toList(),
                cpu.regHash,
                cpu.pcHash,
                List.of(executed, cpu.silent),
                Arrays.hashCode(data()),
                reason == StopReason.FAULT ? cpu.fault.toString() : reason.toString());
    }

    /** The data as they are now. */
    byte[] data() {
        byte[] data = new byte[Sequence.DATA_BYTES];
        space.read(Sequence.DATA, data, 0, data.length);
        return data;
    }
}
