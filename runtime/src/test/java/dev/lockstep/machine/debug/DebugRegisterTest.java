package dev.lockstep.machine.debug;

import static dev.lockstep.machine.debug.EnabledDebugUnit.A;
import static dev.lockstep.machine.debug.EnabledDebugUnit.DSCR;
import static dev.lockstep.machine.debug.EnabledDebugUnit.MONITOR;
import static dev.lockstep.machine.debug.EnabledDebugUnit.NO_USER;
import static dev.lockstep.machine.debug.EnabledDebugUnit.VCR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.RegisterRow;
import dev.lockstep.machine.UndefinedAccessException;
import dev.lockstep.machine.cp15.SystemControl;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Coprocessor 14's registers, who may read and write them, and what an entry leaves there (TRM 13.3). */
class DebugRegisterTest {
    private final EnabledDebugUnit unit = new EnabledDebugUnit();
    private final SystemControl system = unit.system();
    private final DebugUnit debug = unit.debug();

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
}
