package dev.lockstep.machine.cp15;

import static dev.lockstep.machine.Coprocessor.register;

import dev.lockstep.machine.Coprocessor;
import dev.lockstep.machine.UndefinedAccessException;
import dev.lockstep.machine.mmu.Abort;
import dev.lockstep.machine.mmu.Access;
import dev.lockstep.machine.mmu.FaultStatus;
import dev.lockstep.machine.mmu.Mmu;
import dev.lockstep.machine.mmu.TlbEntry;
import dev.lockstep.machine.mmu.TranslationRegisters;

/**
 * Coprocessor 15, the system control coprocessor, as the secure world sees it (TRM chapter 3): what is here, and where in the
 * machine it has an effect. Bits that have none are kept and read back where the part keeps them.
 */
public final class SystemControl implements Coprocessor {
    /** The control register after reset, with the pins for big-endian, high vectors and unaligned access low. */
    private static final int CONTROL_RESET = 0x0005_0078;

    private static final int CONTROL_BITS = 0x33e0_fb87;
    private static final int EXCEPTIONS_BIG_ENDIAN = 1 << 25;
    private static final int VECTORED_INTERRUPTS = 1 << 24;
    private static final int FAST_INTERRUPTS = 1 << 21;
    private static final int LOAD_KEEPS_STATE = 1 << 15;
    private static final int HIGH_VECTORS = 1 << 13;

    private static final int AUXILIARY_RESET = 7;
    private static final int AUXILIARY_BITS = 0xf000_007f;
    /** Of the coprocessors that have access bits only 10 and 11, the VFP, are there. */
    private static final int ACCESS_BITS = 0x00f0_0000;

    private static final int HIGH_VECTOR_BASE = 0xffff_0000;
    private static final int CACHE_LOCKDOWN_RESET = 0xffff_fff0;

    private final RegisterTable table = new RegisterTable("p15");
    private final Mmu mmu;
    private final TranslationRegisters translation;
    private final SystemHooks hooks;
    private final FaultRegisters faults = new FaultRegisters();
    private final PerformanceMonitor performance;
    private final int[] threadIds = new int[3];
    private int control = CONTROL_RESET;
    private int auxiliary = AUXILIARY_RESET;
    private int coprocessorAccess;
    private int vectorBase;
    private int userValidation;

    /** After reset. */
    public SystemControl(Mmu mmu, SystemHooks hooks) {
        this.mmu = mmu;
        this.translation = mmu.registers();
        this.hooks = hooks;
        performance = new PerformanceMonitor(hooks);
        translation.control(control);
        IdRegisters.addTo(table);
        addControl();
        addTranslation();
        faults.addTo(table);
        CacheOperations.addTo(table, mmu, hooks);
        addTlb();
        addCacheLockdown();
        addVectors();
        addProcess();
        addValidation();
        performance.addTo(table, () -> (userValidation & 1) != 0);
    }

    @Override
    public int read(int register, boolean privileged) throws UndefinedAccessException {
        return table.read(register, privileged);
    }

    @Override
    public void write(int register, int value, boolean privileged) throws UndefinedAccessException {
        table.write(register, value, privileged);
    }

    /**
     * MCRR: an operation on the caches for a range of addresses, which does nothing here.
     *
     * @throws UndefinedAccessException when there is no such operation, or not in this mode
     */
    public void writePair(int opc, int crm, boolean privileged) throws UndefinedAccessException {
        CacheOperations.range(opc, crm, privileged);
    }

    /** c1: TRM 3.2.7 to 3.2.12. */
    private void addControl() {
        table.add(register(0, 1, 0, 0), "control", () -> control, this::control);
        table.add(
                register(0, 1, 0, 1),
                "auxiliary control",
                () -> auxiliary,
                value -> auxiliary = value & AUXILIARY_BITS);
        table.add(
                register(0, 1, 0, 2),
                "CPACR",
                () -> coprocessorAccess,
                value -> coprocessorAccess = value & ACCESS_BITS);
        // NS (bit 0 of SCR) stays clear: there is no other world to go to.
        keep(register(0, 1, 1, 0), "SCR", 0, 0x7e);
        keep(register(0, 1, 1, 1), "SDER", 0, 3);
        keep(register(0, 1, 1, 2), "NSACR", 0, 0x0007_0c00);
    }

    private void control(int value) {
        control = value & CONTROL_BITS | CONTROL_RESET & ~CONTROL_BITS;
        translation.control(control);
        hooks.controlChanged();
    }

    /** c2, c3: TRM 3.2.13 to 3.2.16. */
    private void addTranslation() {
        table.add(register(0, 2, 0, 0), "TTBR0", translation::tableBase0, translation::tableBase0);
        table.add(register(0, 2, 0, 1), "TTBR1", translation::tableBase1, translation::tableBase1);
        table.add(register(0, 2, 0, 2), "TTBCR", translation::tableControl, translation::tableControl);
        table.add(register(0, 3, 0, 0), "DACR", translation::domains, translation::domains);
    }

    /** c8, c10 and the lockdown registers of c15: TRM 3.2.23, 3.2.32, 3.2.33, 3.2.60. The TLB is a unified one. */
    private void addTlb() {
        for (int crm = 5; crm <= 7; crm++) {
            table.addOperation(register(0, 8, crm, 0), "invalidate TLB", value -> mmu.invalidateTlb());
            table.addOperation(register(0, 8, crm, 1), "invalidate TLB by MVA", mmu::invalidateTlb);
            table.addOperation(register(0, 8, crm, 2), "invalidate TLB by ASID", mmu::invalidateTlbAsid);
        }
        table.add(register(0, 10, 0, 0), "TLB lockdown", mmu::lockdown, mmu::lockdown);
        table.add(register(0, 10, 2, 0), "PRRR", translation::primaryRemap, translation::primaryRemap);
        table.add(register(0, 10, 2, 1), "NMRR", translation::normalRemap, translation::normalRemap);
        table.add(register(5, 15, 4, 2), "TLB lockdown index", mmu::lockableIndex, mmu::lockableIndex);
        table.add(
                register(5, 15, 5, 2),
                "TLB lockdown VA",
                () -> mmu.lockableEntry().va(),
                value -> {
                    TlbEntry entry = mmu.lockableEntry();
                    mmu.lockableEntry(new TlbEntry(value, entry.pa(), entry.attributes()));
                });
        table.add(
                register(5, 15, 6, 2),
                "TLB lockdown PA",
                () -> mmu.lockableEntry().pa(),
                value -> {
                    TlbEntry entry = mmu.lockableEntry();
                    mmu.lockableEntry(new TlbEntry(entry.va(), value, entry.attributes()));
                });
        table.add(
                register(5, 15, 7, 2),
                "TLB lockdown attributes",
                () -> mmu.lockableEntry().attributes(),
                value -> {
                    TlbEntry entry = mmu.lockableEntry();
                    mmu.lockableEntry(new TlbEntry(entry.va(), entry.pa(), value));
                });
    }

    /** c9: TRM 3.2.24 to 3.2.31. There is no tightly coupled memory, whose registers read zero and keep nothing. */
    private void addCacheLockdown() {
        keepOver(register(0, 9, 0, 0), "data cache lockdown", CACHE_LOCKDOWN_RESET, 0xf);
        keepOver(register(0, 9, 0, 1), "instruction cache lockdown", CACHE_LOCKDOWN_RESET, 0xf);
        keep(register(0, 9, 1, 0), "data TCM region", 0, 0);
        keep(register(0, 9, 1, 1), "instruction TCM region", 0, 0);
        keep(register(0, 9, 1, 2), "data TCM non-secure control", 0, 0);
        keep(register(0, 9, 1, 3), "instruction TCM non-secure control", 0, 0);
        keep(register(0, 9, 2, 0), "TCM selection", 0, 0);
        keep(register(0, 9, 8, 0), "cache behaviour override", 0, 0x3f);
    }

    /** c12: TRM 3.2.43 to 3.2.45. */
    private void addVectors() {
        table.add(register(0, 12, 0, 0), "VBAR", () -> vectorBase, value -> vectorBase = value & ~0x1f);
        keep(register(0, 12, 0, 1), "MVBAR", 0, ~0x1f);
        table.addReadOnly(
                register(0, 12, 1, 0),
                "ISR",
                () -> (hooks.abortPending() ? 1 << 8 : 0)
                        | (hooks.irqPending() ? 1 << 7 : 0)
                        | (hooks.fiqPending() ? 1 << 6 : 0));
    }

    /** c13: TRM 3.2.46 to 3.2.48. User mode reads and writes the first thread id, and reads the second. */
    private void addProcess() {
        table.add(register(0, 13, 0, 0), "FCSE process id", translation::processId, translation::processId);
        table.add(register(0, 13, 0, 1), "context id", translation::contextId, translation::contextId);
        table.addForAll(register(0, 13, 0, 2), "user thread id", () -> threadIds[0], value -> threadIds[0] = value);
        table.add(
                register(0, 13, 0, 3),
                "user read-only thread id",
                () -> threadIds[1],
                () -> true,
                value -> threadIds[1] = value,
                () -> false);
        table.add(register(0, 13, 0, 4), "privileged thread id", () -> threadIds[2], value -> threadIds[2] = value);
    }

    /** c15: TRM 3.2.49, 3.2.50, 3.2.55 to 3.2.59. Nothing validates this system: the counters are the performance monitor's. */
    private void addValidation() {
        keep(register(0, 15, 2, 4), "peripheral port memory remap", 0, 0xffff_f01f);
        table.add(
                register(0, 15, 9, 0),
                "access validation control",
                () -> userValidation,
                value -> userValidation = value & 0xf);
        table.addForAll(register(0, 15, 12, 7), "external debug request counter", () -> 0, value -> {});
        for (int opc1 = 0; opc1 < 8; opc1++) {
            for (int opc2 = 0; opc2 < 8; opc2++) {
                table.addForAll(register(opc1, 15, 13, opc2), "system validation operation", () -> 0, value -> {});
            }
        }
        keep(register(0, 15, 14, 0), "system validation cache size mask", 0x6655, 0x7777);
        for (int opc2 = 0; opc2 < 8; opc2++) {
            keep(register(3, 15, 8, opc2), "instruction cache master valid", 0, -1);
            keep(register(3, 15, 12, opc2), "data cache master valid", 0, -1);
        }
    }

    /** A register without effect: what was written, in the bits that are there. */
    private void keep(int register, String name, int reset, int bits) {
        keepOver(register, name, reset & bits, bits);
    }

    /** The same where the other bits read as after reset. */
    private void keepOver(int register, String name, int reset, int bits) {
        int[] value = {reset};
        table.add(register, name, () -> value[0], written -> value[0] = written & bits | reset & ~bits);
    }

    /** Where the exception vectors are: VBAR, or 0xffff0000 with control bit V. */
    public int vectorBase() {
        return (control & HIGH_VECTORS) != 0 ? HIGH_VECTOR_BASE : vectorBase;
    }

    /** Where reset goes, wherever the other vectors are: 0, or 0xffff0000 with control bit V. */
    public int resetVector() {
        return (control & HIGH_VECTORS) != 0 ? HIGH_VECTOR_BASE : 0;
    }

    /** Control bit EE: exceptions are entered with data big-endian (CPSR E). */
    public boolean bigEndianExceptions() {
        return (control & EXCEPTIONS_BIG_ENDIAN) != 0;
    }

    /** Control bit VE: the normal interrupt comes with a vector of its own. No controller on this board gives one. */
    public boolean vectoredInterrupts() {
        return (control & VECTORED_INTERRUPTS) != 0;
    }

    /** Control bit FI: external aborts of loads are precise (TRM 2.12.10). */
    public boolean fastInterrupts() {
        return (control & FAST_INTERRUPTS) != 0;
    }

    /** Control bit L4: loading the pc does not switch to Thumb state. */
    public boolean loadsKeepState() {
        return (control & LOAD_KEEPS_STATE) != 0;
    }

    /** CPACR: two bits a coprocessor; 0 none, 1 privileged modes, 3 all may use it. */
    public int coprocessorAccess() {
        return coprocessorAccess;
    }

    /** The thread id register that privileged modes have for themselves (TRM 3.2.48). */
    public int privilegedThreadId() {
        return threadIds[2];
    }

    /** A number that differs, in all likelihood, when a register does that does not count by itself. */
    public int hash() {
        return table.hash(register -> (register & 0xff0) != PerformanceMonitor.REGISTERS);
    }

    /** WFAR, which coprocessor 14 has too. */
    public int watchpointAddress() {
        return faults.watchpointAddress;
    }

    /** Writes it. */
    public void watchpointAddress(int value) {
        faults.watchpointAddress = value;
    }

    /** An access was refused: fills the fault registers of data or of prefetch aborts. */
    public void record(Abort abort) {
        if (abort.access() == Access.FETCH) {
            recordPrefetchAbort(abort.status(), abort.address());
        } else {
            recordDataAbort(abort.status(), abort.domain(), abort.address(), abort.access() == Access.WRITE);
        }
    }

    /**
     * A data abort is taken. FAR stays as it is for an imprecise abort; a watchpoint's is the address that triggered it, in
     * this part (TRM 3.2.19 and 13.8.5).
     *
     * @param domain 0 to 15
     * @param address the modified virtual address
     */
    public void recordDataAbort(FaultStatus status, int domain, int address, boolean write) {
        faults.dataStatus =
                status.statusBits() | (write ? 1 << 11 : 0) | (status.domainValid() ? (domain & 0xf) << 4 : 0);
        if (status != FaultStatus.IMPRECISE_EXTERNAL) {
            faults.dataAddress = address;
        }
    }

    /**
     * A prefetch abort is taken. IFAR is never updated by a debug event (TRM 13.8.5).
     *
     * @param address of the instruction, modified
     */
    public void recordPrefetchAbort(FaultStatus status, int address) {
        faults.instructionStatus = status.statusBits();
        if (status != FaultStatus.DEBUG) {
            faults.instructionAddress = address;
        }
    }
}
