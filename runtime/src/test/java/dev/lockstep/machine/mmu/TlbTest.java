package dev.lockstep.machine.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What stays in the TLB and what goes (TRM 6.3, 3.2.23, 3.2.32, 3.2.60). */
class TlbTest {
    private static final int A = 0x1230_0000;
    /** Section, AP = 11: full access. */
    private static final int FULL = 3 << 10 | 2;
    /** The nG bit of a section. */
    private static final int LOCAL = 1 << 17;

    private final Tables tables = new Tables();
    private Mmu mmu = tables.mmu(Tables.EXTENDED);

    private int read(int address) throws Abort {
        return mmu.translate(address, Access.READ, false);
    }

    private void lock(int index, int va, int pa, int attributes) {
        mmu.lockableIndex(index);
        mmu.lockableEntry(new TlbEntry(va, pa, attributes));
    }

    @Test
    void shouldNotSeeAChangedTableWhileAnEntryIsThere() throws Abort {
        tables.first(A, 0x0010_0000 | FULL);
        assertEquals(0x0010_0042, read(A + 0x42));
        tables.first(A, 0x0020_0000 | FULL);
        assertEquals(0x0010_0042, read(A + 0x42));
    }

    @Test
    void shouldSeeAChangedTableAfterInvalidatingAll() throws Abort {
        tables.first(A, 0x0010_0000 | FULL);
        read(A);
        tables.first(A, 0x0020_0000 | FULL);
        mmu.invalidateTlb();
        assertEquals(0x0020_0000, read(A));
    }

    @Test
    void shouldSeeAChangedTableAfterInvalidatingTheAddress() throws Abort {
        tables.first(A, 0x0010_0000 | FULL | LOCAL);
        mmu.registers().contextId(7);
        read(A);
        tables.first(A, 0x0020_0000 | FULL | LOCAL);
        mmu.invalidateTlb(A | 6);
        assertEquals(0x0010_0000, read(A));
        mmu.invalidateTlb(A + 0xf_f000 | 7);
        assertEquals(0x0020_0000, read(A));
    }

    @Test
    void shouldSeeAChangedTableAfterInvalidatingTheAddressSpace() throws Abort {
        tables.first(A, 0x0010_0000 | FULL | LOCAL);
        mmu.registers().contextId(7);
        read(A);
        tables.first(A, 0x0020_0000 | FULL | LOCAL);
        mmu.invalidateTlbAsid(8);
        assertEquals(0x0010_0000, read(A));
        mmu.invalidateTlbAsid(7);
        assertEquals(0x0020_0000, read(A));
    }

    @Test
    void shouldKeepGlobalEntriesWhenAnAddressSpaceIsInvalidated() throws Abort {
        tables.first(A, 0x0010_0000 | FULL);
        read(A);
        tables.first(A, 0);
        mmu.invalidateTlbAsid(0);
        assertEquals(0x0010_0000, read(A));
    }

    @Test
    void shouldTellAddressSpacesApart() throws Abort {
        tables.first(A, 0x0010_0000 | FULL | LOCAL);
        mmu.registers().contextId(1);
        assertEquals(0x0010_0000, read(A));
        tables.first(A, 0x0020_0000 | FULL | LOCAL);
        mmu.registers().contextId(2);
        assertEquals(0x0020_0000, read(A));
        mmu.registers().contextId(0xabcd_ef01);
        assertEquals(0x0010_0000, read(A));
    }

    @Test
    void shouldUseGlobalEntriesInEveryAddressSpace() throws Abort {
        tables.first(A, 0x0010_0000 | FULL);
        mmu.registers().contextId(1);
        read(A);
        tables.first(A, 0);
        mmu.registers().contextId(2);
        assertEquals(0x0010_0000, read(A));
    }

    @Test
    void shouldNotSeeANewTableBaseWhileAnEntryIsThere() throws Abort {
        tables.first(A, 0x0010_0000 | FULL);
        read(A);
        mmu.registers().tableBase0(0x8000);
        assertEquals(0x0010_0000, read(A));
        mmu.invalidateTlb();
        assertThrows(Abort.class, () -> read(A));
    }

    @Test
    void shouldLookAtDomainsOnEachUse() throws Abort {
        tables.first(A, 0x0010_0000 | FULL | 4 << 5);
        read(A);
        mmu.registers().domains(0);
        Abort abort = assertThrows(Abort.class, () -> read(A));
        assertEquals(FaultStatus.DOMAIN_SECTION, abort.status());
        assertEquals(4, abort.domain());
    }

    @Test
    void shouldKeepAnEntryWhosePermissionWasRefused() throws Abort {
        tables.first(A, 0x0010_0000 | 1 << 10 | 2);
        assertThrows(Abort.class, () -> read(A));
        tables.first(A, 0x0010_0000 | FULL);
        assertThrows(Abort.class, () -> read(A));
        mmu.invalidateTlb(A);
        assertEquals(0x0010_0000, read(A));
    }

    @Test
    void shouldNotKeepWhatHasNoTranslation() throws Abort {
        assertThrows(Abort.class, () -> read(A));
        tables.first(A, 0x0010_0000 | FULL);
        assertEquals(0x0010_0000, read(A));
    }

    @Test
    void shouldHoldTwoEntriesOfASetAndReplaceThemInTurn() throws Abort {
        int[] sameSet = {A, A + (32 << 20), A + (64 << 20)};
        for (int address : sameSet) {
            tables.first(address, 0x0010_0000 | FULL);
        }
        read(sameSet[0]);
        read(sameSet[1]);
        int reads = tables.reads();
        read(sameSet[0]);
        read(sameSet[1]);
        assertEquals(reads, tables.reads());
        read(sameSet[2]);
        read(sameSet[1]);
        assertEquals(reads + 1, tables.reads());
        read(sameSet[0]);
        assertEquals(reads + 2, tables.reads());
        read(sameSet[2]);
        assertEquals(reads + 2, tables.reads());
    }

    @Test
    void shouldTellWhenAnEntryIsReplaced() throws Abort {
        int[] told = new int[1];
        mmu.onChange(() -> told[0]++);
        for (int i = 0; i < 3; i++) {
            tables.first(A + (i * 32 << 20), FULL);
            read(A + (i * 32 << 20));
            assertEquals(i == 2 ? 1 : 0, told[0]);
        }
    }

    @Test
    void shouldTellOfEachChangeThatMattersAndOfNoOther() {
        int[] told = new int[1];
        mmu.onChange(() -> told[0]++);
        mmu.registers().domains(0x5555_5555);
        mmu.registers().contextId(0x100);
        mmu.registers().tableBase0(0x8000);
        mmu.registers().control(Tables.EXTENDED | 1 << 12);
        assertEquals(0, told[0]);
        mmu.registers().domains(1);
        mmu.registers().contextId(1);
        mmu.registers().processId(0x0200_0000);
        mmu.registers().control(Tables.EXTENDED | 1 << 8);
        mmu.invalidateTlb();
        mmu.invalidateTlb(A);
        mmu.invalidateTlbAsid(3);
        mmu.lockableEntry(TlbEntry.NONE);
        assertEquals(8, told[0]);
    }

    @Test
    void shouldTranslateByALockedEntryWithoutAnyTable() throws Abort {
        lock(3, A | 1 << 9, 0x0550_0000 | 3 << 6 | 3 << 1 | 1, 5 << 7);
        assertEquals(0x0551_2345, read(A + 0x1_2345));
        assertEquals(0, tables.reads());
    }

    @Test
    void shouldTakeLockedEntriesOfAllSizes() throws Abort {
        int[][] sizes = {{0, 24}, {1, 12}, {2, 16}, {3, 20}};
        for (int[] size : sizes) {
            lock(0, 0x4000_0000 | 1 << 9, 0x0700_0000 | size[0] << 6 | 3 << 1 | 1, 0);
            int last = (1 << size[1]) - 1;
            assertEquals(0x0700_0000 | last, read(0x4000_0000 | last));
            assertThrows(Abort.class, () -> read(0x4000_0000 + last + 1));
        }
    }

    @Test
    void shouldKeepLockedEntriesWhenAllIsInvalidated() throws Abort {
        lock(0, A | 1 << 9, 0x0550_0000 | 3 << 6 | 3 << 1 | 1, 0);
        mmu.invalidateTlb();
        assertEquals(0x0550_0000, read(A));
    }

    @Test
    void shouldRemoveALockedEntryByItsAddress() {
        lock(0, A | 1 << 9, 0x0550_0000 | 3 << 6 | 3 << 1 | 1, 0);
        mmu.invalidateTlb(A);
        assertThrows(Abort.class, () -> read(A));
        assertEquals(0x0550_0000 | 3 << 6 | 3 << 1, mmu.lockableEntry().pa());
    }

    @Test
    void shouldRemoveALockedEntryByItsAddressSpace() {
        lock(0, A | 9, 0x0550_0000 | 3 << 6 | 3 << 1 | 1, 0);
        mmu.registers().contextId(9);
        mmu.invalidateTlbAsid(9);
        assertThrows(Abort.class, () -> read(A));
    }

    @Test
    void shouldNotUseAnEntryOfTheOtherWorld() {
        lock(0, A | 1 << 9, 0x0550_0000 | 1 << 8 | 3 << 6 | 3 << 1 | 1, 0);
        assertThrows(Abort.class, () -> read(A));
        assertNotEquals(0, mmu.lockableEntry().pa() & 1 << 9);
    }

    @Test
    void shouldPlaceWalkedEntriesAmongTheLockableOnesWhilePIsSet() throws Abort {
        tables.first(A, 0x0010_0000 | FULL | 2 << 5 | 1 << 16 | 1 << 3);
        mmu.lockdown(7 << 26 | 1);
        read(A);
        assertEquals(1, mmu.lockdown(), "the victim goes on, from 7 to 0");
        mmu.lockableIndex(7);
        assertEquals(A | 1 << 9, mmu.lockableEntry().va());
        assertEquals(0x0010_0000 | 3 << 6 | 3 << 1 | 1, mmu.lockableEntry().pa());
        assertEquals(2 << 7 | 1 << 2 | 1, mmu.lockableEntry().attributes());
        mmu.invalidateTlb();
        tables.first(A, 0);
        assertEquals(0x0010_0000, read(A));
    }

    @Test
    void shouldForgiveAForgottenInvalidationWhenCoherent() throws Abort {
        mmu = tables.mmu(Tables.EXTENDED, true);
        tables.first(A, 0x0010_0000 | FULL);
        read(A);
        tables.first(A, 0x0020_0000 | FULL);
        assertEquals(0x0020_0000, read(A));
    }

    @Test
    void shouldUseLockedEntriesWhenCoherentToo() throws Abort {
        mmu = tables.mmu(Tables.EXTENDED, true);
        lock(0, A | 1 << 9, 0x0550_0000 | 3 << 6 | 3 << 1 | 1, 0);
        assertEquals(0x0550_0000, read(A));
    }

    @Test
    void shouldKnowWhereTheTablesLieWhenCoherent() throws Abort {
        mmu = tables.mmu(Tables.EXTENDED, true);
        int[] told = new int[1];
        mmu.onChange(() -> told[0]++);
        tables.first(A, 0x0010_0000 | FULL);
        int descriptor = Tables.FIRST + (A >>> 20) * 4;
        assertFalse(mmu.holdsDescriptors(descriptor));
        read(A);
        assertTrue(mmu.holdsDescriptors(descriptor));
        assertFalse(mmu.holdsDescriptors(descriptor + 256));
        assertEquals(1, told[0]);
        mmu.descriptorsWritten(descriptor);
        mmu.descriptorsWritten(descriptor + 256);
        assertEquals(2, told[0]);
    }
}
