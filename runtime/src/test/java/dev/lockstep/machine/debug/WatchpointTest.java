package dev.lockstep.machine.debug;

import static dev.lockstep.machine.debug.EnabledDebugUnit.A;
import static dev.lockstep.machine.debug.EnabledDebugUnit.ANY;
import static dev.lockstep.machine.debug.EnabledDebugUnit.CONTEXT;
import static dev.lockstep.machine.debug.EnabledDebugUnit.DSCR;
import static dev.lockstep.machine.debug.EnabledDebugUnit.LINKED;
import static dev.lockstep.machine.debug.EnabledDebugUnit.MISMATCH;
import static dev.lockstep.machine.debug.EnabledDebugUnit.MONITOR;
import static dev.lockstep.machine.debug.EnabledDebugUnit.ON;
import static dev.lockstep.machine.debug.EnabledDebugUnit.PRIVILEGED;
import static dev.lockstep.machine.debug.EnabledDebugUnit.USER;
import static dev.lockstep.machine.debug.EnabledDebugUnit.WORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.UndefinedAccessException;
import org.junit.jupiter.api.Test;

/** Which accesses a watchpoint hits (TRM 13.3.9, 13.3.10). */
class WatchpointTest {
    private final EnabledDebugUnit unit = new EnabledDebugUnit();
    private final DebugUnit debug = unit.debug();

    /** TRM table 13-16. */
    @Test
    void shouldWatchTheBytesItIsSetTo() {
        unit.watchpoint(0, 0x1000, 6 << 5 | 3 << 3 | ANY | ON);
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
    void shouldWatchLoadsStoresAndModesItIsSetTo() {
        unit.watchpoint(1, 0x1000, WORD | 1 << 3 | USER | ON);
        assertTrue(debug.watches(0x1000, 4, false, false, 0));
        assertFalse(debug.watches(0x1000, 4, true, false, 0) || debug.watches(0x1000, 4, false, true, 0));
        unit.watchpoint(1, 0x1000, WORD | 2 << 3 | PRIVILEGED | ON);
        assertTrue(debug.watches(0x1000, 4, true, true, 0));
        assertFalse(debug.watches(0x1000, 4, false, true, 0) || debug.watches(0x1000, 4, true, false, 0));
    }

    @Test
    void shouldWatchInOneContextWhenLinked() {
        unit.watchpoint(0, 0x1000, LINKED | 4 << 16 | WORD | 3 << 3 | ANY | ON);
        unit.breakpoint(4, 9, CONTEXT | LINKED | WORD | ANY | ON);
        assertTrue(debug.watches(0x1000, 4, true, true, 9));
        assertFalse(debug.watches(0x1000, 4, true, true, 8));
    }

    @Test
    void shouldTellWhereWatchpointsLie() {
        assertFalse(debug.watching());
        unit.watchpoint(0, 0x10fc, WORD | 3 << 3 | ANY | ON);
        assertTrue(debug.watching());
        assertTrue(debug.watchesWithin(0x1000, 256));
        assertFalse(debug.watchesWithin(0x1100, 256) || debug.watchesWithin(0x0f00, 256));
    }

    @Test
    void shouldTellOfWatchpointsOnlyWhenTheyChange() throws UndefinedAccessException {
        int[] told = new int[1];
        debug.onWatchesChange(() -> told[0]++);
        unit.breakpoint(0, A, MISMATCH | WORD | ANY | ON);
        unit.watchpoint(0, A, WORD | ANY);
        debug.write(DSCR, 0, true);
        debug.write(DSCR, MONITOR, true);
        assertEquals(0, told[0]);
        unit.watchpoint(0, A, WORD | ANY | ON);
        assertEquals(1, told[0]);
        unit.breakpoint(0, A + 4, MISMATCH | WORD | ANY | ON);
        assertEquals(1, told[0]);
        debug.write(DSCR, 0, true);
        assertEquals(2, told[0]);
        debug.write(DSCR, MONITOR, true);
        assertEquals(3, told[0]);
    }
}
