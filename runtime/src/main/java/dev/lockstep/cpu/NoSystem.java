package dev.lockstep.cpu;

import dev.lockstep.isa.Instruction;
import dev.lockstep.memory.MemoryFault;

/** The port of a process: there is nothing but user mode, and the memory of its address space. */
final class NoSystem implements SystemPort {
    @Override
    public int load(CpuState cpu, int address, int bytes) {
        throw new MemoryFault(MemoryFault.Kind.READ, address);
    }

    @Override
    public void store(CpuState cpu, int address, int value, int bytes) {
        throw new MemoryFault(MemoryFault.Kind.WRITE, address);
    }

    @Override
    public int misaligned(int address, int mask) {
        throw new MemoryFault(MemoryFault.Kind.ALIGNMENT, address);
    }

    @Override
    public int fetchAddress(int address) {
        throw new MemoryFault(MemoryFault.Kind.EXECUTE, address);
    }

    @Override
    public int halfword(int physicalAddress) {
        throw new MemoryFault(MemoryFault.Kind.EXECUTE, physicalAddress);
    }

    @Override
    public int word(int physicalAddress) {
        throw new MemoryFault(MemoryFault.Kind.EXECUTE, physicalAddress);
    }

    @Override
    public void codeAppeared(CpuState cpu) {
        // An address space notices stores to code by itself.
    }

    @Override
    public boolean hasFloatingPoint() {
        return true;
    }

    @Override
    public boolean hasFloatingPointForAll() {
        return true;
    }

    @Override
    public void actAsUser(CpuState cpu, boolean user) {
        // It is user mode.
    }

    @Override
    public int execute(CpuState cpu, Instruction instruction, int next) {
        return cpu.refuse(Fault.Kind.UNDEFINED, next - instruction.size());
    }

    @Override
    public int returnFromException(CpuState cpu, int next, int target) {
        return cpu.refuse(Fault.Kind.UNPREDICTABLE, next - Integer.BYTES);
    }
}
