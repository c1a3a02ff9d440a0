package dev.lockstep.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Rights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** A loop of five instructions: add r1, r1, #1; add r2, r2, #5; ldr r3, [r6]; str r1, [r5]; b to the first. */
final class GuardedInterpreterTest {
    private static final int CODE = 0x10000;
    private static final int PAGE = 0x1000;
    private static final int DATA = CODE + PAGE;
    private static final int[] LOOP = {0xe2811001, 0xe2822005, 0xe5963000, 0xe5851000, 0xeafffffa};
    private static final int MANY = 5 * 1000 + 3;

    private final Guard guard = new Guard();
    private final GuardedInterpreter interpreter = new GuardedInterpreter(Profile.FULL);
    private final CpuState cpu = processor();

    private static CpuState processor() {
        AddressSpaces memory = new AddressSpaces(1 << 20);
        AddressSpace space = memory.create();
        space.map(CODE, PAGE, Rights.ALL);
        space.map(DATA, PAGE, Rights.READ_WRITE);
        ByteBuffer code = ByteBuffer.allocate(Integer.BYTES * LOOP.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : LOOP) {
            code.putInt(word);
        }
        space.load(CODE, code.array());
        CpuState made = new CpuState(memory.tlb(), space, new CodeSpace());
        made.r[5] = DATA;
        made.r[6] = DATA + 8;
        made.r[CpuState.PC] = CODE;
        return made;
    }

    private void runs(int wanted) {
        cpu.budget = MANY;
        assertEquals(StopReason.BUDGET, interpreter.run(cpu, guard));
        assertEquals(wanted, MANY - cpu.budget);
    }

    @Test
    void shouldDoWhatTheInterpreterDoes() {
        CpuState other = processor();
        other.budget = MANY;
        new Interpreter(Profile.FULL).run(other);
        guard.mark(CODE + 0x400);
        guard.watch(DATA + 16, 4, true, true);
        runs(MANY);
        assertEquals(other.regHash, cpu.regHash);
        assertEquals(other.pcHash, cpu.pcHash);
        assertEquals(other.pc(), cpu.pc());
    }

    @Test
    void shouldHaveTheSameHashesWhenItWasStopped() {
        CpuState other = processor();
        other.budget = MANY;
        new Interpreter(Profile.FULL).run(other);
        guard.mark(CODE + 4);
        guard.watch(DATA, 4, false, true);
        cpu.budget = MANY;
        while (cpu.budget > 0) {
            interpreter.run(cpu, guard);
        }
        assertEquals(other.regHash, cpu.regHash);
        assertEquals(other.pcHash, cpu.pcHash);
    }

    @Test
    void shouldStopBeforeAMarkedInstruction() {
        guard.mark(CODE + 8);
        runs(2);
        assertEquals(CODE + 8, cpu.pc());
    }

    @Test
    void shouldExecuteAMarkedInstructionThatItBeginsWith() {
        guard.mark(CODE);
        runs(5);
        assertEquals(CODE, cpu.pc());
        runs(5);
    }

    @Test
    void shouldTellPagesApart() {
        guard.mark(CODE + PAGE);
        guard.mark(CODE - PAGE + 8);
        runs(MANY);
    }

    @Test
    void shouldStopBeforeAStoreToAWatchedByte() {
        guard.watch(DATA + 3, 1, false, true);
        runs(3);
        assertEquals(0, LoadStoreUnit.load32(cpu, DATA));
        runs(5);
        assertEquals(1, LoadStoreUnit.load32(cpu, DATA));
    }

    @Test
    void shouldStopBeforeALoadOfAWatchedByte() {
        guard.watch(DATA + 11, 8, true, false);
        runs(2);
    }

    @Test
    void shouldNotStopAtAccessesOfTheOtherKindOrBeside() {
        guard.watch(DATA, 4, true, false);
        guard.watch(DATA + 8, 4, false, true);
        guard.watch(DATA + 4, 4, true, true);
        runs(MANY);
    }
}
