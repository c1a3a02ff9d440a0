package dev.lockstep.image.dwarf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceLinesTest {
    private static Optional<String> at(byte[] table, int address) {
        return LineTable.lines(table).at(address).map(SourceLine::toString);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    @Test
    void aRowShouldHoldUpToTheNextOne() {
        byte[] table = LineTable.bytes();

        assertEquals(Optional.of("src/a.c:5"), at(table, 0x8000));
        assertEquals(Optional.of("src/a.c:5"), at(table, 0x8002));
        assertEquals(Optional.of("b.h:7"), at(table, 0x8004));
    }

    @Test
    void nothingShouldBeKnownOutsideASequence() {
        byte[] table = LineTable.bytes();

        assertEquals(Optional.empty(), at(table, 0x7ffe));
        assertEquals(Optional.empty(), at(table, 0x8008));
        assertEquals(Optional.empty(), at(table, 0xffffffff));
    }

    @Test
    void fileShouldBeTheNameWithoutDirectories() {
        assertEquals("a.c", new SourceLine("src/a.c", 5).file());
        assertEquals("b.h", new SourceLine("b.h", 5).file());
    }

    @Test
    void specialOpcodesShouldAdvanceAddressAndLine() {
        // Opcode 10 + 14 * 2 + 8: two units, and -5 + 8 lines.
        byte[] table =
                LineTable.unit(join(new byte[] {0, 5, 2, 0, (byte) 0x80, 0, 0, 1, 10 + 14 * 2 + 8, 2, 1, 0, 1, 1}));

        assertEquals(Optional.of("src/a.c:1"), at(table, 0x8002));
        assertEquals(Optional.of("src/a.c:4"), at(table, 0x8004));
        assertEquals(Optional.empty(), at(table, 0x8006));
    }

    @Test
    void sequencesOfRemovedFunctionsShouldNotHideOthers() {
        // From 0 to 0x10000.
        byte[] removed = {0, 5, 2, 0, 0, 0, 0, 3, 100, 1, 2, (byte) 0x80, (byte) 0x80, 2, 0, 1, 1};

        byte[] table = LineTable.unit(join(removed, LineTable.program(), removed));

        assertEquals(Optional.of("src/a.c:5"), at(table, 0x8000));
    }

    @Test
    void nothingShouldBeKnownWhereThereAreNoInstructions() {
        SourceLines lines = LineTable.lines(LineTable.bytes(), address -> address >= 0x8004);

        assertEquals(Optional.empty(), lines.at(0x8000));
        assertEquals(Optional.of("b.h:7"), lines.at(0x8004).map(SourceLine::toString));
    }

    @Test
    void aDamagedUnitShouldNotHideTheNextOne() {
        byte[] damaged = LineTable.bytes();
        damaged[LineTable.VERSION] = 9;

        assertEquals(Optional.of("src/a.c:5"), at(join(damaged, LineTable.bytes()), 0x8000));
    }

    @Test
    void aRangeOfNoLinesShouldBeDamage() {
        byte[] table = LineTable.bytes();
        table[LineTable.LINE_RANGE] = 0;

        assertEquals(Optional.empty(), at(table, 0x8000));
    }

    @Test
    void whatWasReadBeforeTheDamageShouldBeKept() {
        byte[] descending = {0, 5, 2, 0, 0, 1, 0, 1, 0, 5, 2, 0, 0, 0, 0, 1};

        assertEquals(Optional.of("b.h:7"), at(LineTable.unit(join(LineTable.program(), descending)), 0x8004));
    }

    @Test
    void everyCutOffTableShouldGiveNothing() {
        byte[] table = LineTable.bytes();
        for (int length = 0; length < table.length; length++) {
            assertEquals(Optional.empty(), at(Arrays.copyOf(table, length), 0x8000), "length " + length);
        }
    }

    @Test
    void rowsShouldBeBounded() {
        byte[] program = new byte[LineTableReader.MAX_ROWS + 100];
        Arrays.fill(program, (byte) 1);

        byte[] table = LineTable.unit(join(LineTable.program(), program, new byte[] {0, 1, 1}));

        assertEquals(Optional.of("src/a.c:5"), at(table, 0x8000));
        assertEquals(Optional.empty(), at(table, 0));
    }

    @Test
    void programsWithoutTablesShouldHaveNoLines() {
        assertEquals(Optional.empty(), SourceLines.none().at(0x8000));
    }
}
