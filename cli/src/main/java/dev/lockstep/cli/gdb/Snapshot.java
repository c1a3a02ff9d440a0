package dev.lockstep.cli.gdb;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.vfp.VfpState;

/**
 * A process as it was at a moment between two of its system calls: its registers, and a fork of its memory, which costs the same
 * whatever the size, and only what is stored to later is copied.
 */
final class Snapshot implements AutoCloseable {
    private final long time;
    private final int budget;
    private final int[] registers;
    private final int cpsr;
    private final int regHash;
    private final int pcHash;
    private final long silent;
    private final int threadId;
    private final boolean exclusive;
    private final int exclusiveAddress;
    private final VfpState floats;
    private final AddressSpace space;
    private final CodeSpace code;

    /** Takes one of the process that is switched in. */
    Snapshot(CpuState cpu, long time) {
        this.time = time;
        budget = cpu.budget;
        registers = cpu.r.clone();
        cpsr = cpu.cpsr();
        regHash = cpu.regHash;
        pcHash = cpu.pcHash;
        silent = cpu.silent;
        threadId = cpu.threadId;
        exclusive = cpu.exclusive;
        exclusiveAddress = cpu.exclusiveAddress;
        floats = cpu.vfp.copy();
        space = cpu.space.fork();
        code = cpu.code.forChild();
        cpu.takeTags();
    }

    /** The moment. */
    long time() {
        return time;
    }

    /** Makes the process what it was. May be done any number of times. */
    void restore(CpuState cpu) {
        cpu.budget = budget;
        System.arraycopy(registers, 0, cpu.r, 0, registers.length);
        cpu.setCpsr(cpsr);
        cpu.regHash = regHash;
        cpu.pcHash = pcHash;
        cpu.silent = silent;
        cpu.threadId = threadId;
        cpu.exclusive = exclusive;
        cpu.exclusiveAddress = exclusiveAddress;
        cpu.vfp.copyFrom(floats);
        int root = space.forkTables();
        cpu.space.close();
        cpu.space.enterTables(root);
        cpu.code.release();
        cpu.code = code.forChild();
        cpu.interpretNext = false;
        cpu.forgetFetched();
        cpu.takeTags();
    }

    /** Gives its memory back. */
    @Override
    public void close() {
        space.close();
        code.release();
    }
}
