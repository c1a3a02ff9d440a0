package dev.lockstep.machine.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cpu.CpuState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What user mode may not do, and what is left out of what it does. */
class PrivilegeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "e14f0000", // mrs r0, spsr
                "e16ff000", // msr spsr_fsxc, r0
                "e1b0f00e", // movs pc, lr
                "e8d06102", // ldmia r0, {...}^
                "e8c06102", // stmia r0, {...}^
                "e8f08002", // ldmia r0!, {r1, pc}^
                "f8b00a00", // rfeia r0!
                "f96d0513", // srsdb sp!, #19
                "ee110f10", // mrc p15, 0, r0, c1, c0, 0
                "ee010f10", // mcr p15, 0, r0, c1, c0, 0
                "ee070f90", // mcr p15, 0, r0, c7, c0, 4
                "ee070f15", // mcr p15, 0, r0, c7, c5, 0
                "ee000ef0", // mcr p14, 0, r0, c0, c0, 7
                "eee80a10", // fmxr fpexc, r0
            })
    void privilegedInstructionsAreUndefinedInUserMode(String word) {
        Rig rig = new Rig().code((int) Long.parseLong(word, 16)).in(Mode.USR, 0);
        rig.cpu.r[0] = Rig.DATA;
        rig.runToException();
        assertEquals(Mode.UND, rig.modes.mode());
        assertEquals(Rig.CODE + 4, rig.cpu.r[CpuState.LR]);
    }

    /** Barriers, the user thread id, and a cache range operation. */
    @ParameterizedTest
    @ValueSource(strings = {"ee070f95", "ee070f9a", "ee070fba", "ee0d0f50", "ee1d0f50", "ee1d0f70", "ec410f0c"})
    void theseCoprocessorOperationsAreUserModesToo(String word) {
        Rig rig = new Rig().code((int) Long.parseLong(word, 16)).in(Mode.USR, 0);
        rig.run(1);
        assertEquals(Mode.USR, rig.modes.mode());
        assertEquals(Rig.CODE + 4, rig.cpu.pc());
    }

    @ParameterizedTest
    @ValueSource(strings = {"f102001f", "f10e0092", "f10801c0"})
    void cpsDoesNothingInUserMode(String word) {
        Rig rig = new Rig().code((int) Long.parseLong(word, 16)).in(Mode.USR, Modes.MASK_I);
        rig.run(1);
        assertEquals(Mode.USR.number() | Modes.MASK_I, rig.cpu.cpsr() & 0x1ff);
        assertEquals(Rig.CODE + 4, rig.cpu.pc());
    }

    /** ARM ARM A4.1.39: the masks of MSR. */
    @ParameterizedTest
    @CsvSource({
        "USR, e12ff000, ffffffff, f80f0210",
        "SVC, e12ff000, ffffffdf, f80f03df",
        "SVC, e128f000, ffffffff, f80001d3",
        "SVC, e124f000, ffffffff, 000f01d3",
        "SVC, e122f000, ffffffff, 000003d3",
        "SVC, e121f000, 0000001f, 0000011f",
    })
    void msrWritesWhatTheModeMay(Mode mode, String word, String value, String cpsr) {
        Rig rig = new Rig().code((int) Long.parseLong(word, 16)).in(mode, mode == Mode.USR ? 0 : Rig.MASKS);
        rig.cpu.setFlags(0);
        rig.cpu.r[0] = (int) Long.parseLong(value, 16);
        rig.run(1);
        assertEquals((int) Long.parseLong(cpsr, 16), rig.cpu.cpsr());
    }

    @Test
    void loadsAndStoresWithTHaveTheRightsOfUserMode() {
        // ldrt r0, [r1], #0
        Rig rig = new Rig().code(0xe4b10000).in(Mode.SVC, 0);
        ExceptionEntryTest.withSections(rig);
        rig.cpu.r[1] = Rig.DATA;
        rig.runToException();
        assertEquals(Mode.ABT, rig.modes.mode());
        assertEquals(0x0d, ExceptionEntryTest.read(rig, 0x500));
    }

    @Test
    void aLoadBehindOneWithTHasThoseOfTheModeAgain() {
        // ldrt r0, [r1], #0; ldr r0, [r2]
        Rig rig = new Rig().code(0xe4b10000, 0xe5920000).put(Rig.DATA, 7).in(Mode.SVC, 0);
        ExceptionEntryTest.withSections(rig);
        rig.cpu.r[1] = 0x00104000;
        rig.cpu.r[2] = Rig.DATA;
        rig.run(2);
        assertEquals(Mode.SVC, rig.modes.mode());
        assertEquals(7, rig.cpu.r[0]);
    }

    @Test
    void theVfpIsUndefinedUntilItIsSwitchedOn() {
        // fadds s0, s0, s0
        Rig rig = new Rig().code(0xee300a00).in(Mode.USR, 0);
        rig.runToException();
        assertEquals(Mode.UND, rig.modes.mode());
    }

    @Test
    void theVfpWorksAfterThat() {
        // mcr p15, 0, r0, c1, c0, 2; fmxr fpexc, r1; fadds s0, s0, s0; fmxr fpexc, r2; fadds s0, s0, s0
        Rig rig = new Rig().code(0xee010f50, 0xeee81a10, 0xee300a00, 0xeee82a10, 0xee300a00);
        rig.cpu.r[0] = 0x00f00000;
        rig.cpu.r[1] = 1 << 30;
        rig.run(4);
        assertEquals(Mode.SVC, rig.modes.mode());
        rig.runToException();
        assertEquals(Mode.UND, rig.modes.mode());
    }

    @Test
    void aRegisterThatIsNotThereIsReported() {
        // mrc p15, 0, r0, c11, c0, 0 is DMA, which is not modelled
        Rig rig = new Rig().code(0xee1b0f17);
        rig.runToException();
        assertEquals(Mode.UND, rig.modes.mode());
        assertEquals(1, List.copyOf(rig.reports).size());
    }

    /** TRM 3.2.9: access 1 is for privileged modes only, also where such a mode has executed the instruction before. */
    @Test
    void theVfpIsUndefinedInUserModeWhenItIsForPrivilegedModes() {
        // mcr p15, 0, r0, c1, c0, 2; fmxr fpexc, r1; fadds s0, s0, s0
        Rig rig = new Rig().code(0xee010f50, 0xeee81a10, 0xee300a00);
        rig.cpu.r[0] = 0x00500000;
        rig.cpu.r[1] = 1 << 30;
        rig.run(3);
        assertEquals(Mode.SVC, rig.modes.mode());
        rig.in(Mode.USR, 0);
        rig.cpu.r[CpuState.PC] = Rig.CODE + 8;
        rig.runToException();
        assertEquals(Mode.UND, rig.modes.mode());
        assertEquals(Rig.CODE + 8 + 4, rig.cpu.r[CpuState.LR]);
    }

    @Test
    void theVfpIsUndefinedInUserModeFromWhenItIsTakenAway() {
        Rig rig = new Rig().code(0xee010f50, 0xeee81a10, 0xee300a00, 0xee012f50);
        rig.cpu.r[0] = 0x00f00000;
        rig.cpu.r[1] = 1 << 30;
        rig.cpu.r[2] = 0x00500000;
        rig.run(4);
        rig.in(Mode.USR, 0);
        rig.cpu.r[CpuState.PC] = Rig.CODE + 8;
        rig.runToException();
        assertEquals(Mode.UND, rig.modes.mode());
        assertEquals(Rig.CODE + 8 + 4, rig.cpu.r[CpuState.LR]);
    }
}
