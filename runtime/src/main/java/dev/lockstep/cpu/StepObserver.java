package dev.lockstep.cpu;

/**
 * Is told of every step event of a processor, and of its stores if it wants to know them.
 *
 * <p>The interpreter tells it always; translated code does where it was translated for that ({@code
 * TranslatingEngine.observed}). Both tell the same.
 */
public abstract class StepObserver {
    /** Index of the status register in {@link #registers}. */
    public static final int CPSR = 16;

    /** Wants to know nothing. */
    public static final StepObserver NONE = new StepObserver(false) {
        @Override
        protected void step(CpuState cpu, int at, int regHash, int pcHash) {
            throw new IllegalStateException("nobody may call this");
        }
    };

    /** What the hash has seen of the step: r0 to r14, the address of the next instruction, the CPSR. */
    public final int[] registers = new int[17];

    /** Whether it wants to be told of stores. */
    public final boolean seesStores;

    /**
     * An observer.
     *
     * @param seesStores it is told of stores too, which makes every store take the slow path
     */
    protected StepObserver(boolean seesStores) {
        this.seesStores = seesStores;
    }

    /** Whether this is {@link #NONE}. */
    public final boolean isNone() {
        return this == NONE;
    }

    /**
     * A step event has been taken; {@link #registers} tells what it has seen.
     *
     * @param cpu whose other state is only what it was when the engine was entered, where the code is translated
     * @param at address of the instruction that has retired
     * @param regHash with this step
     * @param pcHash with this step
     */
    protected abstract void step(CpuState cpu, int at, int regHash, int pcHash);

    /**
     * An instruction stores; its step event follows, unless it faults after that.
     *
     * @param value the lowest {@code bytes} of it
     * @param bytes 1, 2 or 4
     */
    protected void store(CpuState cpu, int address, int value, int bytes) {
        // Only for those who want to know.
    }

    /** A step with the registers where the interpreter has them. */
    final void step(CpuState cpu, int at) {
        stepped(cpu, at, cpu.regHash, cpu.pcHash);
    }

    /** Hands a store on, if this wants to know of any; for whoever executes it. */
    public final void stored(CpuState cpu, int address, int value, int bytes) {
        if (seesStores) {
            store(cpu, address, value, bytes);
        }
    }

    /**
     * A step of a processor whose hashes somebody else keeps, with the registers where the interpreter has them.
     *
     * @param at address of the instruction that has retired
     * @param regHash with this step
     * @param pcHash with this step
     */
    public final void stepped(CpuState cpu, int at, int regHash, int pcHash) {
        System.arraycopy(cpu.r, 0, registers, 0, cpu.r.length);
        registers[CPSR] = cpu.cpsr();
        step(cpu, at, regHash, pcHash);
    }

    /** A step with the registers where translated code has them. */
    public static void step(
            int r0,
            int r1,
            int r2,
            int r3,
            int r4,
            int r5,
            int r6,
            int r7,
            int r8,
            int r9,
            int r10,
            int r11,
            int r12,
            int r13,
            int r14,
            int next,
            int cpsr,
            int regHash,
            int pcHash,
            int at,
            CpuState cpu) {
        StepObserver observer = cpu.observer();
        int[] seen = observer.registers;
        seen[0] = r0;
        seen[1] = r1;
        seen[2] = r2;
        seen[3] = r3;
        seen[4] = r4;
        seen[5] = r5;
        seen[6] = r6;
        seen[7] = r7;
        seen[8] = r8;
        seen[9] = r9;
        seen[10] = r10;
        seen[11] = r11;
        seen[12] = r12;
        seen[13] = r13;
        seen[14] = r14;
        seen[15] = next;
        seen[CPSR] = cpsr;
        observer.step(cpu, at, regHash, pcHash);
    }
}
