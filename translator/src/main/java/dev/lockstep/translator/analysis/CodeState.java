package dev.lockstep.translator.analysis;

import dev.lockstep.cpu.CpuState;

/**
 * What the meaning of code depends on besides its bytes: the processor's instruction set and order of data. A region is
 * translated for one state, and the same address can be the root of a region for each.
 *
 * <p>Where code goes on is given as an <em>entry point</em>: the address with the instruction set in bit 0, 1 for Thumb,
 * as BX takes it.
 *
 * @param thumb Thumb state
 * @param bigEndian CPSR bit E
 */
public record CodeState(boolean thumb, boolean bigEndian) {
    /** How many states there are. */
    public static final int COUNT = 4;

    /** The state of code at an entry point. */
    public static CodeState of(int entryPoint, boolean bigEndian) {
        return new CodeState((entryPoint & 1) != 0, bigEndian);
    }

    /** The state that a processor is in. */
    public static CodeState of(CpuState cpu) {
        return new CodeState(cpu.thumb(), cpu.bigEndian());
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
    public static int index(int entryPoint, boolean bigEndian) {
        return entryPoint & 1 | (bigEndian ? 2 : 0);
    }
}
