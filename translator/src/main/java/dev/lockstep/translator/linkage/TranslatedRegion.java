package dev.lockstep.translator.linkage;

import dev.lockstep.cpu.CpuState;

/** A region's code. Generated classes extend this and hold nothing but the method. */
public abstract class TranslatedRegion {
    /** What {@link #run} returns after a change of the order of data: the next instruction is at {@code r[15]}. */
    public static final int ORDER_CHANGED = 2;

    /** For generated constructors. */
    protected TranslatedRegion() {}

    /**
     * Executes from an entry until control leaves the region, or the budget might not reach the next test.
     *
     * @param cpu the state, which is the one that the region is for; up to date again on return, but for {@code r[15]}
     * @param pc entry point of one of the region's entries; at any other address nothing is executed
     * @param depth Java calls of regions that this one is nested in
     * @return the entry point of the next instruction, or {@link #ORDER_CHANGED}, which is none; the same as {@code pc},
     *     with nothing executed, when the budget is too small. When {@code cpu.interpretNext} is set, that instruction
     *     must be interpreted.
     */
    public abstract int run(CpuState cpu, int pc, int depth);
}
