package dev.lockstep.machine.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cpu.CpuState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ARM ARM A2.4: which registers each mode has, and the ways to those of others. */
class BankedRegistersTest {
    private static final int SP = CpuState.SP;
    private static final int LR = CpuState.LR;

    /** cps #mode, which only a privileged mode can do. */
    private static int cps(Mode mode) {
        return 0xf1020000 | mode.number();
    }

    /** Each mode gets sp = its number, lr = its number + 0x100, r8 = its number + 0x200. */
    private static Rig numbered() {
        Rig rig = new Rig();
        for (Mode mode : Mode.values()) {
            rig.in(mode, Rig.MASKS);
            rig.cpu.r[8] = mode == Mode.FIQ ? 0x211 : 0x200;
            rig.cpu.r[SP] = mode.number();
            rig.cpu.r[LR] = mode.number() + 0x100;
        }
        return rig;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void cpsChangesTheRegistersWithTheMode(Mode mode) {
        Rig rig = numbered().in(Mode.SVC, Rig.MASKS).code(cps(mode));
        rig.run(1);
        int number = mode == Mode.USR ? Mode.SYS.number() : mode.number();
        assertEquals(mode, rig.modes.mode());
        assertEquals(number, rig.cpu.r[SP]);
        assertEquals(number + 0x100, rig.cpu.r[LR]);
        assertEquals(mode == Mode.FIQ ? 0x211 : 0x200, rig.cpu.r[8]);
        assertEquals(mode.number() | Rig.MASKS, rig.cpu.cpsr() & 0x1ff);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void msrChangesThemToo(Mode mode) {
        // msr cpsr_c, r0
        Rig rig = numbered().in(Mode.SVC, Rig.MASKS).code(0xe121f000);
        rig.cpu.r[0] = mode.number();
        rig.run(1);
        assertEquals(mode, rig.modes.mode());
        assertEquals(mode == Mode.USR ? 0x1f : mode.number(), rig.cpu.r[SP]);
        assertEquals(mode.number() | Modes.MASK_A, rig.cpu.cpsr() & 0x1ff);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"USR", "SYS"},
            mode = EnumSource.Mode.EXCLUDE)
    void storeMultipleReachesTheRegistersOfUserMode(Mode mode) {
        // stmia r0, {r1, r8, r13, r14}^
        Rig rig = numbered().in(mode, Rig.MASKS).code(0xe8c06102);
        rig.cpu.r[0] = Rig.DATA;
        rig.cpu.r[1] = 77;
        rig.run(1);
        assertArrayEquals(new int[] {77, 0x200, 0x1f, 0x11f}, words(rig, 4));
        assertEquals(Rig.DATA, rig.cpu.r[0]);
    }

    private static int[] words(Rig rig, int count) {
        int[] words = new int[count];
        Arrays.setAll(words, i -> rig.word(Rig.DATA + Integer.BYTES * i));
        return words;
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"USR", "SYS"},
            mode = EnumSource.Mode.EXCLUDE)
    void loadMultipleReachesThemToo(Mode mode) {
        // ldmia r0, {r1, r8, r13, r14}^
        Rig rig = numbered().in(mode, Rig.MASKS).code(0xe8d06102).put(Rig.DATA, 1, 2, 3, 4);
        rig.cpu.r[0] = Rig.DATA;
        rig.run(1);
        assertEquals(mode.number(), rig.cpu.r[SP]);
        assertEquals(mode == Mode.FIQ ? 0x211 : 2, rig.cpu.r[8]);
        rig.in(Mode.SYS, Rig.MASKS);
        assertEquals(1, rig.cpu.r[1]);
        assertEquals(2, rig.cpu.r[8]);
        assertEquals(3, rig.cpu.r[SP]);
        assertEquals(4, rig.cpu.r[LR]);
    }

    @Test
    void theSpsrOfAModeStaysWhileAnotherIsEntered() {
        // msr spsr_fsxc, r0; cps #irq; msr spsr_fsxc, r1; cps #svc; mrs r2, spsr
        Rig rig = new Rig().code(0xe16ff000, cps(Mode.IRQ), 0xe16ff001, cps(Mode.SVC), 0xe14f2000);
        rig.cpu.r[0] = 0x60000010;
        rig.cpu.r[1] = 0x90000013;
        rig.run(5);
        assertEquals(0x60000010, rig.cpu.r[2]);
    }
}
