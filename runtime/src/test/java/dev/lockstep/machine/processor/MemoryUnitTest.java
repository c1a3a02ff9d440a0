package dev.lockstep.machine.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CpuState;
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

    /** The load multiple reads one register of the device and faults; its handler reads that register again. */
    @Test
    void aDeviceIsReadAgainByTheHandlerOfALoadThatFaulted() {
        Rig rig = new Rig().attachCounter(0x200ffffc).code(0xe891000c);
        ExceptionEntryTest.withSections(rig);
        rig.put(0xc000 + 4 * 0x10, 0x20000c02).put(0x10, 0xe5914000);
        rig.cpu.r[1] = 0x010ffffc;
        rig.run(1);
        assertEquals(Mode.ABT, rig.modes.mode());
        assertEquals(2, rig.cpu.r[4]);
    }

    /** ARM ARM table A2-10: with control bits A and U clear the low bits of the address do not count. */
    @Test
    void exclusiveAccessesDropTheLowestBitsWithControlBitUClear() {
        // ldrex r0, [r1]; strex r2, r3, [r1]
        Rig rig = new Rig().code(0xe1910f9f, 0xe1812f93).put(Rig.DATA, 5);
        rig.cpu.r[1] = Rig.DATA + 2;
        rig.cpu.r[3] = 6;
        rig.run(2);
        assertEquals(5, rig.cpu.r[0]);
        assertEquals(0, rig.cpu.r[2]);
        assertEquals(6, rig.word(Rig.DATA));
    }

    @Test
    void exclusiveAccessesAreCheckedWithControlBitUSet() {
        Rig rig = new Rig().code(0xe1910f9f).in(Mode.SVC, 0);
        ExceptionEntryTest.write(rig, 0x100, 0x00450078);
        rig.cpu.r[1] = Rig.DATA + 2;
        rig.runToException();
        assertEquals(Mode.ABT, rig.modes.mode());
        assertEquals(1, ExceptionEntryTest.read(rig, 0x500));
    }

    @Test
    void loadsAndStoresOfTheVfpDropTheLowestBitsWithControlBitUClear() {
        // mcr p15, 0, r0, c1, c0, 2; fmxr fpexc, r2; flds s0, [r1]; fsts s0, [r1, #4]
        Rig rig = new Rig().code(0xee010f50, 0xeee82a10, 0xed910a00, 0xed810a01).put(Rig.DATA, 5);
        rig.cpu.r[0] = 0x00f00000;
        rig.cpu.r[1] = Rig.DATA + 3;
        rig.cpu.r[2] = 1 << 30;
        rig.run(4);
        assertEquals(5, rig.word(Rig.DATA + 4));
    }

    /** TRM 4.4.1: words are what they were, within them bytes and halfwords stand in the other order. */
    @Test
    void memoryIsWordInvariantWithControlBitB() {
        // ldr r2, [r1]; ldrb r3, [r1]; ldrh r4, [r1]; strb r0, [r1, #4]; strh r0, [r1, #8]; ldr r5, [r1]
        Rig rig = new Rig().code(0xe5912000, 0xe5d13000, 0xe1d140b0, 0xe5c10004, 0xe1c100b8, 0xe5915000);
        rig.put(Rig.DATA, 0x11223344);
        rig.cpu.r[0] = 0x5566;
        rig.cpu.r[1] = Rig.DATA;
        rig.run(1);
        ExceptionEntryTest.write(rig, 0x100, 0x000500f8);
        rig.run(5);
        assertEquals(0x11223344, rig.cpu.r[2]);
        assertEquals(0x11, rig.cpu.r[3]);
        assertEquals(0x1122, rig.cpu.r[4]);
        assertEquals(0x66000000, rig.word(Rig.DATA + 4));
        assertEquals(0x55660000, rig.word(Rig.DATA + 8));
        assertEquals(0x11223344, rig.cpu.r[5]);
    }

    @Test
    void thumbInstructionsAreTheUpperHalfFirstThen() {
        // movs r0, #5; movs r1, #6; before that as little-endian code
        Rig rig = new Rig().code(0x20052106);
        rig.modes.become(Mode.SYS.number() | CpuState.THUMB);
        rig.run(1);
        assertEquals(6, rig.cpu.r[1]);
        ExceptionEntryTest.write(rig, 0x100, 0x000500f8);
        rig.cpu.r[CpuState.PC] = Rig.CODE;
        rig.cpu.r[1] = 0;
        rig.run(1);
        assertEquals(5, rig.cpu.r[0]);
        assertEquals(0, rig.cpu.r[1]);
        rig.run(1);
        assertEquals(6, rig.cpu.r[1]);
    }

    /** ARM ARM B4.7.5: each of a small page's four subpages has permissions of its own. */
    @Test
    void theRightToFetchIsThatOfEachSubpage() {
        int sections = 0x40000;
        int pages = 0x44000;
        int firstForAllOthersPrivileged = 0x572;
        Rig rig = new Rig();
        rig.put(sections, pages | 1).put(pages, 0xff2).put(pages + 4 * 8, 0x8000 | firstForAllOthersPrivileged);
        for (int address = 0x83f0; address < 0x8420; address += 4) {
            rig.put(address, 0xe320f000);
        }
        ExceptionEntryTest.write(rig, 0x200, sections);
        ExceptionEntryTest.write(rig, 0x300, 1);
        ExceptionEntryTest.write(rig, 0x100, 0x00050079);
        rig.in(Mode.USR, 0);
        rig.cpu.r[CpuState.PC] = 0x83f0;
        rig.runToException();
        assertEquals(0x8400 + 4, rig.cpu.r[CpuState.LR]);
        assertEquals(0xf, ExceptionEntryTest.read(rig, 0x501));
    }

    /** TRM 3.2.7: with L4 set loads of the pc stay in the state that they are in. */
    @Test
    void loadsOfThePcKeepTheStateWithControlBitL4() {
        // ldr pc, [r1]
        Rig rig = new Rig().code(0xe591f000).put(Rig.DATA, Rig.CODE + 0x101);
        rig.cpu.r[1] = Rig.DATA;
        ExceptionEntryTest.write(rig, 0x100, 0x00058078);
        rig.run(1);
        assertEquals(Rig.CODE + 0x100, rig.cpu.pc());
        assertFalse(rig.cpu.thumb());
        ExceptionEntryTest.write(rig, 0x100, 0x00050078);
        rig.cpu.r[CpuState.PC] = Rig.CODE;
        rig.run(1);
        assertTrue(rig.cpu.thumb());
    }

    @Test
    void aReturnFromThumbCodeStaysThereWithControlBitL4() {
        // pop {pc}
        Rig rig = new Rig().code(0x0000bd00).put(Rig.DATA, Rig.CODE + 0x100);
        rig.modes.become(Mode.SYS.number() | CpuState.THUMB);
        rig.cpu.r[CpuState.SP] = Rig.DATA;
        ExceptionEntryTest.write(rig, 0x100, 0x00058078);
        rig.run(1);
        assertEquals(Rig.CODE + 0x100, rig.cpu.pc());
        assertTrue(rig.cpu.thumb());
    }
}
