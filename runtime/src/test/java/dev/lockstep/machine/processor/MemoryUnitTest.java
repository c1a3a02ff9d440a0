package dev.lockstep.machine.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MemoryUnitTest {
    @Test
    void aStoreChangesCodeThatWasExecuted() {
        // nop; str r0, [r1]; b to the first
        Rig rig = new Rig().code(0xe320f000, 0xe5810000, 0xeafffffc);
        rig.cpu.r[0] = 0xe2822001; // add r2, r2, #1
        rig.cpu.r[1] = Rig.CODE;
        rig.run(7);
        assertEquals(2, rig.cpu.r[2]);
    }

    @Test
    void aStoreBehindCodeThatWasExecutedGoesOnWorking() {
        // str r0, [r1], #4; b to it
        Rig rig = new Rig().code(0xe4810004, 0xeafffffd);
        rig.cpu.r[1] = Rig.CODE + 0x100;
        rig.cpu.r[0] = 9;
        rig.run(20);
        assertEquals(9, rig.word(Rig.CODE + 0x124));
    }

    @Test
    void aDeviceIsReadOncePerRegisterOfALoadMultiple() {
        // ldmia r1, {r2, r3}
        Rig rig = new Rig().attachCounter().code(0xe891000c);
        rig.cpu.r[1] = Rig.DEVICE;
        rig.run(1);
        assertEquals(1, rig.cpu.r[2]);
        assertEquals(2, rig.cpu.r[3]);
    }

    @Test
    void aDeviceIsReadAgainByTheNextInstruction() {
        // ldr r2, [r1]; ldr r3, [r1]
        Rig rig = new Rig().attachCounter().code(0xe5912000, 0xe5913000);
        rig.cpu.r[1] = Rig.DEVICE;
        rig.run(2);
        assertEquals(1, rig.cpu.r[2]);
        assertEquals(2, rig.cpu.r[3]);
    }

    @Test
    void wordsAreRotatedWithControlBitUClear() {
        // ldr r0, [r1]
        Rig rig = new Rig().code(0xe5910000).put(Rig.DATA, 0x44332211);
        rig.cpu.r[1] = Rig.DATA + 1;
        rig.run(1);
        assertEquals(0x11443322, rig.cpu.r[0]);
    }

    @Test
    void wordsLieAnywhereWithControlBitUSet() {
        Rig rig = new Rig().code(0xe5910000).put(Rig.DATA, 0x44332211, 0x88776655);
        ExceptionEntryTest.write(rig, 0x100, 0x00450078);
        rig.cpu.r[1] = Rig.DATA + 1;
        rig.run(1);
        assertEquals(0x55443322, rig.cpu.r[0]);
    }

    @Test
    void multipleLoadsDropTheLowestBitsWithControlBitUClear() {
        Rig rig = new Rig().code(0xe891000c).put(Rig.DATA, 5, 6);
        rig.cpu.r[1] = Rig.DATA + 2;
        rig.run(1);
        assertEquals(5, rig.cpu.r[2]);
        assertEquals(6, rig.cpu.r[3]);
    }

    @Test
    void aDeviceSeesTheExactTime() {
        // mrc p15, 0, r0, c15, c12, 1 after counting is switched on: one instruction is one cycle
        Rig rig = new Rig().code(0xee0f1f1c, 0xe320f000, 0xe320f000, 0xee1f0f3c, 0xee1f2f3c);
        rig.cpu.r[1] = 5;
        rig.run(5);
        assertEquals(1, rig.cpu.r[2] - rig.cpu.r[0]);
        assertEquals(3, rig.cpu.r[0]);
    }
}
