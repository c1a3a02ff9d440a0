package dev.lockstep.machine.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cause of a fault gives its status, domain and address (TRM 6.9, 6.10 table 6-11; ARM ARM B4.6). */
class FaultTest {
    private static final int A = 0x1234_5000;
    private static final int FORCE_AP = 1 << 29;
    private static final int NO_TABLE = 0x7000_0000;

    /**
     * One cause.
     *
     * @param section of the TRM
     * @param status FSR[10,3:0]
     */
    private record Row(
            String name,
            String section,
            int status,
            int domain,
            Access access,
            boolean privileged,
            Consumer<Setup> setup) {
        @Override
        public String toString() {
            return name + " (" + section + ")";
        }
    }

    /** What a row may set up. */
    private record Setup(Tables tables, Mmu mmu) {}

    private static Row row(String name, String section, int status, int domain, Access access, Consumer<Setup> setup) {
        return new Row(name, section, status, domain, access, false, setup);
    }

    static Stream<Row> rows() {
        return Stream.of(
                row("no first-level descriptor", "6.9.2", 0x5, 0, Access.READ, s -> s.tables.first(A, 3 << 5)),
                row("reserved descriptor", "6.11.2", 0x5, 0, Access.READ, s -> s.tables.first(A, 3 << 5 | 3)),
                row("walk disabled by PD0", "3.2.15", 0x5, 0, Access.READ, s -> {
                    s.tables.first(A, 3 << 10 | 2);
                    s.mmu.registers().tableControl(1 << 4);
                }),
                row("walk disabled by PD1", "3.2.15", 0x5, 0, Access.FETCH, s -> s.mmu.registers()
                        .tableControl(1 << 5 | 7)),
                row("no page", "6.9.2", 0x7, 3, Access.WRITE, s -> s.tables.second(0, 3, A, 0)),
                row("first level not there", "6.9.1", 0xc, 0, Access.READ, s -> s.mmu.registers()
                        .tableBase0(NO_TABLE)),
                row(
                        "second level not there",
                        "6.9.1",
                        0xe,
                        9,
                        Access.READ,
                        s -> s.tables.first(A, NO_TABLE | 9 << 5 | 1)),
                row("domain of a section", "6.9.4", 0x9, 2, Access.READ, s -> {
                    s.tables.first(A, 3 << 10 | 2 << 5 | 2);
                    s.mmu.registers().domains(0);
                }),
                row("reserved domain access", "3.2.16", 0x9, 2, Access.READ, s -> {
                    s.tables.first(A, 3 << 10 | 2 << 5 | 2);
                    s.mmu.registers().domains(2 << 4);
                }),
                row("domain of a page", "6.9.4", 0xb, 15, Access.FETCH, s -> {
                    s.tables.second(0, 15, A, 0x30 | 2);
                    s.mmu.registers().domains(0);
                }),
                row(
                        "permission of a section",
                        "6.9.5",
                        0xd,
                        1,
                        Access.WRITE,
                        s -> s.tables.first(A, 2 << 10 | 1 << 5 | 2)),
                row("permission of a page", "6.9.5", 0xf, 4, Access.WRITE, s -> s.tables.second(0, 4, A, 0x20 | 2)),
                row(
                        "execute never in a section",
                        "6.5.4",
                        0xd,
                        1,
                        Access.FETCH,
                        s -> s.tables.first(A, 3 << 10 | 1 << 5 | 1 << 4 | 2)),
                row("execute never in a page", "6.5.4", 0xf, 1, Access.FETCH, s -> s.tables.second(0, 1, A, 0x30 | 3)),
                row("access bit of a section", "6.5.3", 0x3, 6, Access.READ, s -> {
                    s.tables.first(A, 2 << 10 | 6 << 5 | 2);
                    s.mmu.registers().control(Tables.EXTENDED | FORCE_AP);
                }),
                row("access bit of a page, before its domain", "6.5.3", 0x6, 6, Access.READ, s -> {
                    s.tables.second(0, 6, A, 0x20 | 2);
                    s.mmu.registers().control(Tables.EXTENDED | FORCE_AP);
                    s.mmu.registers().domains(0);
                }));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldTellWhy(Row row) {
        Tables tables = new Tables();
        Mmu mmu = new Mmu(tables::word, address -> address >>> 28 != 7, false);
        mmu.registers().tableBase0(Tables.FIRST);
        mmu.registers().domains(0x5555_5555);
        mmu.registers().control(Tables.EXTENDED);
        row.setup.accept(new Setup(tables, mmu));
        Abort abort = assertThrows(Abort.class, () -> mmu.translate(A + 4, row.access, row.privileged));
        assertEquals(row.status, abort.status().code());
        assertEquals(row.domain, abort.domain());
        assertEquals(A + 4, abort.address());
        assertEquals(row.access, abort.access());
    }

    @Test
    void shouldCheckNothingForAManager() throws Abort {
        Tables tables = new Tables();
        Mmu mmu = tables.mmu(Tables.EXTENDED);
        tables.first(A, 0x0010_0000 | 1 << 4 | 2);
        mmu.registers().domains(3);
        assertEquals(0x0014_5000, mmu.translate(A, Access.FETCH, false));
        assertEquals(0x0014_5000, mmu.translate(A, Access.WRITE, false));
    }

    /** TRM table 6-1 and ARM ARM table B4-1: APX and AP, S and R, then privileged read and write, user read and write. */
    private static final String[] PERMISSIONS = {
        "000 00 ----", "000 10 r---", "000 01 r-r-", "000 11 ----",
        "001 00 rw--", "010 00 rwr-", "011 00 rwrw", "100 00 ----",
        "101 00 r---", "110 00 r-r-", "111 00 r-r-", "101 11 r---"
    };

    @Test
    void shouldPermitWhatTheTableSays() {
        for (String row : PERMISSIONS) {
            int permissions = Integer.parseInt(row.substring(0, 3), 2);
            int system = row.charAt(4) == '1' ? 1 << 8 : 0;
            int rom = row.charAt(5) == '1' ? 1 << 9 : 0;
            Tables tables = new Tables();
            Mmu mmu = tables.mmu(Tables.EXTENDED | system | rom);
            tables.first(A, (permissions >>> 2) << 15 | (permissions & 3) << 10 | 2);
            StringBuilder found = new StringBuilder();
            for (boolean privileged : new boolean[] {true, false}) {
                found.append(permitted(mmu, Access.READ, privileged) ? 'r' : '-');
                found.append(permitted(mmu, Access.WRITE, privileged) ? 'w' : '-');
                assertEquals(permitted(mmu, Access.READ, privileged), permitted(mmu, Access.FETCH, privileged), row);
            }
            assertEquals(row.substring(7), found.toString(), row);
        }
    }

    private static boolean permitted(Mmu mmu, Access access, boolean privileged) {
        try {
            mmu.translate(A, access, privileged);
            return true;
        } catch (Abort abort) {
            return false;
        }
    }

    /** Control bits A and U, kind, bytes, address and whether it faults: TRM 4.2.1, ARM ARM table A2-10. */
    private static final Object[][] ALIGNMENTS = {
        {0, 0, MemoryAccess.SINGLE, 4, 1, false}, {0, 0, MemoryAccess.MULTIPLE, 4, 1, false},
        {0, 0, MemoryAccess.DOUBLE, 8, 4, false}, {0, 0, MemoryAccess.EXCLUSIVE, 4, 2, false},
        {1, 0, MemoryAccess.SINGLE, 1, 3, false}, {1, 0, MemoryAccess.SINGLE, 2, 1, true},
        {1, 0, MemoryAccess.SINGLE, 2, 2, false}, {1, 0, MemoryAccess.SINGLE, 4, 2, true},
        {1, 0, MemoryAccess.MULTIPLE, 4, 2, true}, {1, 0, MemoryAccess.DOUBLE, 8, 4, true},
        {1, 0, MemoryAccess.EXCLUSIVE, 2, 1, true}, {1, 0, MemoryAccess.DOUBLE, 8, 8, false},
        {0, 1, MemoryAccess.SINGLE, 4, 1, false}, {0, 1, MemoryAccess.SINGLE, 2, 1, false},
        {0, 1, MemoryAccess.MULTIPLE, 4, 2, true}, {0, 1, MemoryAccess.DOUBLE, 8, 4, false},
        {0, 1, MemoryAccess.DOUBLE, 8, 2, true}, {0, 1, MemoryAccess.EXCLUSIVE, 8, 4, true},
        {1, 1, MemoryAccess.SINGLE, 4, 1, true}, {1, 1, MemoryAccess.SINGLE, 2, 1, true},
        {1, 1, MemoryAccess.MULTIPLE, 4, 4, false}, {1, 1, MemoryAccess.DOUBLE, 8, 4, false},
        {1, 1, MemoryAccess.DOUBLE, 8, 6, true}, {1, 1, MemoryAccess.EXCLUSIVE, 4, 2, true},
    };

    @Test
    void shouldCheckAlignmentAsTheTableSays() {
        for (Object[] row : ALIGNMENTS) {
            Mmu mmu = new Tables().mmu((int) row[0] << 1 | (int) row[1] << 22);
            boolean faults = mmu.alignmentFaults((int) row[4], (int) row[3], (MemoryAccess) row[2]);
            assertEquals(row[5], faults, java.util.Arrays.toString(row));
        }
    }

    @Test
    void shouldGiveTheModifiedAddressOfAFault() {
        Mmu mmu = new Tables().mmu(Tables.EXTENDED);
        mmu.registers().processId(0x0c00_0000);
        Abort abort = assertThrows(Abort.class, () -> mmu.translate(0x0123_4567, Access.READ, true));
        assertEquals(0x0d23_4567, abort.address());
        abort = assertThrows(Abort.class, () -> mmu.translate(0x0223_4567, Access.READ, true));
        assertEquals(0x0223_4567, abort.address());
        assertEquals(0x0c00_0001, mmu.alignmentAbort(1, Access.READ).address());
    }

    @Test
    void shouldTranslateNothingWhileOff() throws Abort {
        Mmu mmu = new Tables().mmu(0);
        assertEquals(0xffff_ffff, mmu.translate(0xffff_ffff, Access.WRITE, false));
        assertEquals(0x1234, mmu.translate(0x1234, Access.FETCH, false));
    }

    /** FSR bits of each status: TRM table 6-11. */
    @Test
    void shouldPutTheFifthBitOfAStatusAtBitTen() {
        assertEquals(0x406, FaultStatus.IMPRECISE_EXTERNAL.statusBits());
        assertEquals(0x8, FaultStatus.EXTERNAL.statusBits());
        assertEquals(0x1, FaultStatus.ALIGNMENT.statusBits());
        assertEquals(0x2, FaultStatus.DEBUG.statusBits());
        assertEquals(0x4, FaultStatus.CACHE_MAINTENANCE.statusBits());
    }
}
