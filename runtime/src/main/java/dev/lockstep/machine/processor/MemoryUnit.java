package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.PhysicalCode;
import dev.lockstep.machine.bus.PhysicalMemory;
import dev.lockstep.machine.debug.DebugUnit;
import dev.lockstep.machine.mmu.Abort;
import dev.lockstep.machine.mmu.Access;
import dev.lockstep.machine.mmu.FaultStatus;
import dev.lockstep.machine.mmu.MemoryAccess;
import dev.lockstep.machine.mmu.Mmu;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Granule;
import dev.lockstep.memory.MemoryFault;
import java.util.Arrays;
import java.util.Optional;

/**
 * Leads loads, stores and fetches through the MMU to RAM and devices.
 *
 * <p>What lies in RAM is kept in the soft TLB, under a tag for user mode and one for privileged modes, each of which an
 * otherwise empty {@link AddressSpace} gives. Both are taken anew whenever the MMU's answers change. Never kept are granules
 * with a watchpoint, and for stores those with decoded code, or with descriptors that a coherent MMU has read.
 */
final class MemoryUnit {
    private static final int FETCH_PAGES = 64;
    private static final int PAGE_SHIFT = 10;
    private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
    private static final int NOTHING = 1;
    private static final int MOST_WORDS = 16;

    private final AddressSpaces tags = new AddressSpaces(1 << 20);
    private final AddressSpace forPrivileged = tags.create();
    private final AddressSpace forUser = tags.create();
    private final PhysicalMemory memory;
    private final Mmu mmu;
    private final DebugUnit debug;
    private final PhysicalCode code;
    private final Clock clock;

    /** Pages of 1 KB, the smallest, that were fetched from: virtual by index, {@link #NOTHING} where none, and physical. */
    private final int[] fetchTags = new int[2 * FETCH_PAGES];

    private final int[] fetchPages = new int[2 * FETCH_PAGES];

    /** What the current instruction has read from devices: LDM reads everything twice, a device must be read once. */
    private final int[] readAddresses = new int[MOST_WORDS];

    private final int[] readValues = new int[MOST_WORDS];
    private int reads;
    private long readAt = -1;

    private final BusErrors busErrors;
    private long deviceAccesses;
    private boolean privileged = true;

    /** The abort of the last access that was refused. */
    private Abort refused;

    /** A watchpoint that the last instruction has hit; valid if {@link #watched}. */
    private WatchHit watchHit;

    private boolean watched;

    /** Where an instruction was fetched from that is no memory; valid if {@link #lost}. */
    private int lostAt;

    private boolean lost;

    /** The processor's time and who runs it. */
    interface Clock {
        /** Instructions that have retired. */
        long now();

        /** The current instruction is the last of this run: something has happened that must be looked at. */
        void endRun();
    }

    MemoryUnit(PhysicalMemory memory, Mmu mmu, DebugUnit debug, PhysicalCode code, BusErrors busErrors, Clock clock) {
        this.memory = memory;
        this.busErrors = busErrors;
        this.mmu = mmu;
        this.debug = debug;
        this.code = code;
        this.clock = clock;
        refused = new Abort(FaultStatus.ALIGNMENT, 0, 0, Access.READ);
        watchHit = new WatchHit(refused, 0);
        Arrays.fill(fetchTags, NOTHING);
    }

    /** For the processor that is to be made. */
    AddressSpaces tags() {
        return tags;
    }

    /** The one whose tags a processor begins with. */
    AddressSpace space() {
        return forPrivileged;
    }

    /** The rights of loads and stores from now on. */
    void use(CpuState cpu, boolean asPrivileged) {
        privileged = asPrivileged;
        cpu.space = asPrivileged ? forPrivileged : forUser;
        cpu.takeTags();
    }

    /** Nothing that was known of translations holds any longer. */
    void forget(CpuState cpu) {
        forPrivileged.enterTables(forPrivileged.root());
        forUser.enterTables(forUser.root());
        cpu.takeTags();
        Arrays.fill(fetchTags, NOTHING);
        cpu.forgetFetched();
    }

    /** A granule of code is not to be written without notice any longer; which addresses lead to it, nobody knows. */
    void codeAppeared(CpuState cpu) {
        forPrivileged.enterTables(forPrivileged.root());
        forUser.enterTables(forUser.root());
        cpu.takeTags();
    }

    /** A device has stored to RAM. */
    void storedByDevice(int physical) {
        if (code.holds(physical)) {
            code.afterStore(physical & -Integer.BYTES, Integer.BYTES);
        }
    }

    /** A byte of RAM changes as if the processor had stored it, whatever the rights. */
    void poke(int physical, int value) {
        if (code.holds(physical)) {
            code.afterStore(physical, 1);
        }
        memory.write(physical, value, 1);
        mmu.descriptorsWritten(physical);
    }

    /** Why the last access was refused. */
    Abort refused() {
        return refused;
    }

    /**
     * An access that a watchpoint was waiting for.
     *
     * @param abort what the fault registers are to hold
     * @param fault what WFAR is to hold: the instruction's address and 8, in Thumb state 4
     */
    record WatchHit(Abort abort, int fault) {}

    /** The watchpoint that an instruction has hit which has retired by now, once. */
    Optional<WatchHit> takeWatchHit() {
        if (!watched) {
            return Optional.empty();
        }
        watched = false;
        return Optional.of(watchHit);
    }

    /** The instruction has not retired: it takes another exception, and what it did has not happened. */
    void instructionFaulted() {
        watched = false;
        reads = 0;
    }

    /** How many accesses to devices there were. */
    long deviceAccesses() {
        return deviceAccesses;
    }

    /** Whether an instruction was fetched from where no memory is. */
    boolean isLost() {
        return lost;
    }

    /** Where. */
    int lostAt() {
        return lostAt;
    }

    int fetchAddress(int address, boolean asPrivileged) {
        int index = address >>> PAGE_SHIFT & FETCH_PAGES - 1 | (asPrivileged ? FETCH_PAGES : 0);
        int page = address & ~PAGE_MASK;
        if (fetchTags[index] != page) {
            int physical = translate(address, Access.FETCH, asPrivileged);
            if (!memory.isRam(physical)) {
                lost = true;
                lostAt = physical;
                throw new MemoryFault(MemoryFault.Kind.EXECUTE, address);
            }
            fetchTags[index] = page;
            fetchPages[index] = physical & ~PAGE_MASK;
        }
        return fetchPages[index] | address & PAGE_MASK;
    }

    /** The Thumb instruction at a physical address. */
    int halfword(int physical) {
        return memory.read(renamed(physical, Short.BYTES), Short.BYTES);
    }

    /** The ARM instruction at one. */
    int word(int physical) {
        return memory.read(physical, Integer.BYTES);
    }

    /** Where the bytes of an aligned access lie when memory is word-invariant and big-endian (TRM 4.4.1). */
    private int renamed(int physical, int bytes) {
        return mmu.wordInvariant() ? physical ^ Integer.BYTES - bytes : physical;
    }

    /** Whether the soft TLB may know where an address's granule lies, for it and all accesses that are aligned. */
    private boolean mayBeKept(int address) {
        return !mmu.wordInvariant() && !debug.watchesWithin(address & -Granule.BYTES, Granule.BYTES);
    }

    int load(CpuState cpu, int address, int bytes) {
        if ((address & bytes - 1) != 0) {
            return loadUnaligned(cpu, address, bytes);
        }
        checkWatchpoint(cpu, address, bytes, false);
        int physical = renamed(translate(address, Access.READ, privileged), bytes);
        if (!memory.isRam(physical)) {
            return loadFromDevice(address, physical, bytes);
        }
        if (mayBeKept(address)) {
            int start = memory.at(physical & -Granule.BYTES);
            cpu.tlb.fillRead(cpu.space, address, memory.chunk(physical), start);
        }
        return memory.read(physical, bytes);
    }

    /** With control bit U clear the word that holds the address is rotated (ARM ARM A2.7.1). */
    private int loadUnaligned(CpuState cpu, int address, int bytes) {
        checkAlignment(address, bytes, MemoryAccess.SINGLE);
        if (!mmu.unalignedAllowed()) {
            int word = load(cpu, address & -bytes, bytes);
            return bytes == Integer.BYTES ? Integer.rotateRight(word, Byte.SIZE * (address & 3)) : word;
        }
        checkWatchpoint(cpu, address, bytes, false);
        translateBoth(address, bytes, Access.READ);
        int value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << Byte.SIZE | load(cpu, address + i, 1);
        }
        return value;
    }

    private int loadFromDevice(int address, int physical, int bytes) {
        if (busErrors.refuses(physical)) {
            return refuseOnBus(address, Access.READ);
        }
        long now = clock.now();
        deviceAccesses++;
        if (now != readAt) {
            readAt = now;
            reads = 0;
        }
        for (int i = 0; i < reads; i++) {
            if (readAddresses[i] == physical) {
                return readValues[i];
            }
        }
        memory.advance(now);
        int value = memory.read(physical, bytes);
        if (reads < MOST_WORDS) {
            readAddresses[reads] = physical;
            readValues[reads] = value;
            reads++;
        }
        clock.endRun();
        return value;
    }

    void store(CpuState cpu, int address, int value, int bytes) {
        if ((address & bytes - 1) != 0) {
            storeUnaligned(cpu, address, value, bytes);
            return;
        }
        checkWatchpoint(cpu, address, bytes, true);
        int physical = renamed(translate(address, Access.WRITE, privileged), bytes);
        if (!memory.isRam(physical)) {
            storeToDevice(address, physical, value, bytes);
            return;
        }
        if (code.holds(physical)) {
            code.afterStore(physical & -Integer.BYTES, Integer.BYTES);
            memory.write(physical, value, bytes);
        } else if (mmu.holdsDescriptors(physical)) {
            memory.write(physical, value, bytes);
            mmu.descriptorsWritten(physical);
        } else {
            if (mayBeKept(address)) {
                int start = memory.at(physical & -Granule.BYTES);
                cpu.tlb.fillWrite(cpu.space, address, memory.chunk(physical), start, true);
            }
            memory.write(physical, value, bytes);
        }
    }

    private void storeToDevice(int address, int physical, int value, int bytes) {
        if (busErrors.refuses(physical)) {
            refuseOnBus(address, Access.WRITE);
            return;
        }
        deviceAccesses++;
        memory.advance(clock.now());
        memory.write(physical, value, bytes);
        clock.endRun();
    }

    /** Either the instruction is aborted, or it goes on with a load of 0 and the abort comes later. */
    private int refuseOnBus(int address, Access access) {
        boolean stronglyOrdered = mmu.stronglyOrdered(address, access, privileged);
        if (busErrors.precise(access, stronglyOrdered)) {
            return refuse(new Abort(FaultStatus.EXTERNAL, mmu.domain(address), mmu.modified(address), access), address);
        }
        busErrors.pend(access);
        clock.endRun();
        return 0;
    }

    /** With control bit U clear the lowest bits of the address do not count (ARM ARM A2.7.2). */
    private void storeUnaligned(CpuState cpu, int address, int value, int bytes) {
        checkAlignment(address, bytes, MemoryAccess.SINGLE);
        if (!mmu.unalignedAllowed()) {
            store(cpu, address & -bytes, value, bytes);
            return;
        }
        checkWatchpoint(cpu, address, bytes, true);
        // A store that crosses into a page that may not be written must change nothing.
        translateBoth(address, bytes, Access.WRITE);
        for (int i = 0; i < bytes; i++) {
            store(cpu, address + i, value >>> Byte.SIZE * i, 1);
        }
    }

    /** A fault is that of the first byte, or else of the first one in the next page. */
    private void translateBoth(int address, int bytes, Access access) {
        translate(address, access, privileged);
        int next = address + bytes - 1 & ~PAGE_MASK;
        if (next != (address & ~PAGE_MASK)) {
            translate(next, access, privileged);
        }
    }

    /** An access of several words, or an exclusive one, is not aligned. */
    int misaligned(int address, int mask) {
        checkAlignment(address, mask + 1, mask == 3 ? MemoryAccess.MULTIPLE : MemoryAccess.EXCLUSIVE);
        return address & ~mask;
    }

    private void checkAlignment(int address, int bytes, MemoryAccess kind) {
        if (mmu.alignmentFaults(address, bytes, kind)) {
            throw new MemoryFault(MemoryFault.Kind.ALIGNMENT, address);
        }
    }

    /** The access is made; the abort is taken before the next instruction (TRM 2.12.10). The first hit of one is told. */
    private void checkWatchpoint(CpuState cpu, int address, int bytes, boolean store) {
        if (debug.watching() && !watched && debug.watches(address, bytes, store, privileged, mmu.contextId())) {
            Access access = store ? Access.WRITE : Access.READ;
            watchHit = new WatchHit(
                    new Abort(FaultStatus.DEBUG, mmu.domain(address), mmu.modified(address), access), cpu.pc());
            watched = true;
            clock.endRun();
        }
    }

    private int translate(int address, Access access, boolean asPrivileged) {
        try {
            return mmu.translate(address, access, asPrivileged);
        } catch (Abort abort) {
            return refuse(abort, address);
        }
    }

    private int refuse(Abort abort, int address) {
        refused = abort;
        throw new MemoryFault(
                switch (abort.access()) {
                    case READ -> MemoryFault.Kind.READ;
                    case WRITE -> MemoryFault.Kind.WRITE;
                    case FETCH -> MemoryFault.Kind.EXECUTE;
                },
                address);
    }
}
