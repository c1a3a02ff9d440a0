package dev.lockstep.translator.analysis;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.translator.linkage.Mode;

/**
 * What code is translated for besides its bytes: the processor's instruction set, and the {@link Mode}. A region is
 * translated for one such state, and the same address can be the root of a region for each.
 *
 * <p>Where code goes on is given as an <em>entry point</em>: the address with the instruction set in bit 0, 1 for Thumb,
 * as BX takes it.
 *
 * @param thumb Thumb state
 * @param mode order of data, shape of memory
 */
public record CodeState(boolean thumb, Mode mode) {
    /** How many states there are. */
    public static final int COUNT = 6;

    /** The state of code at an entry point. */
    public static CodeState of(int entryPoint, Mode mode) {
        return new CodeState((entryPoint & 1) != 0, mode);
    }

    /** The state that a processor is in. */
    public static CodeState of(CpuState cpu) {
        return new CodeState(cpu.thumb(), Mode.of(cpu));
    }

    /** Where the processor goes on. */
    public static int entryPoint(CpuState cpu) {
        return cpu.thumb() ? cpu.pc() | 1 : cpu.pc();
    }

    /** Address of the instruction at an entry point. */
    public static int address(int entryPoint) {
        return entryPoint & ~1;
    }

    /** The entry point for an address in this state. */
    public int entryPoint(int address) {
        return thumb ? address | 1 : address;
    }

    /** A number from 0 to {@link #COUNT} - 1. */
    public static int index(int entryPoint, Mode mode) {
        return entryPoint & 1 | mode.number() << 1;
    }

    /** CPSR bit E. */
    public boolean bigEndian() {
        return mode.bigEndian();
    }

    /** Whether an entry point is in Thumb state. */
    public static boolean thumb(int entryPoint) {
        return (entryPoint & 1) != 0;
    }
}
