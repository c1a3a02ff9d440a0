package dev.lockstep.machine.debug;

import static dev.lockstep.machine.Coprocessor.register;

import dev.lockstep.machine.Coprocessor;
import dev.lockstep.machine.UndefinedAccessException;
import dev.lockstep.machine.cp15.RegisterTable;
import dev.lockstep.machine.cp15.SystemControl;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * Coprocessor 14: six breakpoint and two watchpoint pairs for monitor debug-mode (TRM chapter 13). No debugger is ever
 * attached from outside: halting debug-mode is never on, and nobody is at the other end of the communications channel.
 *
 * <p>In monitor debug-mode mismatch and unlinked context breakpoints are ignored in privileged modes, whatever their
 * privilege bits say: the abort handler could not run otherwise. So stepping user code is: a mismatch breakpoint at A aborts
 * before any user instruction at pc != A (EQUIVALENCE.md section 2).
 */
public final class DebugUnit implements Coprocessor {
    /** Two watchpoints, six breakpoints, two of which compare the context id; v6.1 with TrustZone; r0p7. */
    private static final int DEBUG_ID = 0x1512_1007;

    /** "Core restarted"; the pins that permit debugging of the secure world are high. */
    private static final int STATUS_RESET = 1 << 1;
    /** Monitor debug-mode, no user access to the channel, and method of entry: what the core may write. */
    private static final int STATUS_BITS = 0x903c;

    private static final int MONITOR = 1 << 15;
    private static final int USER_ACCESS_DISABLED = 1 << 12;
    private static final int CAUSE = 0xf << 2;
    /** wDTRfull: something was written to the communications channel, where nobody will ever read it. */
    private static final int CHANNEL_FULL = 1 << 29;

    private static final int PAIRS = 6;
    private static final int WATCHPOINTS = 2;
    private static final int FIRST_CONTEXT_PAIR = 4;
    private static final int BREAKPOINT_BITS = 0x007f_c1e7;
    private static final int CONTEXT_MEANING = 1 << 21;
    private static final int WATCHPOINT_BITS = 0x001f_c1ff;
    private static final int VECTOR_CATCH_BITS = 0xde00_dcdf;
    /** Of the secure world's vectors those that monitor debug-mode catches: all but prefetch and data aborts. */
    private static final int CAUGHT_VECTORS = 0xc7;
    /** Of a vector, from the vector base. */
    private static final int OFFSET_BITS = 0x1c;

    private final RegisterTable table = new RegisterTable("p14");
    private final SystemControl system;
    private final Breakpoint[] breakpoints = new Breakpoint[PAIRS];
    private final int[] watchpointValues = new int[WATCHPOINTS];
    private final int[] watchpointControls = new int[WATCHPOINTS];

    private Runnable changed = () -> {};
    private Runnable watchesChanged = () -> {};
    private int status = STATUS_RESET;
    private int vectorCatch;
    private int cacheControl;
    private int mmuControl;
    private boolean armed;
    private boolean watching;
    private int stepPair = -1;

    /**
     * After reset: nothing is armed.
     *
     * @param system has the watchpoint fault address too
     */
    public DebugUnit(SystemControl system) {
        this.system = system;
        Arrays.fill(breakpoints, Breakpoint.OFF);
        addStatus();
        for (int n = 0; n < PAIRS; n++) {
            addBreakpoint(n);
        }
        for (int n = 0; n < WATCHPOINTS; n++) {
            addWatchpoint(n);
        }
    }

    /** A number that differs, in all likelihood, when one of the registers does. */
    public int hash() {
        return table.hash(register -> true);
    }

    /** Who is to be told when breakpoints, watchpoints or the mode have changed: with each step of a kernel that steps. */
    public void onChange(Runnable listener) {
        changed = listener;
    }

    /** Who is to be told when {@link #watchesWithin} may answer otherwise than before. */
    public void onWatchesChange(Runnable listener) {
        watchesChanged = listener;
    }

    @Override
    public int read(int register, boolean privileged) throws UndefinedAccessException {
        return table.read(register, privileged);
    }

    @Override
    public void write(int register, int value, boolean privileged) throws UndefinedAccessException {
        table.write(register, value, privileged);
    }

    /** TRM table 13-20: of these registers user mode reads DIDR and DSCR and uses the channel, unless that is disabled. */
    private void addStatus() {
        table.addReadOnly(register(0, 0, 0, 0), "DIDR", () -> DEBUG_ID, this::userAccess);
        table.add(register(0, 0, 1, 0), "DSCR", () -> status, this::userAccess, this::status, () -> false);
        table.add(
                register(0, 0, 5, 0),
                "DTR",
                () -> 0,
                this::userAccess,
                value -> status |= CHANNEL_FULL,
                this::userAccess);
        add(6, 0, "WFAR", system::watchpointAddress, system::watchpointAddress);
        add(7, 0, "VCR", () -> vectorCatch, value -> {
            vectorCatch = value & VECTOR_CATCH_BITS;
            refresh();
        });
        add(10, 0, "DSCCR", () -> cacheControl, value -> cacheControl = value & 7);
        add(11, 0, "DSMCR", () -> mmuControl, value -> mmuControl = value & 0xf);
    }

    /** The registers that are there in monitor debug-mode only. */
    private void add(int crm, int opc2, String name, IntSupplier read, IntConsumer write) {
        table.addWhile(this::active, register(0, 0, crm, opc2), name, read, write);
    }

    private boolean userAccess() {
        return (status & USER_ACCESS_DISABLED) == 0;
    }

    private void status(int value) {
        boolean wasActive = active();
        status = value & STATUS_BITS | status & ~STATUS_BITS;
        if (active() != wasActive) {
            refreshWatches();
            refresh();
        }
    }

    private void addBreakpoint(int n) {
        boolean context = n >= FIRST_CONTEXT_PAIR;
        int valueBits = context ? -1 : ~3;
        int controlBits = context ? BREAKPOINT_BITS : BREAKPOINT_BITS & ~CONTEXT_MEANING;
        add(n, 4, "BVR" + n, () -> breakpoints[n].value(), value -> {
            breakpoints[n] = new Breakpoint(value & valueBits, breakpoints[n].control());
            refresh();
        });
        add(n, 5, "BCR" + n, () -> breakpoints[n].control(), value -> {
            breakpoints[n] = new Breakpoint(breakpoints[n].value(), value & controlBits);
            refresh();
        });
    }

    private void addWatchpoint(int n) {
        add(n, 6, "WVR" + n, () -> watchpointValues[n], value -> {
            watchpointValues[n] = value & ~3;
            refreshWatches();
        });
        add(n, 7, "WCR" + n, () -> watchpointControls[n], value -> {
            watchpointControls[n] = value & WATCHPOINT_BITS;
            refreshWatches();
        });
    }

    /** Brings up to date what the quick questions about breakpoints answer. */
    private void refresh() {
        armed = false;
        stepPair = -1;
        int enabled = 0;
        for (int n = 0; n < PAIRS; n++) {
            if (breakpoints[n].enabled()) {
                enabled++;
                stepPair = n;
            }
        }
        armed = active() && (enabled != 0 || catchesVectors());
        if (!armed || catchesVectors() || enabled != 1 || !steps(breakpoints[stepPair])) {
            stepPair = -1;
        }
        changed.run();
    }

    private void refreshWatches() {
        boolean wasWatching = watching;
        watching = active() && ((watchpointControls[0] | watchpointControls[1]) & 1) != 0;
        if (watching || wasWatching) {
            watchesChanged.run();
        }
        changed.run();
    }

    /** A breakpoint at the lower halfword of a word, or at a whole word: see {@link #stepMask}. */
    private static boolean steps(Breakpoint breakpoint) {
        boolean wholeOrLower = breakpoint.bytes() == 0xf || breakpoint.bytes() == 3;
        return breakpoint.mismatch()
                && !breakpoint.linked()
                && wholeOrLower
                && Breakpoint.takes(breakpoint.control(), false);
    }

    /** Whether monitor debug-mode is on, so that breakpoints and watchpoints have an effect. */
    public boolean active() {
        return (status & MONITOR) != 0;
    }

    private boolean catchesVectors() {
        return (vectorCatch & CAUGHT_VECTORS) != 0;
    }

    /** Whether {@link #breaksAt} or {@link #catchesVector} can say yes at all. */
    public boolean armed() {
        return armed;
    }

    /** Whether {@link #watches} can say yes at all. */
    public boolean watching() {
        return watching;
    }

    /**
     * Whether all there is to it is one mismatch breakpoint in user mode, which breaks there just when
     * {@code (pc & stepMask()) != stepAddress()}.
     */
    public boolean stepping() {
        return stepPair >= 0;
    }

    /** Where user code may run while {@link #stepping}: an instruction's address. */
    public int stepAddress() {
        return breakpoints[stepPair].value() & ~3;
    }

    /** Which bits of the pc count while {@link #stepping}: those of a word, or of a Thumb instruction. */
    public int stepMask() {
        return breakpoints[stepPair].bytes() == 0xf ? ~3 : ~1;
    }

    /**
     * Whether a breakpoint debug event is taken in place of an instruction.
     *
     * @param pc its virtual address
     * @param contextId c13's
     */
    public boolean breaksAt(int pc, boolean thumb, boolean privileged, int contextId) {
        if (!armed) {
            return false;
        }
        for (int n = 0; n < PAIRS; n++) {
            if (breaks(n, pc, thumb, privileged, contextId)) {
                return true;
            }
        }
        return false;
    }

    /** TRM tables 13-11 and 13-12. */
    private boolean breaks(int n, int pc, boolean thumb, boolean privileged, int contextId) {
        Breakpoint breakpoint = breakpoints[n];
        if (!breakpoint.enabled() || !Breakpoint.takes(breakpoint.control(), privileged)) {
            return false;
        }
        if (breakpoint.context()) {
            return !breakpoint.linked() && !privileged && breakpoint.value() == contextId;
        }
        if (breakpoint.mismatch() && privileged) {
            return false;
        }
        return breakpoint.matchesAddress(pc, thumb) != breakpoint.mismatch()
                && (!breakpoint.linked() || linkMatches(n, breakpoint.linkedPair(), contextId));
    }

    /** A link is to an enabled pair that compares the context id and is linked too; never to itself (TRM table 13-11). */
    private boolean linkMatches(int from, int to, int contextId) {
        if (to == from || to >= PAIRS) {
            return false;
        }
        Breakpoint linked = breakpoints[to];
        return linked.enabled() && linked.context() && linked.linked() && linked.value() == contextId;
    }

    /**
     * Whether a watchpoint debug event is taken for a load or store. Of a swap it must be asked for both.
     *
     * @param address of the first byte, virtual
     * @param bytes 1 to 8
     */
    public boolean watches(int address, int bytes, boolean store, boolean privileged, int contextId) {
        if (!watching) {
            return false;
        }
        for (int n = 0; n < WATCHPOINTS; n++) {
            int control = watchpointControls[n];
            boolean wanted = (control & 1) != 0
                    && (control >>> 3 & (store ? 2 : 1)) != 0
                    && Breakpoint.takes(control, privileged)
                    && touches(n, address, bytes);
            if (wanted && ((control >>> 20 & 1) == 0 || linkMatches(-1, control >>> 16 & 0xf, contextId))) {
                return true;
            }
        }
        return false;
    }

    /** TRM table 13-16, byte address select. */
    private boolean touches(int n, int address, int bytes) {
        int selected = watchpointControls[n] >>> 5 & 0xf;
        for (int i = 0; i < 4; i++) {
            int distance = watchpointValues[n] + i - address;
            if ((selected >>> i & 1) != 0 && Integer.compareUnsigned(distance, bytes) < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether an enabled watchpoint lies within so many bytes from an address on: accesses there must ask each time. */
    public boolean watchesWithin(int address, int bytes) {
        if (!watching) {
            return false;
        }
        for (int n = 0; n < WATCHPOINTS; n++) {
            if ((watchpointControls[n] & 1) != 0 && touches(n, address, bytes)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a vector catch debug event is taken in place of an instruction: it is an exception vector's, however the program
     * came there (TRM 13.3.6). The vectors of prefetch and data aborts are never caught in monitor debug-mode.
     *
     * @param pc its virtual address
     */
    public boolean catchesVector(int pc) {
        if (!armed || !catchesVectors()) {
            return false;
        }
        int caught = vectorCatch & CAUGHT_VECTORS;
        int offset = pc - system.vectorBase();
        boolean vector = offset != 0 && (offset & ~OFFSET_BITS) == 0;
        return vector && (caught >>> (offset >>> 2) & 1) != 0 || pc == system.resetVector() && (caught & 1) != 0;
    }

    /** A debug exception is taken: DSCR tells why. */
    public void entered(DebugCause cause) {
        status = status & ~CAUSE | cause.code() << 2;
    }

    /**
     * A watchpoint's data abort is taken.
     *
     * @param fault for WFAR: the address of the instruction that hit, and 8, or 4 in Thumb state (TRM 13.3.5)
     */
    public void enteredByWatchpoint(int fault) {
        entered(DebugCause.WATCHPOINT);
        system.watchpointAddress(fault);
    }
}
