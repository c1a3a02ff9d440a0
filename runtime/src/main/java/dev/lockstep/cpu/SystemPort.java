package dev.lockstep.cpu;

import dev.lockstep.isa.Instruction;
import dev.lockstep.memory.MemoryFault;

/**
 * What a processor has that runs more than the user-mode code of a process: memory that is no
 * {@link dev.lockstep.memory.AddressSpace}, and the instructions of privileged modes. A process has {@link #NONE}.
 *
 * <p>Accesses that hit the soft TLB never come here. What is thrown as a {@link MemoryFault} ends the interpreter's run
 * with the instruction not executed.
 */
public interface SystemPort {
    /** Of a process. */
    SystemPort NONE = new NoSystem();

    /**
     * A load that the soft TLB does not know.
     *
     * @param bytes 1, 2 or 4
     * @return zero-extended, of little-endian bytes
     * @throws MemoryFault when it must not be done
     */
    int load(CpuState cpu, int address, int bytes);

    /**
     * A store that the soft TLB does not know.
     *
     * @param bytes 1, 2 or 4
     * @throws MemoryFault when it must not be done; nothing has changed
     */
    void store(CpuState cpu, int address, int value, int bytes);

    /**
     * An access of several words, or an exclusive one, is not aligned.
     *
     * @param mask alignment in bytes - 1; other than 3 for exclusive accesses only
     * @return the address to use
     * @throws MemoryFault ALIGNMENT
     */
    int misaligned(int address, int mask);

    /**
     * Where the instruction at an address lies.
     *
     * @return a physical address
     * @throws MemoryFault EXECUTE
     */
    int fetchAddress(int address);

    /** The Thumb instruction at a physical address, a multiple of 2, zero-extended. */
    int halfword(int physicalAddress);

    /** The ARM instruction at a physical address, a multiple of 4. */
    int word(int physicalAddress);

    /** A granule has got its first decoded instruction: stores to it must come to {@link #store} from now on. */
    void codeAppeared(CpuState cpu);

    /** Whether instructions of the VFP may be executed now. */
    boolean hasFloatingPoint();

    /** Whether they may in every mode. When that ends, {@link PhysicalCode#forget} must be called. */
    boolean hasFloatingPointForAll();

    /** The loads and stores between the two calls have the rights of user mode. */
    void actAsUser(CpuState cpu, boolean user);

    /**
     * Executes an instruction of {@link dev.lockstep.isa.SystemEncoding}, whose condition holds.
     *
     * @param next address of the one behind it
     * @return the address of the next instruction, or what {@link CpuState#refuse} returns
     */
    int execute(CpuState cpu, Instruction instruction, int next);

    /**
     * The CPSR becomes what the SPSR is.
     *
     * @param next address of the instruction behind the one that does this, which is one of ARM state
     * @param target where to go on
     * @return the same as {@link #execute}
     */
    int returnFromException(CpuState cpu, int next, int target);
}
