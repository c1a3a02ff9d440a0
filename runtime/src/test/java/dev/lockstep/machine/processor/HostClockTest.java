package dev.lockstep.machine.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.machine.bus.Device;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostClockTest {
    private static final int CYCLES_PER_MICROSECOND = 700;
    private static final long START = -5;
    private static final int WAIT = 0xee070f90;
    private static final int STAY = 0xeafffffe;

    private long host = START;
    private final HostClock clock = new HostClock(CYCLES_PER_MICROSECOND, () -> host, slept -> host += slept);

    /** Interrupts from a cycle on, and tells the time that it sees. */
    private static final class Alarm implements Device {
        private final Rig rig;
        private final long at;
        private long now;

        Alarm(Rig rig, long at) {
            this.rig = rig;
            this.at = at;
        }

        @Override
        public int read(int offset) {
            return (int) now;
        }

        @Override
        public void write(int offset, int value) {}

        @Override
        public void advance(long cycle) {
            now = cycle;
            rig.irq = now >= at;
        }

        @Override
        public long due() {
            return now >= at ? Long.MAX_VALUE : at;
        }
    }

    @Test
    void cyclesAreCountedFromTheStart() {
        assertEquals(0, clock.cycles());
        host += 1_000;
        assertEquals(700, clock.cycles());
        host += 10;
        assertEquals(707, clock.cycles());
        host = START + 1_000_000_000_000_000L;
        assertEquals(700_000_000_000_000L, clock.cycles());
    }

    @Test
    void sleepsAreNeverLongerThanTenMilliseconds() {
        clock.sleep(7_000);
        assertEquals(START + 10_000, host);
        clock.sleep(Long.MAX_VALUE);
        assertEquals(START + 10_010_000, host);
    }

    @Test
    void aWaitTakesTheHostsTimeAndNoInstructions() {
        Rig rig = new Rig().code(WAIT, STAY).in(Mode.SVC, Modes.MASK_I);
        rig.memory.attach(Rig.DEVICE, 4, new Alarm(rig, 35_000_000));
        rig.processor.follow(clock);
        rig.processor.run(10, Optional::empty);
        assertEquals(10, rig.processor.instructions());
        assertEquals(START + 50_000_000, host);
    }

    @Test
    void aDeviceSeesTheHostsTime() {
        // ldr r0, [r1]
        Rig rig = new Rig().code(0xe5910000);
        rig.cpu.r[1] = Rig.DEVICE;
        rig.memory.attach(Rig.DEVICE, 4, new Alarm(rig, Long.MAX_VALUE));
        rig.processor.follow(clock);
        host += 1_000_000;
        rig.processor.run(1, Optional::empty);
        assertEquals(700_000, rig.cpu.r[0]);
    }

    @Test
    void withoutItTimeIsInstructions() {
        Rig rig = new Rig().code(WAIT, STAY).in(Mode.SVC, Modes.MASK_I);
        rig.memory.attach(Rig.DEVICE, 4, new Alarm(rig, 500));
        rig.processor.run(1_000, Optional::empty);
        assertEquals(1_000, rig.processor.now());
        assertTrue(rig.cpu.r[CpuState.PC] == Rig.CODE + 4);
        assertEquals(START, host);
    }
}
