package dev.lockstep.machine.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A debugger sees what the processor would, whatever the rights, and leaves no trace. */
final class LookTest {
    private static final int ON = 1 | 1 << 23;
    private static final int TABLE = 0x4000;
    private static final int SECTION = 2;
    private static final int ANYBODY = 3 << 10;

    private final Map<Integer, Integer> memory = new HashMap<>();
    private final Mmu mmu = new Mmu(address -> memory.getOrDefault(address, 0));

    private void map(int megabyte, int descriptor) {
        memory.put(TABLE + Integer.BYTES * megabyte, descriptor);
    }

    private void turnOn() {
        mmu.registers().tableBase0(TABLE);
        mmu.registers().domains(1);
        mmu.registers().control(ON);
    }

    @Test
    void shouldSeeWhatNobodyMayRead() {
        map(1, 0x00300000 | SECTION);
        turnOn();

        assertThrows(Abort.class, () -> mmu.translate(0x00100010, Access.READ, true));
        assertEquals(OptionalInt.of(0x00300010), mmu.look(0x00100010));
    }

    @Test
    void shouldNotFillTheTlb() throws Abort {
        map(1, 0x00300000 | SECTION | ANYBODY);
        turnOn();
        mmu.look(0x00100000);
        map(1, 0x00500000 | SECTION | ANYBODY);

        assertEquals(0x00500000, mmu.translate(0x00100000, Access.READ, true));
    }

    @Test
    void shouldSeeWhatTheTlbStillHolds() throws Abort {
        map(1, 0x00300000 | SECTION | ANYBODY);
        turnOn();
        mmu.translate(0x00100000, Access.READ, true);
        map(1, 0x00500000 | SECTION | ANYBODY);

        assertEquals(OptionalInt.of(0x00300004), mmu.look(0x00100004));
    }

    @Test
    void shouldSeeNothingWhereNothingIsMapped() {
        turnOn();

        assertEquals(OptionalInt.empty(), mmu.look(0x00100000));
    }
}
