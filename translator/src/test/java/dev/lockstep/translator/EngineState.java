package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Where an engine stopped, and everything that it may have changed.
 *
 * @param registers r0 to pc, cpsr
 * @param vfp d0 to d15, fpscr, thread id
 * @param counts instructions executed since the start, those of them without an event
 * @param memory a hash of the data
 * @param stop why it stopped, with the fault if there was one
 */
record EngineState(
        List<Integer> registers,
        List<Long> vfp,
        int registerHash,
        int pcHash,
        List<Long> counts,
        int memory,
        String stop) {

    /** What a processor shows after a run. */
    static EngineState of(CpuState cpu, long executed, int memory, StopReason reason) {
        int[] registers = Arrays.copyOf(cpu.r, cpu.r.length + 1);
        registers[registers.length - 1] = cpu.cpsr();
        return new EngineState(
                Arrays.stream(registers).boxed().toList(),
                LongStream.concat(Arrays.stream(cpu.vfp.d), LongStream.of(cpu.vfp.fpscr, cpu.threadId))
                        .boxed()
                        .toList(),
                cpu.regHash,
                cpu.pcHash,
                List.of(executed, cpu.silent),
                memory,
                reason == StopReason.FAULT ? cpu.fault.toString() : reason.toString());
    }

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
