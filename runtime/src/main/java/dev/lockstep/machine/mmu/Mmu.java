package dev.lockstep.machine.mmu;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * The memory management unit: virtual addresses to physical ones, and who may do what there (TRM chapter 6, ARM ARM part B
 * chapter 4).
 *
 * <p>The guest's settings are its {@link #registers}. The TLB is a real one: what the guest changes in its tables, or in
 * TTBR0, is not seen as long as an entry for the address is there. Domains and permissions are looked at on each use. A
 * coherent MMU is the forgiving choice: except for locked entries it walks the tables anew for each translation.
 *
 * <p>The core keeps what it was told and forgets it all when {@link #onChange} says so. A coherent MMU must hear of stores
 * to tables for that: see {@link #holdsDescriptors}.
 */
public final class Mmu {
    private static final int LOCKDOWN_BITS = 0x1c00_0001;
    private static final int VICTIM_SHIFT = 26;
    private static final int GRANULE_SHIFT = 8;

    private final Tlb tlb = new Tlb();
    private final TranslationRegisters registers;
    private final TableWalk walk;

    /** The same without a trace. */
    private final TableWalk look;

    private final boolean coherent;
    private final BitSet descriptorGranules = new BitSet();

    private Runnable changed = () -> {};
    private MmuListener listener = MmuListener.NOBODY;
    private Consumer<Supplier<String>> removals = what -> {};
    private int lockdown;
    private int lockable;

    /**
     * An MMU that is off, with a real TLB, whose tables can be read wherever they are.
     *
     * @param word reads a word of physical memory
     */
    public Mmu(IntUnaryOperator word) {
        this(word, address -> true, false);
    }

    /**
     * An MMU that is off.
     *
     * @param word reads a word of physical memory; the address is a multiple of 4
     * @param present whether there is anything at a physical address; a walk that goes elsewhere is an external abort
     * @param coherent whether forgotten TLB maintenance is forgiven
     */
    public Mmu(IntUnaryOperator word, IntPredicate present, boolean coherent) {
        this.coherent = coherent;
        this.registers = new TranslationRegisters(coherent, () -> changed.run());
        TranslationTables tables = registers.tables();
        IntUnaryOperator read = coherent ? address -> readNoted(word, address) : word;
        this.walk = new TableWalk(address -> told(address, read.applyAsInt(address)), present, tables);
        this.look = new TableWalk(word, present, tables);
    }

    /** What the guest has set. */
    public TranslationRegisters registers() {
        return registers;
    }

    /** Who is to be told when a translation given before may no longer hold. It may be called from within translate. */
    public void onChange(Runnable listener) {
        changed = listener;
    }

    /**
     * Whether translations depend on what lies in the 256 bytes around a physical address. Only a coherent MMU ever says
     * yes; a store there must be told to {@link #descriptorsWritten}.
     */
    public boolean holdsDescriptors(int physical) {
        return coherent && descriptorGranules.get(physical >>> GRANULE_SHIFT);
    }

    /** A store went to an address of which {@link #holdsDescriptors} is true. */
    public void descriptorsWritten(int physical) {
        if (holdsDescriptors(physical)) {
            changed.run();
        }
    }

    /** From now on somebody is told of walks and refusals. */
    public void onWalk(MmuListener other) {
        listener = other;
    }

    /** From now on somebody is told in words when the guest removes entries from the TLB, whether there are any or not. */
    public void onRemoval(Consumer<Supplier<String>> other) {
        removals = other;
    }

    private int told(int address, int descriptor) {
        listener.read(address, descriptor);
        return descriptor;
    }

    private int readNoted(IntUnaryOperator word, int address) {
        int granule = address >>> GRANULE_SHIFT;
        if (!descriptorGranules.get(granule)) {
            descriptorGranules.set(granule);
            changed.run();
        }
        return word.applyAsInt(address);
    }

    /**
     * The physical address of a virtual one. Allocates only on a TLB miss.
     *
     * @param address any; alignment is {@link #alignmentFaults}'s
     * @throws Abort when there is no translation, or it does not permit the access
     */
    public int translate(int address, Access access, boolean privileged) throws Abort {
        int mva = modified(address);
        if (!registers.on()) {
            return mva;
        }
        try {
            TlbEntry entry = entry(mva, access);
            check(entry, mva, access, privileged);
            return entry.physical(mva);
        } catch (Abort abort) {
            listener.refused(abort);
            throw abort;
        }
    }

    /** The physical address of a virtual one whatever the rights, with nothing changed; empty when there is none. */
    public OptionalInt look(int address) {
        int mva = modified(address);
        if (!registers.on()) {
            return OptionalInt.of(mva);
        }
        int asid = registers.asid();
        TlbEntry entry = coherent ? tlb.findLocked(mva, asid) : tlb.find(mva, asid);
        try {
            TlbEntry found = entry.valid() ? entry : look.walk(mva, registers.extended(), asid, Access.READ);
            return OptionalInt.of(found.physical(mva));
        } catch (Abort abort) {
            return OptionalInt.empty();
        }
    }

    /** The address as the fast context switch extension modifies it (ARM ARM B8.2): the first 32 MB are the process's. */
    public int modified(int address) {
        return address >>> 25 == 0 ? address | registers.processId() : address;
    }

    private TlbEntry entry(int mva, Access access) throws Abort {
        int asid = registers.asid();
        TlbEntry found = coherent ? tlb.findLocked(mva, asid) : tlb.find(mva, asid);
        if (found.valid()) {
            return found;
        }
        TlbEntry walked = walk.walk(mva, registers.extended(), asid, access);
        listener.filled(mva, walked);
        if (accessBitClear(walked, mva)) {
            throw accessFault(walked, mva, access);
        }
        keep(walked);
        return walked;
    }

    private void keep(TlbEntry entry) {
        if ((lockdown & 1) != 0) {
            int victim = lockdown >>> VICTIM_SHIFT;
            boolean replaced = tlb.lockable(victim).valid();
            tlb.lock(victim, entry);
            lockdown = (victim + 1 & 7) << VICTIM_SHIFT | 1;
            if (replaced) {
                changed.run();
            }
        } else if (!coherent && tlb.insert(entry)) {
            changed.run();
        }
    }

    private boolean accessBitClear(TlbEntry entry, int mva) {
        return registers.forcesAccessBit() && (entry.permissions(mva) & 1) == 0;
    }

    private static Abort accessFault(TlbEntry entry, int mva, Access access) {
        FaultStatus status = entry.section() ? FaultStatus.ACCESS_SECTION : FaultStatus.ACCESS_PAGE;
        return new Abort(status, entry.domain(), mva, access);
    }

    /** The order of TRM table 6-11: access bit, domain, permission. */
    private void check(TlbEntry entry, int mva, Access access, boolean privileged) throws Abort {
        if (accessBitClear(entry, mva)) {
            throw accessFault(entry, mva, access);
        }
        switch (registers.domains() >>> 2 * entry.domain() & 3) {
            case 1:
                if (!Permissions.permit(entry, mva, access, privileged, registers.control())) {
                    FaultStatus status = entry.section() ? FaultStatus.PERMISSION_SECTION : FaultStatus.PERMISSION_PAGE;
                    throw new Abort(status, entry.domain(), mva, access);
                }
                break;
            case 3:
                break;
            default:
                throw new Abort(
                        entry.section() ? FaultStatus.DOMAIN_SECTION : FaultStatus.DOMAIN_PAGE,
                        entry.domain(),
                        mva,
                        access);
        }
    }

    /** Whether single loads and stores may lie anywhere ({@link TranslationRegisters#unalignedAllowed}). */
    public boolean unalignedAllowed() {
        return registers.unalignedAllowed();
    }

    /** Whether memory is big-endian, word by word ({@link TranslationRegisters#wordInvariant}). */
    public boolean wordInvariant() {
        return registers.wordInvariant();
    }

    /** The context id, with which breakpoints and watchpoints are compared. */
    public int contextId() {
        return registers.contextId();
    }

    /**
     * Whether an access takes an alignment fault (TRM 4.2.1, ARM ARM table A2-10). It comes before all other faults, with the
     * MMU on or off. Where it does not, and U is clear, the core rotates or drops the low address bits as ARMv5 does.
     *
     * @param bytes 1, 2, 4 or 8; of {@link MemoryAccess#MULTIPLE} it is taken to be 4
     */
    public boolean alignmentFaults(int address, int bytes, MemoryAccess kind) {
        boolean checked = registers.alignmentChecked();
        boolean unaligned = registers.unalignedAllowed();
        return switch (kind) {
            case SINGLE -> checked && (address & bytes - 1) != 0;
            case MULTIPLE -> (checked || unaligned) && (address & 3) != 0;
            case DOUBLE -> unaligned ? (address & 3) != 0 : checked && (address & 7) != 0;
            case EXCLUSIVE -> (checked || unaligned) && (address & bytes - 1) != 0;
        };
    }

    /** The data abort of an access that {@link #alignmentFaults}. */
    public Abort alignmentAbort(int address, Access access) {
        return new Abort(FaultStatus.ALIGNMENT, 0, modified(address), access);
    }

    /** What a translation operation leaves in the PA register (TRM 3.2.22, tables 3-77 and 3-78). */
    public int physicalAddressRegister(int address, Access access, boolean privileged) {
        int mva = modified(address);
        if (!registers.on()) {
            return mva & ~0x3ff | MemoryAttributes.withoutTranslation();
        }
        try {
            TlbEntry entry = entry(mva, access);
            check(entry, mva, access, privileged);
            int attributes = registers.remapsTypes()
                    ? MemoryAttributes.remapped(
                            entry.memoryType(), entry.shared(), registers.primaryRemap(), registers.normalRemap())
                    : MemoryAttributes.of(entry.memoryType(), entry.shared());
            return entry.physical(mva) & ~0x3ff | (entry.nonSecureMemory() ? 1 << 9 : 0) | attributes;
        } catch (Abort abort) {
            return abort.status().code() << 1 | 1;
        }
    }

    /** Whether an access that is permitted goes to strongly ordered memory (TRM 6.6.1). */
    public boolean stronglyOrdered(int address, Access access, boolean privileged) {
        return MemoryAttributes.isStronglyOrdered(physicalAddressRegister(address, access, privileged));
    }

    /** The domain of an address, 0 to 15; 0 where nothing is mapped. */
    public int domain(int address) {
        try {
            return registers.on() ? entry(modified(address), Access.READ).domain() : 0;
        } catch (Abort abort) {
            return 0;
        }
    }

    /** TLB lockdown register c10: victim in bits 28 to 26, P in bit 0 (TRM 3.2.32). */
    public int lockdown() {
        return lockdown;
    }

    /** Writes it: with P set, walks place entries among the lockable ones, beginning with the victim. */
    public void lockdown(int value) {
        lockdown = value & LOCKDOWN_BITS;
    }

    /** Which lockable entry {@link #lockableEntry} means, 0 to 7 (c15, TLB lockdown index). */
    public int lockableIndex() {
        return lockable;
    }

    /** Chooses it. */
    public void lockableIndex(int value) {
        lockable = value & 7;
    }

    /** The lockable entry that was chosen. */
    public TlbEntry lockableEntry() {
        return tlb.lockable(lockable);
    }

    /** Writes it. */
    public void lockableEntry(TlbEntry entry) {
        tlb.lock(lockable, entry);
        changed.run();
    }

    /** Removes all TLB entries that are not locked. */
    public void invalidateTlb() {
        removals.accept(() -> "of all that is not locked");
        tlb.invalidateUnlocked();
        changed.run();
    }

    /**
     * Removes the TLB entries for an address, locked or not.
     *
     * @param value modified virtual address in bits 31 to 12, ASID in bits 7 to 0
     */
    public void invalidateTlb(int value) {
        removals.accept(() -> "of 0x%08x in ASID %d".formatted(value & ~0xfff, value & 0xff));
        tlb.invalidate(value & ~0xfff, value & 0xff);
        changed.run();
    }

    /** Removes the TLB entries of one address space, 0 to 255, locked or not; global ones stay. */
    public void invalidateTlbAsid(int asid) {
        removals.accept(() -> "of ASID " + (asid & 0xff));
        tlb.invalidateAsid(asid & 0xff);
        changed.run();
    }

    /** A number that differs, in all likelihood, when what the TLB holds does. */
    public int tlbHash() {
        return tlb.hash();
    }
}
