package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;
import java.util.Optional;

/** A process of our kernel, by its page tables. */
record SpaceView(CpuState cpu) implements ProcessView {
    @Override
    public Optional<Integer> code(int address) {
        try {
            int granule = cpu.space.executable(address);
            return Optional.of(Page.getShort(cpu.space.bytes(granule), cpu.space.at(granule, address)) & 0xffff);
        } catch (MemoryFault unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Integer> word(int address) {
        try {
            int value = 0;
            for (int k = 0; k < Integer.BYTES; k++) {
                int granule = cpu.space.readable(address + k);
                value |= (Page.getByte(cpu.space.bytes(granule), cpu.space.at(granule, address + k)) & 0xff) << 8 * k;
            }
            return Optional.of(value);
        } catch (MemoryFault unreadable) {
            return Optional.empty();
        }
    }
}
