package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.machine.bus.PhysicalMemory;
import dev.lockstep.machine.cp15.SystemControl;
import dev.lockstep.machine.debug.DebugUnit;
import dev.lockstep.machine.mmu.Mmu;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** All that a guest can see but general registers, devices and time: every other register, the TLB, and RAM. */
final class WholeMachine implements EndlessFault.Snapshots {
    private final CpuState cpu;
    private final Modes modes;
    private final PhysicalMemory memory;
    private final Mmu mmu;
    private final SystemControl system;
    private final DebugUnit debug;
    private final CoprocessorInstructions coprocessors;
    private final LongSupplier outside;

    /**
     * Of one processor and its memory.
     *
     * @param outside how often a device was accessed, or the time was asked for
     */
    WholeMachine(
            CpuState cpu,
            Modes modes,
            PhysicalMemory memory,
            Mmu mmu,
            SystemControl system,
            DebugUnit debug,
            CoprocessorInstructions coprocessors,
            LongSupplier outside) {
        this.cpu = cpu;
        this.modes = modes;
        this.memory = memory;
        this.mmu = mmu;
        this.system = system;
        this.debug = debug;
        this.coprocessors = coprocessors;
        this.outside = outside;
    }

    @Override
    public long take() {
        int[] parts = {
            modes.hash(),
            mmu.tlbHash(),
            system.hash(),
            debug.hash(),
            coprocessors.hash(),
            Arrays.hashCode(cpu.vfp.d),
            cpu.vfp.fpscr,
            cpu.exclusive ? 1 : 0,
            cpu.exclusiveAddress
        };
        return 31 * memory.ramHash() + Arrays.hashCode(parts);
    }

    @Override
    public long outside() {
        return outside.getAsLong();
    }

    @Override
    public boolean nothingDue() {
        return memory.due() == Long.MAX_VALUE;
    }
}
