package dev.lockstep.machine.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CpuState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The instructions that end an exception: ARM ARM A2.6 and A4.1. */
class ExceptionReturnTest {
    private static final int SP = CpuState.SP;
    private static final int LR = CpuState.LR;

    /** Each goes to 0x9000 with the SPSR's flags, in user mode. */
    @ParameterizedTest
    @CsvSource({
        "e1b0f00e, 9000", // movs pc, lr
        "e25ef004, 9004", // subs pc, lr, #4
        "e29ef004, 8ffc", // adds pc, lr, #4
        "e8f08002, 0", // ldmia r0!, {r1, pc}^
        "f8b00a00, 0", // rfeia r0!
    })
    void theCpsrComesBackWithThePc(String word, String lr) {
        Rig rig = new Rig().code((int) Long.parseLong(word, 16)).in(Mode.SVC, Rig.MASKS);
        boolean rfe = word.startsWith("f");
        rig.put(Rig.DATA, rfe ? 0x9000 : 5, rfe ? 0xa0000010 : 0x9000);
        rig.modes.writeSpsr(0xa0000010, 15);
        rig.cpu.r[0] = Rig.DATA;
        rig.cpu.r[LR] = Integer.parseInt(lr, 16);
        rig.run(1);
        assertEquals(0x9000, rig.cpu.pc());
        assertEquals(0xa0000010, rig.cpu.cpsr());
        assertEquals(Mode.USR, rig.modes.mode());
        assertEquals(lr.equals("0") ? Rig.DATA + 8 : Rig.DATA, rig.cpu.r[0]);
    }

    @Test
    void theStateComesBackToo() {
        Rig rig = new Rig().code(0xe1b0f00e).in(Mode.SVC, Rig.MASKS);
        rig.modes.writeSpsr(0x30, 15);
        rig.cpu.r[LR] = 0x9002;
        rig.run(1);
        assertEquals(0x9002, rig.cpu.pc());
        assertTrue(rig.cpu.thumb());
    }

    /** srsdb sp!, #19 of abort mode stores to the stack of supervisor mode; RFE takes it from there. */
    @Test
    void whatSrsStoresRfeTakes() {
        Rig rig = new Rig().in(Mode.SVC, Rig.MASKS);
        rig.cpu.r[SP] = Rig.DATA + 8;
        rig.in(Mode.ABT, Rig.MASKS).code(0xf96d0513, 0xf1020013, 0xf8bd0a00);
        rig.cpu.r[LR] = 0x9000;
        rig.modes.writeSpsr(0x6000011f, 15);
        rig.run(2);
        assertEquals(0x9000, rig.word(Rig.DATA));
        assertEquals(0x6000011f, rig.word(Rig.DATA + 4));
        assertEquals(Rig.DATA, rig.cpu.r[SP]);
        rig.run(1);
        assertEquals(0x9000, rig.cpu.pc());
        assertEquals(0x6000011f, rig.cpu.cpsr());
    }

    /** The four ways of RFE, by where the pc is taken from. */
    @ParameterizedTest
    @CsvSource({"f8900a00, 0, 0", "f9900a00, 4, 0", "f8100a00, -4, 0", "f9100a00, -8, 0", "f9300a00, -8, -8"})
    void rfeGoesAllFourWays(String word, int offset, int moved) {
        Rig rig = new Rig().code((int) Long.parseLong(word, 16));
        rig.put(Rig.DATA + offset, 0x9000, 0x1df);
        rig.cpu.r[0] = Rig.DATA;
        rig.run(1);
        assertEquals(0x9000, rig.cpu.pc());
        assertEquals(Rig.DATA + moved, rig.cpu.r[0]);
        assertEquals(Mode.SYS, rig.modes.mode());
    }

    @Test
    void aReturnThatCannotLoadChangesNothing() {
        Rig rig = new Rig().code(0xf8b00a00).in(Mode.SVC, 0);
        ExceptionEntryTest.withSections(rig);
        rig.cpu.r[0] = 0x00301000;
        rig.runToException();
        assertEquals(Mode.ABT, rig.modes.mode());
        assertEquals(0x00301000, rig.cpu.r[0]);
        assertEquals(Rig.CODE + 8, rig.cpu.r[LR]);
    }

    /** TRM 2.10: they read as zero. */
    @Test
    void shouldNotBringBackBitsThatTheCpsrDoesNotHave() {
        Rig rig = new Rig().code(0xf8900a00).put(Rig.DATA, Rig.CODE + 8, 0x06f0_fc1f);
        rig.cpu.r[0] = Rig.DATA;

        rig.run(1);

        assertEquals(0x1f, rig.cpu.cpsr());
    }
}
