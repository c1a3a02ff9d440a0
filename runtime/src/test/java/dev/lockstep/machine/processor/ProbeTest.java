package dev.lockstep.machine.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.DataAccess;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeTest {
    private static final int MOV_R0_1 = 0xe3a00001;
    private static final int MOV_R0_2 = 0xe3a00002;

    private final Rig rig = new Rig();
    private final Probe probe = rig.processor.probe();

    @Test
    void shouldReachRamOnly() {
        rig.put(Rig.DATA, 0x12345678);

        assertEquals(OptionalInt.of(0x56), probe.peek(Rig.DATA + 1));
        assertEquals(OptionalInt.empty(), probe.peek(Rig.DEVICE));
        assertFalse(probe.poke(Rig.DEVICE, 1));
    }

    @Test
    void shouldChangeCodeThatWasExecuted() {
        rig.code(MOV_R0_1);
        rig.run(1);
        assertTrue(probe.poke(Rig.CODE, MOV_R0_2 & 0xff));
        rig.cpu.r[CpuState.PC] = Rig.CODE;
        rig.run(1);

        assertEquals(2, rig.cpu.r[0]);
    }

    @Test
    void shouldShowTheRegistersOfAnotherMode() {
        rig.in(Mode.IRQ, Rig.MASKS).cpu.r[CpuState.SP] = 0x700;
        rig.in(Mode.SVC, Rig.MASKS);
        probe.writeCpsr(Mode.IRQ.number() | Rig.MASKS);

        assertEquals(0x700, rig.cpu.r[CpuState.SP]);
    }

    @Test
    void shouldLeaveOutAModeThatDoesNotExist() {
        rig.in(Mode.SVC, Rig.MASKS);
        probe.writeCpsr(0x80000000 | 0x15);

        assertEquals(0x80000000 | Mode.SVC.number(), rig.cpu.cpsr());
        assertEquals(Ending.Kind.LIMIT, rig.run(1).kind());
    }

    @Test
    void shouldTakeAnInterruptAsAStepOfItsOwn() {
        rig.in(Mode.SYS, 0).code(MOV_R0_1);
        rig.irq = true;
        rig.processor.step(Long.MAX_VALUE, Optional::empty);

        assertEquals(0, rig.processor.now());
        assertEquals(0x18, rig.cpu.pc());
        assertEquals(Mode.IRQ, rig.modes.mode());
    }

    @Test
    void shouldStepOverOneInstruction() {
        rig.code(MOV_R0_1, MOV_R0_2);
        rig.processor.step(Long.MAX_VALUE, Optional::empty);

        assertEquals(1, rig.processor.now());
        assertEquals(1, rig.cpu.r[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "srsdb sp! #0x1b, 0xf96d051b, 0x4ff8, 8, store",
        "rfeia r0!, 0xf8b00a00, 0x4000, 8, load",
        "ldmia r0 {r1 r2}^, 0xe8d00006, 0x4000, 8, load",
        "stmdb r0 {r1 r2 r3}^, 0xe940000e, 0x3ff4, 12, store",
        "ldmia r0! {r1 pc}^, 0xe8f08002, 0x4000, 8, load"
    })
    void shouldSayWhatPrivilegedInstructionsAccess(String syntax, String word, String address, int bytes, String how) {
        rig.in(Mode.UND, Rig.MASKS).cpu.r[CpuState.SP] = 0x5000;
        rig.in(Mode.SVC, Rig.MASKS).code(Long.decode(word).intValue());
        rig.cpu.r[0] = Rig.DATA;
        DataAccess access = probe.newAccess();
        probe.find(access);

        assertEquals(Integer.decode(address), access.address(), syntax);
        assertEquals(bytes, access.bytes(), syntax);
        assertEquals(how.equals("load"), access.loads(), syntax);
        assertEquals(how.equals("store"), access.stores(), syntax);
    }
}
