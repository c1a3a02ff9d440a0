package dev.lockstep.cpu;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.equivalence.StepHash;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.FlatMemory;
import dev.lockstep.memory.SoftTlb;
import dev.lockstep.vfp.VfpState;

/**
 * The user-mode processor state of one process, and the running hashes over it.
 *
 * <p>The fields are public because generated code and the interpreter's inner loop read and write them directly; nothing
 * else should. Between two runs of an engine {@code r[15]} is the address of the next instruction to execute.
 *
 * <p>The condition flags are kept in the form that is cheapest to produce:
 *
 * <pre>
 *  N  the sign bit of {@code n}          C  {@code c}, 0 or 1
 *  Z  set when {@code z} is zero         V  the sign bit of {@code v}
 * </pre>
 */
public final class CpuState {
    /** CPSR bit T: Thumb state. */
    public static final int THUMB = 1 << 5;

    /** CPSR bit E: big-endian data. */
    public static final int BIG_ENDIAN = 1 << 9;

    /** The x field, bits 15 to 8, in the mask of MSR. */
    public static final int EXTENSION_FIELD = 2;

    /** CPSR mode field of user mode. */
    public static final int USER_MODE = 0x10;

    /** Index of the stack pointer. */
    public static final int SP = 13;
    /** Index of the link register. */
    public static final int LR = 14;
    /** Index of the program counter. */
    public static final int PC = 15;

    /** r0 to r12, sp, lr, pc. */
    public final int[] r = new int[16];

    /** N is its sign bit. */
    public int n;
    /** Z is set when this is zero. */
    public int z = 1;
    /** C, 0 or 1. */
    public int c;
    /** V is its sign bit. */
    public int v;
    /** Q, 0 or 1. */
    public int q;
    /** GE[3:0]. */
    public int ge;
    /** All other bits of the CPSR in their places. */
    public int control = USER_MODE;

    /** Instructions that the engine may still execute. Never negative. */
    public int budget;
    /** Retired instructions that gave no step event, since the start of the process. */
    public long silent;

    public int regHash;
    public int pcHash;

    /** Whether the exclusive monitor is armed, and for which address (ARM ARM A2.9). */
    public boolean exclusive;

    public int exclusiveAddress;

    /** The floating-point coprocessor. */
    public final VfpState vfp = new VfpState();

    /** The thread id of CP15 that user mode may write (TPIDRURW). */
    public int threadId;

    /** What the process sees; replaced by exec. */
    public AddressSpace space;
    /** Decoded and translated instructions of that space. */
    public CodeSpace code;
    /** What it has beyond user mode; {@link SystemPort#NONE} for a process. */
    public final SystemPort system;
    /** The kernel's soft TLB. */
    public final SoftTlb tlb;
    /** Tag of the address space for loads in the soft TLB; taken anew at every run of an engine. */
    public long tag;
    /** The same for stores. */
    public long writeTag;

    /** Where flat translated code finds that space's memory; taken anew whenever such code is entered. */
    public FlatMemory flat = FlatMemory.NONE;

    /** Accesses of flat translated code that went around {@link #flat}, since it was made. */
    public int outside;
    /** Whether this process was forked or has forked. */
    public boolean forked;
    /** Instructions executed since the last promotion to flat memory, or since the start. */
    public long sincePromotion;
    /** Instructions that must be executed before the next promotion; 0 before the first. */
    public long promotionDelay;

    /** Registers 0 to 14 while translated code runs: to compiled code fields are cheaper than elements of an array. */
    public int r0;

    public int r1;
    public int r2;
    public int r3;
    public int r4;
    public int r5;
    public int r6;
    public int r7;
    public int r8;
    public int r9;
    public int r10;
    public int r11;
    public int r12;
    public int r13;
    public int r14;

    /** The flags as translated code keeps them while it runs, with n and z; its {@code linkage.Flags} tells how. */
    public int flagForm;

    public int flagA;
    public int flagB;
    public int flagS;

    /** Set by translated code that met an instruction which only the interpreter can finish. */
    public boolean interpretNext;

    /** Whether loads of the pc leave the instruction set as it is (CP15's control bit L4); never for a process. */
    public boolean loadsKeepState;

    /** Why the instruction at the pc cannot execute; meaningful after {@link StopReason#FAULT}. */
    public Fault fault;

    /**
     * The comment field of the SVC at the pc; meaningful after {@link StopReason#CALL}. Translated code sets it where it
     * leaves such an instruction; else it is negative there.
     */
    public int callComment = -1;

    /** Who is told of every step event; for few, and slow. */
    private StepObserver observer = StepObserver.NONE;

    /** Set by an instruction that does not retire; taken by the interpreter's loop. */
    StopReason stop;

    /**
     * The page, or for a processor with more than user mode the subpage, that was fetched from last; -1 when it must be
     * looked up again.
     */
    int fetchedPage = -1;
    /** Decoded instructions of that page, for the state that the processor is in. */
    Decoded[] fetched;

    /**
     * A processor with all registers zero, in user mode.
     *
     * @param tlb the soft TLB of the kernel that it belongs to
     * @param space what it sees
     * @param code what was decoded of that space so far
     */
    public CpuState(SoftTlb tlb, AddressSpace space, CodeSpace code) {
        this(tlb, space, code, SystemPort.NONE);
    }

    /**
     * A processor with more than user mode.
     *
     * @param tlb where the port caches what memory it has found
     * @param space whose tags the port caches that under; nothing else of it is used
     * @param code decoded by physical address
     * @param system memory and the operations of privileged modes
     */
    public CpuState(SoftTlb tlb, AddressSpace space, CodeSpace code, SystemPort system) {
        this.system = system;
        this.tlb = tlb;
        this.space = space;
        this.code = code;
        takeTags();
    }

    /** Goes on with another image: its memory and code, nothing of the old one's fetches. */
    public void replaceImage(AddressSpace newSpace, CodeSpace newCode) {
        space = newSpace;
        code = newCode;
        takeTags();
        exclusive = false;
        vfp.reset();
        threadId = 0;
        flat = FlatMemory.NONE;
        outside = 0;
        forked = false;
        sincePromotion = 0;
        promotionDelay = 0;
        forgetFetched();
    }

    public int pc() {
        return r[PC];
    }

    /** The current program status register. */
    public int cpsr() {
        return cpsr(n, z, c, v, q, ge, control);
    }

    /** The status register that these parts make. */
    public static int cpsr(int n, int z, int c, int v, int q, int ge, int control) {
        return n & 0x80000000 | (z == 0 ? 1 << 30 : 0) | c << 29 | v >>> 31 << 28 | q << 27 | ge << 16 | control;
    }

    /** Sets every bit. */
    public void setCpsr(int cpsr) {
        setFlags(cpsr);
        q = cpsr >>> 27 & 1;
        ge = cpsr >>> 16 & 15;
        control = cpsr & ~0xf80f0000;
    }

    /** Sets N, Z, C and V from bits 31 to 28. */
    public void setFlags(int cpsr) {
        n = cpsr;
        z = ~cpsr & 1 << 30;
        c = cpsr >>> 29 & 1;
        v = cpsr << 3;
    }

    /** MSR CPSR from user mode: only the flags, Q, GE and E change (ARM ARM A4.1.39, UserMask). */
    public void writeCpsrFields(int value, int mask) {
        if ((mask & 8) != 0) {
            setFlags(value);
            q = value >>> 27 & 1;
        }
        if ((mask & 4) != 0) {
            ge = value >>> 16 & 15;
        }
        if ((mask & EXTENSION_FIELD) != 0) {
            setBigEndian((value & BIG_ENDIAN) != 0);
        }
    }

    public boolean bigEndian() {
        return (control & BIG_ENDIAN) != 0;
    }

    /** The order of bytes in data from now on. */
    public void setBigEndian(boolean big) {
        control = big ? control | BIG_ENDIAN : control & ~BIG_ENDIAN;
    }

    /** The word as the processor sees it that a load of the bytes in little-endian order gave, and the reverse. */
    public int inDataOrder(int word) {
        return bigEndian() ? Integer.reverseBytes(word) : word;
    }

    public boolean thumb() {
        return (control & THUMB) != 0;
    }

    /**
     * A branch that takes the state from bit 0 (BX, BLX, loads of the pc).
     *
     * @param target where to, with the state in bit 0
     * @return the address of the next instruction
     */
    public int interworkingBranch(int target) {
        boolean toThumb = (target & 1) != 0;
        if (toThumb != thumb()) {
            control ^= THUMB;
            forgetFetched();
        }
        return toThumb ? target & ~1 : target & ~3;
    }

    /**
     * A branch to an address that was loaded: as {@link #interworkingBranch}, unless {@link #loadsKeepState}.
     *
     * @param target where to, with the state in bit 0
     * @return the address of the next instruction
     */
    public int loadedBranch(int target) {
        if (loadsKeepState) {
            return thumb() ? target & ~1 : target & ~3;
        }
        return interworkingBranch(target);
    }

    /** Who is told of every step event; {@link StepObserver#NONE} at first. */
    public StepObserver observer() {
        return observer;
    }

    /** Tells somebody of every step event from now on. */
    public void observe(StepObserver newObserver) {
        observer = newObserver;
        takeTags();
    }

    /**
     * One step event with the registers as they stand; {@code r[15]} is the address of the next instruction.
     *
     * @param at address of the instruction that retires
     */
    public void stepEvent(int at) {
        int[] x = r;
        regHash = StepHash.registers(
                regHash, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12], x[13], x[14],
                x[15], cpsr());
        pcHash = StepHash.pc(pcHash, x[15]);
        if (observer != StepObserver.NONE) {
            observer.step(this, at);
        }
    }

    /**
     * Retires the SVC at the pc: the pc moves past it, and the profile's event is taken. The call's result is already in
     * r0. The caller accounts for the instruction.
     *
     * @param dispatched see {@link Profile#eventAfterCall}
     */
    public void retireCall(Profile profile, boolean dispatched) {
        int at = r[PC];
        r[PC] = at + (thumb() ? 2 : 4);
        exclusive = false;
        if (profile.eventAfterCall(dispatched)) {
            stepEvent(at);
        } else {
            silent++;
        }
    }

    /** Goes on with the tags that the address space has now. */
    public void takeTags() {
        tag = space.tag();
        writeTag = observer.seesStores ? SoftTlb.NEVER : space.writeTag();
    }

    /**
     * The instruction at an address cannot execute.
     *
     * @return that address, which whatever executes the instruction must return
     */
    public int refuse(Fault.Kind kind, int address) {
        fault = new Fault(kind, address);
        stop = StopReason.FAULT;
        return address;
    }

    /** Looks the page up again at the next fetch. */
    public void forgetFetched() {
        fetchedPage = -1;
    }
}
