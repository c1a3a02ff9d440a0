package dev.lockstep.translator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Symbols;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Rights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A loop that is only reached through a switch: nothing but its own end leads to its head. */
class SwitchIntoLoopTest {
    private static final int BASE = 0x8000;

    private static final int[] PROGRAM = {
        0xe3500001, // cmp r0, #1
        0x979ff100, // ldrls pc, [pc, r0, lsl #2]
        0xea000004, // b the end
        0x8014, // the loop
        0x8024, // the end
        0xe2a44000, // adc r4, r4, #0
        0xe2522001, // subs r2, r2, #1
        0x1afffffc, // bne the loop
        0xe12fff1e, // bx lr
        0xe12fff1e, // bx lr
    };

    @ParameterizedTest
    @EnumSource(Profile.class)
    void shouldHaveTheSameFlagsAtEveryCut(Profile profile) {
        for (int budget = 1; budget < 12; budget++) {
            CpuState wanted = run(new InterpretingEngine(profile), budget);
            CpuState found = run(new TranslatingEngine(profile, 0), budget);
            assertArrayEquals(wanted.r, found.r, "registers after " + budget);
            assertEquals(wanted.cpsr(), found.cpsr(), "flags after " + budget);
            assertEquals(wanted.regHash, found.regHash, "hash after " + budget);
        }
    }

    private static CpuState run(Engine engine, int budget) {
        AddressSpaces memory = new AddressSpaces(1 << 26);
        AddressSpace space = memory.create();
        space.map(BASE, 4096, Rights.READ_EXECUTE);
        ByteBuffer bytes = ByteBuffer.allocate(4 * PROGRAM.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(PROGRAM);
        space.load(BASE, bytes.array());
        CpuState cpu = new CpuState(memory.tlb(), space, engine.newCodeSpace(Symbols.none()));
        cpu.r[CpuState.PC] = BASE;
        cpu.r[CpuState.LR] = BASE + 0x1000;
        cpu.r[2] = 3;
        cpu.budget = budget;
        engine.run(cpu);
        return cpu;
    }
}
