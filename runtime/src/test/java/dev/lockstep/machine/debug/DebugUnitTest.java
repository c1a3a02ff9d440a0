package dev.lockstep.machine.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.RegisterRow;
import dev.lockstep.machine.UndefinedAccessException;
import dev.lockstep.machine.cp15.SystemControl;
import dev.lockstep.machine.cp15.SystemHooks;
import dev.lockstep.machine.mmu.Mmu;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Coprocessor 14's registers, and when its breakpoints and watchpoints hit (TRM chapter 13). */
class DebugUnitTest {
    private static final int DSCR = 0x0010;
    private static final int VCR = 0x0070;
    private static final int MONITOR = 1 << 15;
    private static final int NO_USER = 1 << 12;
    private static final int MISMATCH = 2 << 21;
    private static final int CONTEXT = 1 << 21;
    private static final int LINKED = 1 << 20;
    private static final int WORD = 0xf << 5;
    private static final int ANY = 3 << 1;
    private static final int USER = 2 << 1;
    private static final int PRIVILEGED = 1 << 1;
    private static final int ON = 1;
    private static final int A = 0x40_0010;

    private final SystemControl system = new SystemControl(new Mmu(address -> 0), new Idle());
    private final DebugUnit debug = new DebugUnit(system);

    private static final class Idle implements SystemHooks {
        @Override
        public void waitForInterrupt() {}

        @Override
        public long cycleCount() {
            return 0;
        }

        @Override
        public boolean irqPending() {
            return false;
        }

        @Override
        public boolean fiqPending() {
            return false;
        }

        @Override
        public boolean abortPending() {
            return false;
        }

        @Override
        public void controlChanged() {}
    }

    @BeforeEach
    void enable() throws UndefinedAccessException {
        debug.write(DSCR, MONITOR, true);
    }

    private void breakpoint(int n, int value, int control) throws UndefinedAccessException {
        debug.write(n << 4 | 4, value, true);
        debug.write(n << 4 | 5, control, true);
    }

    private void watchpoint(int n, int value, int control) throws UndefinedAccessException {
        debug.write(n << 4 | 6, value, true);
        debug.write(n << 4 | 7, control, true);
    }

    private boolean hitsUser(int pc) {
        return debug.breaksAt(pc, false, false, 0);
    }

    private boolean hitsPrivileged(int pc) {
        return debug.breaksAt(pc, false, true, 0);
    }

    static Stream<RegisterRow> rows() {
        Stream<RegisterRow> named = Stream.of(
                new RegisterRow("DIDR", "13.3.2", 0x0000, 0x1512_1007, 0, "r", "r"),
                new RegisterRow("DSCCR", "13.3.11", 0x00a0, 0, 7, "rw", ""),
                new RegisterRow("DSMCR", "13.3.12", 0x00b0, 0, 0xf, "rw", ""),
                new RegisterRow("WFAR", "13.3.5", 0x0060, 0, -1, "rw", ""),
                new RegisterRow("VCR", "13.3.6", VCR, 0, 0xde00_dcdf, "rw", ""));
        Stream<RegisterRow> breakpoints = IntStream.range(0, 6)
                .boxed()
                .flatMap(n -> Stream.of(
                        new RegisterRow("BVR" + n, "13.3.7", n << 4 | 4, 0, n < 4 ? ~3 : -1, "rw", ""),
                        new RegisterRow(
                                "BCR" + n, "13.3.8", n << 4 | 5, 0, n < 4 ? 0x005f_c1e7 : 0x007f_c1e7, "rw", "")));
        Stream<RegisterRow> watchpoints = IntStream.range(0, 2)
                .boxed()
                .flatMap(n -> Stream.of(
                        new RegisterRow("WVR" + n, "13.3.9", n << 4 | 6, 0, ~3, "rw", ""),
                        new RegisterRow("WCR" + n, "13.3.10", n << 4 | 7, 0, 0x001f_c1ff, "rw", "")));
        return Stream.of(named, breakpoints, watchpoints).flatMap(group -> group);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldBeAsTheManualSays(RegisterRow row) throws UndefinedAccessException {
        row.check(debug);
    }

    @Test
    void shouldHaveNoOtherRegister() {
        Set<Integer> known = new HashSet<>();
        rows().forEach(row -> known.add(row.register()));
        known.add(DSCR);
        known.add(0x0050);
        for (int register = 0; register < 0x8000; register++) {
            int absent = register;
            if (!known.contains(register)) {
                assertThrows(UndefinedAccessException.class, () -> debug.read(absent, true));
                assertThrows(UndefinedAccessException.class, () -> debug.write(absent, 0, true));
            }
        }
    }

    /** TRM 13.3.3, table 13-4. */
    @Test
    void shouldKeepTheBitsOfTheStatusThatTheCoreMayWrite() throws UndefinedAccessException {
        debug.write(DSCR, 0, true);
        assertEquals(2, debug.read(DSCR, true));
        debug.write(DSCR, -1, true);
        assertEquals(MONITOR | NO_USER | 0xf << 2 | 2, debug.read(DSCR, true));
    }

    /** TRM table 13-20: which accesses proceed by mode, DSCR[15:14] and DSCR[12]. */
    @Test
    void shouldAllowTheAccessesOfTheTable() throws UndefinedAccessException {
        debug.write(DSCR, 0, true);
        debug.read(DSCR, false);
        debug.read(0, false);
        debug.write(0x0050, 1, false);
        assertThrows(UndefinedAccessException.class, () -> debug.write(DSCR, 0, false));
        String message = assertThrows(UndefinedAccessException.class, () -> debug.read(5, true))
                .getMessage();
        assertEquals("MRC p14, 0, Rd, c0, c0, 5: BCR0 is not there while monitor debug-mode is off", message);
        debug.write(DSCR, MONITOR | NO_USER, true);
        assertThrows(UndefinedAccessException.class, () -> debug.read(DSCR, false));
        assertThrows(UndefinedAccessException.class, () -> debug.read(0, false));
        assertThrows(UndefinedAccessException.class, () -> debug.read(5, false));
        debug.read(5, true);
    }

    /** TRM table 13-4: DSCR[29]. */
    @Test
    void shouldFillTheChannelThatNobodyEmpties() throws UndefinedAccessException {
        debug.write(0x0050, 42, true);
        assertEquals(MONITOR | 1 << 29 | 2, debug.read(DSCR, true));
        assertEquals(0, debug.read(0x0050, true));
    }

    @Test
    void shouldHitAtTheAddress() throws UndefinedAccessException {
        breakpoint(0, A, WORD | ANY | ON);
        assertTrue(hitsUser(A) && hitsPrivileged(A));
        assertFalse(hitsUser(A + 4) || hitsUser(A - 4));
        assertFalse(debug.stepping());
    }

    @Test
    void shouldHitNothingWhenOff() throws UndefinedAccessException {
        breakpoint(0, A, WORD | ANY);
        assertFalse(hitsUser(A) || debug.armed());
        breakpoint(0, A, WORD | ANY | ON);
        assertTrue(debug.armed());
        debug.write(DSCR, 0, true);
        assertFalse(hitsUser(A) || debug.armed() || debug.active());
    }

    /** TRM table 13-11, bits 2:1 and 15:14. */
    @Test
    void shouldHitInTheModesItIsSetTo() throws UndefinedAccessException {
        breakpoint(1, A, WORD | USER | ON);
        assertTrue(hitsUser(A) && !hitsPrivileged(A));
        breakpoint(1, A, WORD | PRIVILEGED | ON);
        assertTrue(!hitsUser(A) && hitsPrivileged(A));
        breakpoint(1, A, WORD | ON);
        assertTrue(!hitsUser(A) && !hitsPrivileged(A));
        breakpoint(1, A, 1 << 14 | WORD | ANY | ON);
        assertFalse(hitsUser(A), "the non-secure world only");
        breakpoint(1, A, 2 << 14 | WORD | ANY | ON);
        assertTrue(hitsUser(A), "the secure world only");
    }

    /** TRM table 13-11, bits 8:5. */
    @Test
    void shouldTellThumbInstructionsOfAWordApart() throws UndefinedAccessException {
        breakpoint(0, A, 0xc << 5 | ANY | ON);
        assertFalse(debug.breaksAt(A, true, false, 0));
        assertTrue(debug.breaksAt(A + 2, true, false, 0));
        assertTrue(debug.breaksAt(A, false, false, 0));
        breakpoint(0, A, ANY | ON);
        assertFalse(debug.breaksAt(A, false, false, 0), "no byte, never");
    }

    @Test
    void shouldHitEverywhereElseOnMismatch() throws UndefinedAccessException {
        breakpoint(0, A, MISMATCH | WORD | USER | ON);
        assertFalse(hitsUser(A));
        assertTrue(hitsUser(A + 4) && hitsUser(A - 4) && hitsUser(0));
    }

    @Test
    void shouldIgnoreMismatchInPrivilegedModes() throws UndefinedAccessException {
        breakpoint(0, A, MISMATCH | WORD | ANY | ON);
        assertTrue(hitsUser(A + 4));
        assertFalse(hitsPrivileged(A + 4) || hitsPrivileged(A));
    }

    @Test
    void shouldOfferTheQuickWayForOneMismatch() throws UndefinedAccessException {
        breakpoint(0, A, MISMATCH | WORD | ANY | ON);
        assertTrue(debug.stepping());
        assertEquals(A, debug.stepAddress());
        breakpoint(1, 0, WORD | ANY | ON);
        assertFalse(debug.stepping());
        breakpoint(1, 0, WORD | ANY);
        assertTrue(debug.stepping());
        debug.write(DSCR, 0, true);
        assertFalse(debug.stepping());
    }

    @Test
    void shouldAnswerTheSameByTheQuickWay() throws UndefinedAccessException {
        Random random = new Random(6);
        for (int bytes : new int[] {3, 0xf}) {
            breakpoint(2, A, MISMATCH | bytes << 5 | USER | ON);
            assertTrue(debug.stepping());
            for (int i = 0; i < 1000; i++) {
                boolean thumb = random.nextBoolean();
                int pc = A - 8 + (thumb ? 2 * random.nextInt(8) : 4 * random.nextInt(4));
                assertEquals(
                        debug.breaksAt(pc, thumb, false, 0),
                        (pc & debug.stepMask()) != debug.stepAddress(),
                        Integer.toHexString(pc));
            }
        }
    }

    /** TRM table 13-12. */
    @Test
    void shouldCompareTheContextOfUserModeOnly() throws UndefinedAccessException {
        breakpoint(4, 0x1234, CONTEXT | WORD | ANY | ON);
        assertTrue(debug.breaksAt(A, false, false, 0x1234));
        assertFalse(debug.breaksAt(A, false, false, 0x1235));
        assertFalse(debug.breaksAt(A, false, true, 0x1234), "unlinked: ignored in privileged modes");
    }

    @Test
    void shouldHitOnAddressAndContextWhenLinked() throws UndefinedAccessException {
        breakpoint(0, A, LINKED | 5 << 16 | WORD | ANY | ON);
        breakpoint(5, 7, CONTEXT | LINKED | WORD | ANY | ON);
        assertTrue(debug.breaksAt(A, false, true, 7));
        assertFalse(debug.breaksAt(A, false, true, 8) || debug.breaksAt(A + 4, false, true, 7));
        breakpoint(5, 7, CONTEXT | LINKED | WORD | ANY);
        assertFalse(debug.breaksAt(A, false, true, 7), "the linked pair is off");
        breakpoint(5, 7, CONTEXT | WORD | ANY | ON);
        assertFalse(debug.breaksAt(A, false, true, 7), "the linked pair is not linked");
    }

    @Test
    void shouldNeverHitWhenLinkedToItself() throws UndefinedAccessException {
        breakpoint(4, A, LINKED | 4 << 16 | WORD | ANY | ON);
        assertFalse(debug.breaksAt(A, false, false, A));
    }

    /** TRM table 13-16. */
    @Test
    void shouldWatchTheBytesItIsSetTo() throws UndefinedAccessException {
        watchpoint(0, 0x1000, 6 << 5 | 3 << 3 | ANY | ON);
        assertFalse(debug.watches(0x1000, 1, false, false, 0));
        assertTrue(debug.watches(0x1001, 1, false, false, 0));
        assertTrue(debug.watches(0x1002, 1, true, false, 0));
        assertFalse(debug.watches(0x1003, 1, true, false, 0));
        assertTrue(debug.watches(0x1000, 4, false, false, 0));
        assertTrue(debug.watches(0x0fff, 3, false, false, 0));
        assertFalse(debug.watches(0x0ffd, 4, false, false, 0));
        assertTrue(debug.watches(0x0ffc, 8, false, false, 0));
        assertFalse(debug.watches(0x2000, 8, false, false, 0));
    }

    @Test
    void shouldWatchLoadsStoresAndModesItIsSetTo() throws UndefinedAccessException {
        watchpoint(1, 0x1000, WORD | 1 << 3 | USER | ON);
        assertTrue(debug.watches(0x1000, 4, false, false, 0));
        assertFalse(debug.watches(0x1000, 4, true, false, 0) || debug.watches(0x1000, 4, false, true, 0));
        watchpoint(1, 0x1000, WORD | 2 << 3 | PRIVILEGED | ON);
        assertTrue(debug.watches(0x1000, 4, true, true, 0));
        assertFalse(debug.watches(0x1000, 4, false, true, 0) || debug.watches(0x1000, 4, true, false, 0));
    }

    @Test
    void shouldWatchInOneContextWhenLinked() throws UndefinedAccessException {
        watchpoint(0, 0x1000, LINKED | 4 << 16 | WORD | 3 << 3 | ANY | ON);
        breakpoint(4, 9, CONTEXT | LINKED | WORD | ANY | ON);
        assertTrue(debug.watches(0x1000, 4, true, true, 9));
        assertFalse(debug.watches(0x1000, 4, true, true, 8));
    }

    @Test
    void shouldTellWhereWatchpointsLie() throws UndefinedAccessException {
        assertFalse(debug.watching());
        watchpoint(0, 0x10fc, WORD | 3 << 3 | ANY | ON);
        assertTrue(debug.watching());
        assertTrue(debug.watchesWithin(0x1000, 256));
        assertFalse(debug.watchesWithin(0x1100, 256) || debug.watchesWithin(0x0f00, 256));
    }

    @Test
    void shouldTellOfChanges() throws UndefinedAccessException {
        int[] told = new int[1];
        debug.onChange(() -> told[0]++);
        breakpoint(0, A, WORD | ANY | ON);
        watchpoint(0, A, WORD | ANY | ON);
        assertEquals(4, told[0]);
        debug.write(DSCR, 0, true);
        assertTrue(told[0] > 4);
    }

    @Test
    void shouldTellOfWatchpointsOnlyWhenTheyChange() throws UndefinedAccessException {
        int[] told = new int[1];
        debug.onWatchesChange(() -> told[0]++);
        breakpoint(0, A, MISMATCH | WORD | ANY | ON);
        watchpoint(0, A, WORD | ANY);
        debug.write(DSCR, 0, true);
        debug.write(DSCR, MONITOR, true);
        assertEquals(0, told[0]);
        watchpoint(0, A, WORD | ANY | ON);
        assertEquals(1, told[0]);
        breakpoint(0, A + 4, MISMATCH | WORD | ANY | ON);
        assertEquals(1, told[0]);
        debug.write(DSCR, 0, true);
        assertEquals(2, told[0]);
        debug.write(DSCR, MONITOR, true);
        assertEquals(3, told[0]);
    }

    /** TRM table 13-4: method of entry. */
    @Test
    void shouldTellWhyItWasEntered() throws UndefinedAccessException {
        Map<DebugCause, Integer> codes = Map.of(
                DebugCause.BREAKPOINT, 1, DebugCause.WATCHPOINT, 2, DebugCause.BKPT, 3, DebugCause.VECTOR_CATCH, 5);
        for (DebugCause cause : DebugCause.values()) {
            debug.entered(cause);
            assertEquals(codes.get(cause), debug.read(DSCR, true) >>> 2 & 0xf);
            assertTrue(debug.active());
        }
    }

    /** TRM 13.3.5, and 3.2.20 for the same register in coprocessor 15. */
    @Test
    void shouldTellWhichInstructionHitAWatchpoint() throws UndefinedAccessException {
        debug.enteredByWatchpoint(A + 8);
        assertEquals(A + 8, debug.read(0x0060, true));
        assertEquals(A + 8, system.read(0x0601, true));
        assertEquals(2, debug.read(DSCR, true) >>> 2 & 0xf);
    }

    @Test
    void shouldCatchVectorsButThoseOfAborts() throws UndefinedAccessException {
        debug.write(VCR, 0xdf, true);
        boolean[] caught = {true, true, true, false, false, false, true, true};
        for (int i = 0; i < 8; i++) {
            assertEquals(caught[i], debug.catchesVector(4 * i));
        }
        assertFalse(debug.catchesVector(32) || debug.catchesVector(-4) || debug.catchesVector(6));
    }

    /** TRM 13.3.6: the vector base address register does not move the reset vector. */
    @Test
    void shouldCatchResetAtZeroAndTheOthersAtTheVectorBase() throws UndefinedAccessException {
        system.write(0x0c00, 0x2000, true);
        debug.write(VCR, 0x07, true);
        assertTrue(debug.catchesVector(0) && debug.catchesVector(0x2004) && debug.catchesVector(0x2008));
        assertFalse(debug.catchesVector(0x2000) || debug.catchesVector(4));
    }

    @Test
    void shouldNotStepQuicklyWhileVectorsAreCaught() throws UndefinedAccessException {
        debug.write(VCR, 1 << 2, true);
        assertTrue(debug.armed());
        breakpoint(0, A, 0x004001e5);
        assertFalse(debug.stepping());
        debug.write(VCR, 0, true);
        assertTrue(debug.stepping());
    }
}
