package dev.lockstep.machine.debug;

import static dev.lockstep.machine.debug.EnabledDebugUnit.A;
import static dev.lockstep.machine.debug.EnabledDebugUnit.ANY;
import static dev.lockstep.machine.debug.EnabledDebugUnit.CONTEXT;
import static dev.lockstep.machine.debug.EnabledDebugUnit.DSCR;
import static dev.lockstep.machine.debug.EnabledDebugUnit.LINKED;
import static dev.lockstep.machine.debug.EnabledDebugUnit.MISMATCH;
import static dev.lockstep.machine.debug.EnabledDebugUnit.ON;
import static dev.lockstep.machine.debug.EnabledDebugUnit.PRIVILEGED;
import static dev.lockstep.machine.debug.EnabledDebugUnit.USER;
import static dev.lockstep.machine.debug.EnabledDebugUnit.VCR;
import static dev.lockstep.machine.debug.EnabledDebugUnit.WORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.UndefinedAccessException;
import dev.lockstep.machine.cp15.SystemControl;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where breakpoints and the vector catch hit (TRM 13.3.6 to 13.3.8). */
class DebugUnitTest {
    private final EnabledDebugUnit unit = new EnabledDebugUnit();
    private final SystemControl system = unit.system();
    private final DebugUnit debug = unit.debug();

    private boolean hitsUser(int pc) {
        return debug.breaksAt(pc, false, false, 0);
    }

    private boolean hitsPrivileged(int pc) {
        return debug.breaksAt(pc, false, true, 0);
    }

    @Test
    void shouldHitAtTheAddress() {
        unit.breakpoint(0, A, WORD | ANY | ON);
        assertTrue(hitsUser(A) && hitsPrivileged(A));
        assertFalse(hitsUser(A + 4) || hitsUser(A - 4));
        assertFalse(debug.stepping());
    }

    @Test
    void shouldHitNothingWhenOff() throws UndefinedAccessException {
        unit.breakpoint(0, A, WORD | ANY);
        assertFalse(hitsUser(A) || debug.armed());
        unit.breakpoint(0, A, WORD | ANY | ON);
        assertTrue(debug.armed());
        debug.write(DSCR, 0, true);
        assertFalse(hitsUser(A) || debug.armed() || debug.active());
    }

    /** TRM table 13-11, bits 2:1 and 15:14. */
    @Test
    void shouldHitInTheModesItIsSetTo() {
        unit.breakpoint(1, A, WORD | USER | ON);
        assertTrue(hitsUser(A) && !hitsPrivileged(A));
        unit.breakpoint(1, A, WORD | PRIVILEGED | ON);
        assertTrue(!hitsUser(A) && hitsPrivileged(A));
        unit.breakpoint(1, A, WORD | ON);
        assertTrue(!hitsUser(A) && !hitsPrivileged(A));
        unit.breakpoint(1, A, 1 << 14 | WORD | ANY | ON);
        assertFalse(hitsUser(A), "the non-secure world only");
        unit.breakpoint(1, A, 2 << 14 | WORD | ANY | ON);
        assertTrue(hitsUser(A), "the secure world only");
    }

    /** TRM table 13-11, bits 8:5. */
    @Test
    void shouldTellThumbInstructionsOfAWordApart() {
        unit.breakpoint(0, A, 0xc << 5 | ANY | ON);
        assertFalse(debug.breaksAt(A, true, false, 0));
        assertTrue(debug.breaksAt(A + 2, true, false, 0));
        assertTrue(debug.breaksAt(A, false, false, 0));
        unit.breakpoint(0, A, ANY | ON);
        assertFalse(debug.breaksAt(A, false, false, 0), "no byte, never");
    }

    @Test
    void shouldHitEverywhereElseOnMismatch() {
        unit.breakpoint(0, A, MISMATCH | WORD | USER | ON);
        assertFalse(hitsUser(A));
        assertTrue(hitsUser(A + 4) && hitsUser(A - 4) && hitsUser(0));
    }

    @Test
    void shouldIgnoreMismatchInPrivilegedModes() {
        unit.breakpoint(0, A, MISMATCH | WORD | ANY | ON);
        assertTrue(hitsUser(A + 4));
        assertFalse(hitsPrivileged(A + 4) || hitsPrivileged(A));
    }

    @Test
    void shouldOfferTheQuickWayForOneMismatch() throws UndefinedAccessException {
        unit.breakpoint(0, A, MISMATCH | WORD | ANY | ON);
        assertTrue(debug.stepping());
        assertEquals(A, debug.stepAddress());
        unit.breakpoint(1, 0, WORD | ANY | ON);
        assertFalse(debug.stepping());
        unit.breakpoint(1, 0, WORD | ANY);
        assertTrue(debug.stepping());
        debug.write(DSCR, 0, true);
        assertFalse(debug.stepping());
    }

    @Test
    void shouldAnswerTheSameByTheQuickWay() {
        Random random = new Random(6);
        for (int bytes : new int[] {3, 0xf}) {
            unit.breakpoint(2, A, MISMATCH | bytes << 5 | USER | ON);
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
    void shouldCompareTheContextOfUserModeOnly() {
        unit.breakpoint(4, 0x1234, CONTEXT | WORD | ANY | ON);
        assertTrue(debug.breaksAt(A, false, false, 0x1234));
        assertFalse(debug.breaksAt(A, false, false, 0x1235));
        assertFalse(debug.breaksAt(A, false, true, 0x1234), "unlinked: ignored in privileged modes");
    }

    @Test
    void shouldHitOnAddressAndContextWhenLinked() {
        unit.breakpoint(0, A, LINKED | 5 << 16 | WORD | ANY | ON);
        unit.breakpoint(5, 7, CONTEXT | LINKED | WORD | ANY | ON);
        assertTrue(debug.breaksAt(A, false, true, 7));
        assertFalse(debug.breaksAt(A, false, true, 8) || debug.breaksAt(A + 4, false, true, 7));
        unit.breakpoint(5, 7, CONTEXT | LINKED | WORD | ANY);
        assertFalse(debug.breaksAt(A, false, true, 7), "the linked pair is off");
        unit.breakpoint(5, 7, CONTEXT | WORD | ANY | ON);
        assertFalse(debug.breaksAt(A, false, true, 7), "the linked pair is not linked");
    }

    @Test
    void shouldNeverHitWhenLinkedToItself() {
        unit.breakpoint(4, A, LINKED | 4 << 16 | WORD | ANY | ON);
        assertFalse(debug.breaksAt(A, false, false, A));
    }

    @Test
    void shouldTellOfChanges() throws UndefinedAccessException {
        int[] told = new int[1];
        debug.onChange(() -> told[0]++);
        unit.breakpoint(0, A, WORD | ANY | ON);
        unit.watchpoint(0, A, WORD | ANY | ON);
        assertEquals(4, told[0]);
        debug.write(DSCR, 0, true);
        assertTrue(told[0] > 4);
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
        unit.breakpoint(0, A, 0x004001e5);
        assertFalse(debug.stepping());
        debug.write(VCR, 0, true);
        assertTrue(debug.stepping());
    }
}
