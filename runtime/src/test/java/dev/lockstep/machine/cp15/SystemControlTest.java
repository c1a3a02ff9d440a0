package dev.lockstep.machine.cp15;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.machine.UndefinedAccessException;
import dev.lockstep.machine.mmu.Abort;
import dev.lockstep.machine.mmu.Access;
import dev.lockstep.machine.mmu.FaultStatus;
import dev.lockstep.machine.mmu.Mmu;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What accesses to coprocessor 15 do. */
class SystemControlTest {
    private static final int CONTROL = 0x0100;
    private static final int PMNC = 0x0fc0;
    private static final int CCNT = 0x0fc1;
    private static final int PMN0 = 0x0fc2;
    private static final int PMN1 = 0x0fc3;
    private static final int PAR = 0x0740;

    private final Map<Integer, Integer> memory = new HashMap<>();
    private final Mmu mmu = new Mmu(address -> memory.getOrDefault(address, 0));
    private final FixedHooks hooks = new FixedHooks();
    private final SystemControl system = new SystemControl(mmu, hooks);

    private void write(int register, int value) throws UndefinedAccessException {
        system.write(register, value, true);
    }

    private int read(int register) throws UndefinedAccessException {
        return system.read(register, true);
    }

    @Test
    void shouldTurnTheMmuOn() throws Exception {
        memory.put(0x4000 + 0x123 * 4, 0x0010_0000 | 3 << 10 | 2);
        write(0x0200, 0x4000);
        write(0x0300, 1);
        write(CONTROL, read(CONTROL) | 1 << 23 | 1);
        assertEquals(0x0010_0004, mmu.translate(0x1230_0004, Access.READ, false));
        write(CONTROL, read(CONTROL) & ~1);
        assertEquals(0x1230_0004, mmu.translate(0x1230_0004, Access.READ, false));
    }

    @Test
    void shouldPinAnEntryAndReadItBack() throws Exception {
        write(0x0300, 0b01_00_00);
        write(CONTROL, read(CONTROL) | 1 << 23 | 1);
        write(0x5f42, 6);
        write(0x5f52, 0x2000_0000 | 1 << 9);
        write(0x5f72, 2 << 7 | 1);
        write(0x5f62, 0x3000_0000 | 3 << 6 | 1 << 1 | 1);
        assertEquals(0x3000_1234, mmu.translate(0x2000_1234, Access.WRITE, true));
        assertThrows(Abort.class, () -> mmu.translate(0x2000_1234, Access.READ, false));
        write(0x5f42, 5);
        assertEquals(0, read(0x5f52));
        write(0x5f42, 6);
        assertEquals(0x2000_0200, read(0x5f52));
        assertEquals(0x101, read(0x5f72));
        assertEquals(0x3000_00c3, read(0x5f62));
    }

    /** TRM table 3-77. */
    @Test
    void shouldTranslateOnRequest() throws Exception {
        write(0x0300, 1);
        write(CONTROL, read(CONTROL) | 1 << 23 | 1);
        write(0x5f52, 0x2000_0000 | 1 << 9);
        write(0x5f62, 0x0300_0000 | 3 << 6 | 2 << 1 | 1);
        write(0x0782, 0x2005_6789);
        assertEquals(0x0305_6400 | 1 << 7 | 1 << 4, read(PAR), "strongly ordered");
        write(0x0783, 0x2005_6789);
        assertEquals(0xd << 1 | 1, read(PAR), "user mode must not write");
        write(0x0781, 0x2005_6789);
        assertEquals(0x0305_6400, read(PAR) & ~0x3ff, "privileged modes may");
        write(0x0780, 0x3000_0000);
        assertEquals(5 << 1 | 1, read(PAR), "nothing there");
        assertEquals(0, read(0x0500), "no abort was taken");
    }

    /** TEX, C and B of a section, then SH, INNER and OUTER: TRM tables 3-77 and 6-2. */
    private static final int[][] MEMORY_TYPES = {
        {0b00000, 0, 1 << 7 | 1 << 4}, {0b00001, 0, 1 << 7 | 3 << 4}, {0b00010, 0, 6 << 4 | 2 << 2},
        {0b00011, 1, 1 << 7 | 7 << 4 | 3 << 2}, {0b00100, 1, 1 << 7}, {0b00111, 0, 7 << 4 | 1 << 2},
        {0b01000, 1, 3 << 4}, {0b10110, 0, 6 << 4 | 1 << 2}, {0b11100, 1, 1 << 7 | 3 << 2}
    };

    @Test
    void shouldTellTheMemoryTypeOfATranslation() throws Exception {
        write(0x0200, 0x4000);
        write(0x0300, 1);
        write(CONTROL, read(CONTROL) | 1 << 23 | 1);
        for (int[] row : MEMORY_TYPES) {
            int tex = row[0] >>> 2;
            memory.put(0x4000, 0x0050_0000 | row[1] << 16 | tex << 12 | 3 << 10 | (row[0] & 3) << 2 | 2);
            write(0x0870, 0);
            write(0x0780, 0x1000);
            assertEquals(0x0050_1000 | row[2], read(PAR), Integer.toBinaryString(row[0]));
        }
    }

    /** TEX[0], C and B, S, then SH, INNER and OUTER by the remap registers' reset values: TRM 3.2.33, table 3-77. */
    private static final int[][] REMAPPED = {
        {0, 0, 1 << 7 | 1 << 4},
        {1, 0, 1 << 7 | 3 << 4},
        {1, 1, 3 << 4},
        {2, 0, 6 << 4 | 2 << 2},
        {3, 1, 1 << 7 | 7 << 4 | 3 << 2},
        {4, 0, 0},
        {7, 0, 7 << 4 | 1 << 2}
    };

    @Test
    void shouldRemapMemoryTypes() throws Exception {
        write(0x0200, 0x4000);
        write(0x0300, 1);
        write(CONTROL, read(CONTROL) | 1 << 28 | 1 << 23 | 1);
        for (int[] row : REMAPPED) {
            int type = (row[0] >>> 2) << 12 | (row[0] & 3) << 2;
            memory.put(0x4000, 0x0050_0000 | row[1] << 16 | 3 << 13 | type | 3 << 10 | 2);
            write(0x0870, 0);
            write(0x0780, 0x1000);
            assertEquals(0x0050_1000 | row[2], read(PAR), "type " + row[0]);
        }
    }

    @Test
    void shouldTranslateToItselfWhileTheMmuIsOff() throws Exception {
        write(0x0780, 0x1234_5678);
        assertEquals(0x1234_5400 | 1 << 7 | 1 << 4, read(PAR));
    }

    /** TRM 3.2.17 and 3.2.19. */
    @Test
    void shouldRecordADataAbort() throws Exception {
        system.record(new Abort(FaultStatus.PERMISSION_PAGE, 5, 0x1234_5678, Access.WRITE));
        assertEquals(1 << 11 | 5 << 4 | 0xf, read(0x0500));
        assertEquals(0x1234_5678, read(0x0600));
        system.record(new Abort(FaultStatus.TRANSLATION_SECTION, 0, 0x42, Access.READ));
        assertEquals(5, read(0x0500));
        assertEquals(0, read(0x0501));
    }

    @Test
    void shouldKeepTheFaultAddressOfImpreciseAborts() throws Exception {
        write(0x0600, 77);
        system.recordDataAbort(FaultStatus.IMPRECISE_EXTERNAL, 3, 0x1000, false);
        assertEquals(0x406, read(0x0500));
        assertEquals(77, read(0x0600));
    }

    /** TRM 3.2.19 and 13.8.5: this part sets FAR to the address that triggered the watchpoint. */
    @Test
    void shouldTellTheAddressAndDomainOfAWatchpoint() throws Exception {
        system.recordDataAbort(FaultStatus.DEBUG, 3, 0x1000, false);
        assertEquals(0x32, read(0x0500));
        assertEquals(0x1000, read(0x0600));
    }

    /** TRM 13.8.5: the IFAR is never updated on debug events. */
    @Test
    void shouldKeepTheInstructionFaultAddressOfDebugEvents() throws Exception {
        write(0x0602, 77);
        system.recordPrefetchAbort(FaultStatus.DEBUG, 0x1000);
        assertEquals(2, read(0x0501));
        assertEquals(77, read(0x0602));
    }

    /** TRM 3.2.18 and 3.2.21. */
    @Test
    void shouldRecordAPrefetchAbort() throws Exception {
        system.record(new Abort(FaultStatus.PERMISSION_SECTION, 5, 0x8000, Access.FETCH));
        assertEquals(0xd, read(0x0501));
        assertEquals(0x8000, read(0x0602));
        assertEquals(0, read(0x0500));
    }

    @Test
    void shouldPutVectorsWhereTheGuestSays() throws Exception {
        assertEquals(0, system.vectorBase());
        write(0x0c00, 0x0001_203f);
        assertEquals(0x0001_2020, system.vectorBase());
        write(CONTROL, 1 << 13);
        assertEquals(0xffff_0000, system.vectorBase());
    }

    @Test
    void shouldTellTheCoreItsControlBits() throws Exception {
        write(CONTROL, 1 << 25 | 1 << 22 | 1 << 1);
        assertTrue(system.bigEndianExceptions());
        assertFalse(system.vectoredInterrupts() || system.loadsKeepState() || system.fastInterrupts());
        write(CONTROL, 1 << 24 | 1 << 21 | 1 << 15);
        assertTrue(system.vectoredInterrupts() && system.loadsKeepState() && system.fastInterrupts());
        assertEquals(2, hooks.controlChanges);
    }

    @Test
    void shouldShowPendingInterrupts() throws Exception {
        hooks.irq = true;
        assertEquals(1 << 7, read(0x0c10));
        hooks.fiq = true;
        assertEquals(1 << 7 | 1 << 6, read(0x0c10));
        hooks.abort = true;
        assertEquals(1 << 8 | 1 << 7 | 1 << 6, read(0x0c10));
    }

    @Test
    void shouldWaitForAnInterrupt() throws Exception {
        write(0x0704, 0);
        assertEquals(1, hooks.waits);
    }

    @Test
    void shouldCountNothingUntilEnabled() throws Exception {
        hooks.cycles = 1000;
        assertEquals(0, read(CCNT));
        write(PMNC, 1);
        hooks.cycles = 1300;
        assertEquals(300, read(CCNT));
        write(PMNC, 0);
        hooks.cycles = 2000;
        assertEquals(300, read(CCNT));
    }

    @Test
    void shouldCountEach64thCycle() throws Exception {
        write(PMNC, 1 << 3 | 1);
        hooks.cycles = 63;
        assertEquals(0, read(CCNT));
        hooks.cycles = 129;
        assertEquals(2, read(CCNT));
    }

    /** TRM table 3-137: instructions are event 7, cycles event 0xff. */
    @Test
    void shouldCountInstructionsAndCyclesAlike() throws Exception {
        write(PMNC, 7 << 20 | 0xff << 12 | 1);
        hooks.cycles = 50;
        assertEquals(50, read(PMN0));
        assertEquals(50, read(PMN1));
        write(PMNC, 7 << 20 | 0 << 12 | 1 << 1 | 1);
        hooks.cycles = 60;
        assertEquals(10, read(PMN0));
        assertEquals(0, read(PMN1));
        assertEquals(60, read(CCNT));
        write(PMNC, 1 << 2 | 1);
        assertEquals(0, read(CCNT));
    }

    @Test
    void shouldFlagAnOverflowUntilItIsCleared() throws Exception {
        write(PMNC, 1 << 6 | 1);
        write(CCNT, -1);
        hooks.cycles = 1;
        assertEquals(1 << 10 | 1 << 6 | 1, read(PMNC));
        write(PMNC, 1 << 10 | 1 << 6 | 1);
        assertEquals(1 << 6 | 1, read(PMNC));
    }

    @Test
    void shouldLetUserModeCountWhenTheKernelAllowsIt() throws Exception {
        assertThrows(UndefinedAccessException.class, () -> system.read(CCNT, false));
        write(0x0f90, 1);
        system.write(PMNC, 1, false);
        hooks.cycles = 5;
        assertEquals(5, system.read(CCNT, false));
    }

    @Test
    void shouldKnowRangeOperations() throws Exception {
        system.writePair(0, 5, true);
        system.writePair(0, 12, false);
        assertThrows(UndefinedAccessException.class, () -> system.writePair(0, 6, false));
        assertThrows(UndefinedAccessException.class, () -> system.writePair(0, 7, true));
    }

    @Test
    void shouldTellTheCoreWhoMayUseTheVfp() throws Exception {
        write(0x0102, 0x00f0_0000);
        assertEquals(0x00f0_0000, system.coprocessorAccess());
    }
}
