package dev.lockstep.machine.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.machine.Coprocessor;
import dev.lockstep.machine.UndefinedAccessException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TRM chapter 13: what the debug hardware makes of a running program. */
class DebugEventsTest {
    private static final int NOP = 0xe320f000;
    private static final int STATUS = 0x10;
    private static final int VECTOR_CATCH = 0x70;
    private static final int BREAKPOINT_VALUE = 4;
    private static final int BREAKPOINT_CONTROL = 5;
    private static final int WATCHPOINT_VALUE = 6;
    private static final int WATCHPOINT_CONTROL = 7;
    private static final int WATCHPOINT_ADDRESS = 0x60;
    private static final int MISMATCH_IN_USER_MODE = 0x004001e5;
    private static final int MATCH_EVERYWHERE = 0x000001e7;

    private static final int IFSR = 0x501;
    private static final int DFSR = 0x500;
    private static final int FAR = 0x600;
    private static final int IFAR = 0x602;
    private static final int LOAD = 0xe5912000; // ldr r2, [r1]
    private static final int STORE = 0xe5810000; // str r0, [r1]
    private static final int DEBUG_EVENT = 2;

    private final Rig rig = new Rig();

    @BeforeEach
    void monitorDebugMode() {
        write(STATUS, 1 << 15);
    }

    private void write(int register, int value) {
        try {
            rig.processor.debug().write(register, value, true);
        } catch (UndefinedAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private int read(int register) {
        try {
            return rig.processor.debug().read(register, true);
        } catch (UndefinedAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private int cause() {
        return read(STATUS) >>> 2 & 15;
    }

    @Test
    void aMatchAbortsInPlaceOfTheInstruction() {
        rig.code(NOP, NOP, NOP).in(Mode.SVC, 0);
        write(BREAKPOINT_VALUE, Rig.CODE + 8);
        write(BREAKPOINT_CONTROL, MATCH_EVERYWHERE);
        rig.runToException();
        assertEquals(Rig.CODE + 8 + 4, rig.cpu.r[CpuState.LR]);
        assertEquals(0x0c, rig.cpu.pc());
        assertEquals(DEBUG_EVENT, ExceptionEntryTest.read(rig, IFSR));
        assertEquals(1, cause());
    }

    @Test
    void aMismatchAbortsBehindTheInstructionThatMatches() {
        rig.code(NOP, NOP, NOP).in(Mode.USR, 0);
        write(BREAKPOINT_VALUE, Rig.CODE);
        write(BREAKPOINT_CONTROL, MISMATCH_IN_USER_MODE);
        rig.runToException();
        assertEquals(Rig.CODE + 4 + 4, rig.cpu.r[CpuState.LR]);
    }

    /** TRM table 6-11: the MMU's fault has priority. */
    @Test
    void aMismatchWhereNothingIsMappedIsATranslationFault() throws UndefinedAccessException {
        int tables = 0x40000;
        int sectionForAll = 0x00000c02;
        int jumpToOneMegabyte = 0xe3a0f601;
        rig.put(tables, sectionForAll).code(jumpToOneMegabyte);
        rig.processor.system().write(Coprocessor.register(0, 2, 0, 0), tables, true);
        rig.processor.system().write(Coprocessor.register(0, 3, 0, 0), 1, true);
        int control = rig.processor.system().read(Coprocessor.register(0, 1, 0, 0), true);
        rig.processor.system().write(Coprocessor.register(0, 1, 0, 0), control | 1, true);
        rig.in(Mode.USR, 0);
        write(BREAKPOINT_VALUE, Rig.CODE);
        write(BREAKPOINT_CONTROL, MISMATCH_IN_USER_MODE);
        rig.runToException();
        assertEquals(0x100000 + 4, rig.cpu.r[CpuState.LR]);
        assertEquals(5, ExceptionEntryTest.read(rig, IFSR));
    }

    @Test
    void aBranchToItselfIsNoMismatch() {
        rig.code(0xeafffffe).in(Mode.USR, 0);
        write(BREAKPOINT_VALUE, Rig.CODE);
        write(BREAKPOINT_CONTROL, MISMATCH_IN_USER_MODE);
        rig.run(100);
        assertEquals(Mode.USR, rig.modes.mode());
    }

    @Test
    void anSvcTrapsBeforeAMismatchAtItsSuccessor() {
        rig.code(0xef000000).in(Mode.USR, 0);
        write(BREAKPOINT_VALUE, Rig.CODE);
        write(BREAKPOINT_CONTROL, MISMATCH_IN_USER_MODE);
        rig.runToException();
        assertEquals(Mode.SVC, rig.modes.mode());
    }

    @Test
    void mismatchesAreIgnoredInPrivilegedModes() {
        rig.code(NOP, NOP, NOP).in(Mode.SYS, 0);
        write(BREAKPOINT_VALUE, 0);
        write(BREAKPOINT_CONTROL, MISMATCH_IN_USER_MODE | 2);
        rig.run(3);
        assertEquals(Rig.CODE + 12, rig.cpu.pc());
    }

    @Test
    void thumbInstructionsAreSteppedOneByOne() {
        // Four NOPs of two halfwords: the breakpoint takes the lower one only.
        rig.code(0x46c046c0, 0x46c046c0);
        rig.modes.become(Mode.USR.number() | CpuState.THUMB);
        write(BREAKPOINT_VALUE, Rig.CODE);
        write(BREAKPOINT_CONTROL, 0x00400065);
        rig.runToException();
        assertEquals(Rig.CODE + 2 + 4, rig.cpu.r[CpuState.LR]);
    }

    /** TRM 2.12.10 and 13.8.5: the state is that behind the instruction, before any further load or store. */
    @Test
    void aWatchpointAbortsBehindTheStoreAndTellsItsAddress() {
        rig.code(NOP, 0xe5810000).in(Mode.SVC, 0);
        rig.cpu.r[1] = Rig.DATA;
        rig.cpu.r[0] = 5;
        write(WATCHPOINT_VALUE, Rig.DATA);
        write(WATCHPOINT_CONTROL, 0x1f7);
        rig.runToException();
        assertEquals(0x10, rig.cpu.pc());
        assertEquals(5, rig.word(Rig.DATA));
        assertEquals(Rig.CODE + 8 + 8, rig.cpu.r[CpuState.LR]);
        assertEquals(Rig.DATA, ExceptionEntryTest.read(rig, FAR));
        assertEquals(Rig.CODE + 4 + 8, read(WATCHPOINT_ADDRESS));
        assertEquals(DEBUG_EVENT | 1 << 11, ExceptionEntryTest.read(rig, DFSR));
        assertEquals(2, cause());
    }

    @Test
    void aWatchpointIsSeenAlsoWhereTheWordWasStoredToBefore() {
        // str r0, [r1] twice
        rig.code(0xe5810000, 0xe5810000).in(Mode.SVC, 0);
        rig.cpu.r[1] = Rig.DATA;
        rig.run(1);
        write(WATCHPOINT_VALUE, Rig.DATA);
        write(WATCHPOINT_CONTROL, 0x1f7);
        rig.runToException();
        assertEquals(Mode.ABT, rig.modes.mode());
    }

    @Test
    void bkptTellsThatItWasOne() {
        rig.code(0xe1200070).in(Mode.USR, 0);
        rig.runToException();
        assertEquals(DEBUG_EVENT, ExceptionEntryTest.read(rig, IFSR));
        assertEquals(3, cause());
    }

    @Test
    void aVectorIsCaughtBeforeItsHandlerBegins() {
        rig.code(0xef000000).in(Mode.USR, 0);
        write(VECTOR_CATCH, 1 << 2);
        rig.runToException();
        assertEquals(Mode.ABT, rig.modes.mode());
        assertEquals(0x08 + 4, rig.cpu.r[CpuState.LR]);
        assertEquals(5, cause());
    }

    /** TRM 13.3.6: it is the fetch that is caught, not the exception. */
    @Test
    void aVectorIsCaughtAlsoWhereTheProgramBranchesToIt() {
        // mov pc, #8
        rig.code(0xe3a0f008).in(Mode.SVC, 0);
        write(VECTOR_CATCH, 1 << 2);
        rig.runToException();
        assertEquals(Mode.ABT, rig.modes.mode());
        assertEquals(0x08 + 4, rig.cpu.r[CpuState.LR]);
        assertEquals(5, cause());
    }

    @Test
    void theResetVectorIsCaught() {
        // mov pc, #0
        rig.code(0xe3a0f000).in(Mode.SVC, 0);
        write(VECTOR_CATCH, 1);
        rig.runToException();
        assertEquals(Mode.ABT, rig.modes.mode());
        assertEquals(4, rig.cpu.r[CpuState.LR]);
        assertEquals(5, cause());
    }

    private void watch(int address) {
        rig.cpu.r[1] = address;
        write(WATCHPOINT_VALUE, address);
        write(WATCHPOINT_CONTROL, 0x1ff);
    }

    @Test
    void aLoadThatHitsAWatchpointHasLoaded() {
        rig.code(LOAD, NOP).put(Rig.DATA, 77).in(Mode.SVC, 0);
        watch(Rig.DATA);
        rig.runToException();
        assertEquals(Mode.ABT, rig.modes.mode());
        assertEquals(77, rig.cpu.r[2]);
        assertEquals(Rig.CODE + 4 + 8, rig.cpu.r[CpuState.LR]);
    }

    @Test
    void aWatchpointIsForgottenWhenTheInstructionFaults() {
        // stm r1, {r2, r3}, whose second word is where nothing is mapped
        rig.code(0xe881000c).in(Mode.SVC, 0);
        ExceptionEntryTest.withSections(rig);
        watch(0x001ffffc);
        rig.runToException();
        assertEquals(0x00200000, ExceptionEntryTest.read(rig, FAR));
        assertEquals(Rig.CODE + 8, rig.cpu.r[CpuState.LR]);
        assertEquals(0, cause());
    }

    @Test
    void aWatchpointTellsTheDomain() {
        rig.code(LOAD, NOP).in(Mode.SVC, 0);
        ExceptionEntryTest.withSections(rig);
        rig.put(0xc004, 0x00000c02 | 3 << 5);
        ExceptionEntryTest.write(rig, 0x300, -1);
        watch(0x00104000);
        rig.runToException();
        assertEquals(DEBUG_EVENT | 3 << 4, ExceptionEntryTest.read(rig, DFSR));
    }

    @Test
    void aWatchpointIsTakenBeforeAnInterrupt() {
        rig.code(STORE, NOP).in(Mode.SVC, 0);
        watch(Rig.DATA);
        rig.run(1);
        rig.irq = true;
        rig.run(1);
        assertEquals(Mode.ABT, rig.modes.mode());
        assertEquals(Rig.CODE + 4 + 8, rig.cpu.r[CpuState.LR]);
    }

    @Test
    void inThumbStateTheWatchpointsAddressIsFourOn() {
        // ldr r2, [r1]; nop
        rig.code(0x46c0680a);
        rig.modes.become(Mode.USR.number() | CpuState.THUMB);
        watch(Rig.DATA);
        rig.runToException();
        assertEquals(Rig.CODE + 4, read(WATCHPOINT_ADDRESS));
        assertEquals(Rig.CODE + 2 + 8, rig.cpu.r[CpuState.LR]);
    }

    @Test
    void aBreakpointLeavesTheInstructionFaultAddress() {
        ExceptionEntryTest.write(rig, IFAR, 77);
        rig.code(NOP, NOP).in(Mode.SVC, 0);
        write(BREAKPOINT_VALUE, Rig.CODE + 4);
        write(BREAKPOINT_CONTROL, MATCH_EVERYWHERE);
        rig.runToException();
        assertEquals(77, ExceptionEntryTest.read(rig, IFAR));
    }
}
