package dev.lockstep.machine.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cpu.CpuState;
import org.junit.jupiter.api.Test;

/** TRM 2.12.10 and 2.12.11: external aborts, precise and imprecise. */
class BusErrorsTest {
    private static final int NOP = 0xe320f000;
    private static final int LOAD = 0xe5912000; // ldr r2, [r1]
    private static final int STORE = 0xe5810000; // str r0, [r1]
    private static final int UNMASK = 0xf1080100; // cpsie a
    private static final int NOWHERE = 0x30000000;
    private static final int DFSR = 0x500;
    private static final int FAR = 0x600;
    private static final int ISR = 0xc10;
    private static final int FAST_INTERRUPTS = 1 << 21;

    private final Rig rig = new Rig();

    /** The first megabyte is itself, the second is where nothing answers: normal memory, not cached. */
    private void mapNowhere(int control) {
        ExceptionEntryTest.withSections(rig);
        rig.put(0xc004, NOWHERE | 1 << 12 | 0xc02);
        ExceptionEntryTest.write(rig, 0x100, 0x00c50079 | control);
        rig.cpu.r[1] = 0x00100000;
        rig.processor.abortStrayAccesses();
    }

    @Test
    void nothingIsAbortedUnlessAskedFor() {
        rig.code(LOAD).in(Mode.SVC, 0);
        rig.cpu.r[1] = NOWHERE;
        rig.run(1);
        assertEquals(Mode.SVC, rig.modes.mode());
    }

    @Test
    void withTheMmuOffAbortsArePrecise() {
        rig.code(NOP, STORE).in(Mode.SVC, 0);
        rig.cpu.r[1] = NOWHERE;
        rig.processor.abortStrayAccesses();
        rig.runToException();
        assertEquals(0x10, rig.cpu.pc());
        assertEquals(Rig.CODE + 4 + 8, rig.cpu.r[CpuState.LR]);
        assertEquals(0x808, ExceptionEntryTest.read(rig, DFSR));
        assertEquals(NOWHERE, ExceptionEntryTest.read(rig, FAR));
    }

    @Test
    void aDeviceThatAnswersIsNotAborted() {
        rig.attachCounter().code(LOAD).in(Mode.SVC, 0);
        rig.cpu.r[1] = Rig.DEVICE;
        rig.processor.abortStrayAccesses();
        rig.run(1);
        assertEquals(1, rig.cpu.r[2]);
    }

    @Test
    void aStoreToNormalMemoryIsAbortedBehindIt() {
        rig.code(STORE, NOP).in(Mode.SVC, 0);
        mapNowhere(0);
        rig.runToException();
        assertEquals(0x10, rig.cpu.pc());
        assertEquals(Rig.CODE + 4 + 8, rig.cpu.r[CpuState.LR]);
        assertEquals(0xc06, ExceptionEntryTest.read(rig, DFSR));
        assertEquals(0, ExceptionEntryTest.read(rig, FAR));
    }

    @Test
    void anImpreciseAbortWaitsUntilItIsUnmasked() {
        rig.code(STORE, NOP, UNMASK, NOP).in(Mode.SVC, Modes.MASK_A);
        mapNowhere(0);
        rig.run(2);
        assertEquals(Mode.SVC, rig.modes.mode());
        assertEquals(1 << 8, ExceptionEntryTest.read(rig, ISR));
        rig.runToException();
        assertEquals(Rig.CODE + 12 + 8, rig.cpu.r[CpuState.LR]);
        assertEquals(0, ExceptionEntryTest.read(rig, ISR));
    }

    @Test
    void anInterruptComesFirst() {
        // str r0, [r1]; cpsie ai
        rig.code(STORE, 0xf1080180, NOP).in(Mode.SVC, Modes.MASK_A | Modes.MASK_I);
        mapNowhere(0);
        rig.irq = true;
        rig.run(3);
        assertEquals(Mode.IRQ, rig.modes.mode());
        assertEquals(1 << 8 | 1 << 7, ExceptionEntryTest.read(rig, ISR));
    }

    @Test
    void aLoadFromNormalMemoryIsPreciseOnlyWithControlBitFi() {
        rig.code(LOAD, NOP).in(Mode.SVC, 0);
        mapNowhere(0);
        rig.runToException();
        assertEquals(0x406, ExceptionEntryTest.read(rig, DFSR));
        rig.in(Mode.SVC, 0);
        rig.cpu.r[CpuState.PC] = Rig.CODE;
        ExceptionEntryTest.write(rig, 0x100, 0x00c50079 | FAST_INTERRUPTS);
        rig.runToException();
        assertEquals(0x008, ExceptionEntryTest.read(rig, DFSR));
        assertEquals(Rig.CODE + 8, rig.cpu.r[CpuState.LR]);
    }
}
