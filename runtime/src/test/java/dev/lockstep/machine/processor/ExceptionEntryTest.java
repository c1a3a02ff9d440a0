package dev.lockstep.machine.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.machine.UndefinedAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ARM ARM A2.6, TRM 2.12: where each exception goes and what it leaves behind. */
class ExceptionEntryTest {
    private static final int THUMB = CpuState.THUMB;
    private static final int USER = Mode.USR.number();

    /** lr is told relative to the instruction that takes the exception. */
    @ParameterizedTest
    @CsvSource({
        "ef000005, false, 08, SVC, 4, 0",
        "0000df05, true, 08, SVC, 2, 0",
        "e7f000f0, false, 04, UND, 4, 0",
        "0000de00, true, 04, UND, 2, 0",
        "e1200071, false, 0c, ABT, 4, 100",
        "0000be01, true, 0c, ABT, 4, 100",
        "e891000c, false, 10, ABT, 8, 100",
        "0000c90c, true, 10, ABT, 8, 100",
    })
    void instructionsTakeTheirException(String word, boolean thumb, String vector, Mode mode, int lr, String masks) {
        Rig rig = new Rig().code((int) Long.parseLong(word, 16));
        // A multiple load from an address that is not aligned aborts with control bit A.
        write(rig, 0x100, 0x00050078 | 2);
        rig.cpu.r[1] = 0x4002;
        rig.modes.become(USER | (thumb ? THUMB : 0));
        rig.runToException();
        assertEquals(Integer.parseInt(vector, 16), rig.cpu.pc());
        assertEquals(mode, rig.modes.mode());
        assertEquals(Rig.CODE + lr, rig.cpu.r[CpuState.LR]);
        assertEquals(USER | (thumb ? THUMB : 0) | flags(rig), rig.modes.spsr());
        assertEquals(mode.number() | Modes.MASK_I | Integer.parseInt(masks, 16) | flags(rig), rig.cpu.cpsr());
    }

    private static int flags(Rig rig) {
        return rig.cpu.cpsr() & 0xf0000000;
    }

    @ParameterizedTest
    @CsvSource({"true, false, 18, IRQ, 180", "false, true, 1c, FIQ, 1c0", "true, true, 1c, FIQ, 1c0"})
    void interruptsComeBetweenInstructions(boolean irq, boolean fiq, String vector, Mode mode, String masks) {
        Rig rig = new Rig().in(Mode.SYS, 0);
        rig.irq = irq;
        rig.fiq = fiq;
        rig.run(1);
        assertEquals(Integer.parseInt(vector, 16), rig.cpu.pc());
        assertEquals(mode, rig.modes.mode());
        assertEquals(Rig.CODE + 4, rig.cpu.r[CpuState.LR]);
        assertEquals(Mode.SYS.number(), rig.modes.spsr() & 0xfff);
        assertEquals(Integer.parseInt(masks, 16), rig.cpu.cpsr() & 0x1e0);
    }

    @Test
    void masksKeepInterruptsOutUntilTheyAreCleared() {
        Rig rig = new Rig().code(0xe320f000, 0xf1080080, 0xe320f000).in(Mode.SVC, Modes.MASK_I);
        rig.irq = true;
        rig.run(2);
        assertEquals(Rig.CODE + 8, rig.cpu.pc());
        rig.run(1);
        assertEquals(0x18, rig.cpu.pc());
        assertEquals(Rig.CODE + 8 + 4, rig.cpu.r[CpuState.LR]);
    }

    @Test
    void anInstructionThatCannotBeFetchedAborts() {
        Rig rig = new Rig().in(Mode.SVC, 0);
        withSections(rig);
        rig.cpu.r[CpuState.PC] = 0x00300000;
        rig.runToException();
        assertEquals(0x0c, rig.cpu.pc());
        assertEquals(0x00300004, rig.cpu.r[CpuState.LR]);
        assertEquals(5, read(rig, 0x501));
        assertEquals(0x00300000, read(rig, 0x602));
    }

    @Test
    void aStoreThatIsRefusedTellsWhereAndChangesNoRegister() {
        // str r0, [r1], #4
        Rig rig = new Rig().code(0xe4810004).in(Mode.SVC, 0);
        withSections(rig);
        rig.cpu.r[1] = 0x00301230;
        rig.runToException();
        assertEquals(0x10, rig.cpu.pc());
        assertEquals(Rig.CODE + 8, rig.cpu.r[CpuState.LR]);
        assertEquals(0x00301230, rig.cpu.r[1]);
        assertEquals(0x805, read(rig, 0x500));
        assertEquals(0x00301230, read(rig, 0x600));
    }

    /** The first megabyte maps to itself for privileged modes only, the second to it for all; nothing else is there. */
    static void withSections(Rig rig) {
        rig.put(0xc000, 0x00000402, 0x00000c02);
        write(rig, 0x200, 0xc000);
        write(rig, 0x300, 1);
        write(rig, 0x100, 0x00c50078 | 1);
    }

    static void write(Rig rig, int register, int value) {
        try {
            rig.processor.system().write(register, value, true);
        } catch (UndefinedAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static int read(Rig rig, int register) {
        try {
            return rig.processor.system().read(register, true);
        } catch (UndefinedAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 00001008", "00002000, ffff0008"})
    void vectorsAreWhereVbarOrControlBitVSays(String control, String vector) {
        Rig rig = new Rig().code(0xef000000).in(Mode.SVC, 0);
        write(rig, 0xc00, 0x1000);
        write(rig, 0x100, 0x00050078 | Integer.parseInt(control, 16));
        rig.run(1);
        assertEquals((int) Long.parseLong(vector, 16), rig.cpu.pc());
    }

    @Test
    void dataBecomesBigEndianWithControlBitEe() {
        Rig rig = new Rig().code(0xef000000).in(Mode.SVC, 0);
        write(rig, 0x100, 0x00050078 | 1 << 25);
        rig.run(1);
        assertEquals(CpuState.BIG_ENDIAN, rig.cpu.cpsr() & CpuState.BIG_ENDIAN);
    }

    /** TRM 3.2.7: with control bit VE a controller gives the vector; there is none on a BCM2835. */
    @Test
    void anInterruptWithControlBitVeEndsInAReport() {
        Rig rig = new Rig().in(Mode.SVC, 0);
        write(rig, 0x100, 0x00050078 | 1 << 24);
        rig.irq = true;
        Ending ending = rig.run(10);
        assertEquals(Ending.Kind.WILD, ending.kind());
        assertEquals(true, ending.text().contains("VE"), ending.text());
    }
}
