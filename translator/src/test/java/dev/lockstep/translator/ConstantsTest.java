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
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loop through a table whose address is a literal, so that translated code takes the address for a constant. */
class ConstantsTest {
    private static final int BASE = 0x8000;
    private static final int LOOP = BASE + 0x8;
    private static final int OTHER_TABLE = BASE + 0x34;

    private static final int[] PROGRAM = {
        0xe59f4024, // ldr r4, the table's address
        0xe3a02003, // mov r2, #3
        0xe7941102, // the loop: ldr r1, [r4, r2, lsl #2]
        0xe0800001, // add r0, r0, r1
        0xeb000002, // bl the function
        0xe2522001, // subs r2, r2, #1
        0x1afffffa, // bne the loop
        0xef000000, // svc #0
        0xe3520002, // the function: cmp r2, #2
        0x00844005, // addeq r4, r4, r5: against the procedure call standard, where r5 is not 0
        0xe12fff1e, // bx lr
        0x802c, // the table's address, and its first word
        1,
        2,
        3,
        5,
        7,
        11,
        13,
    };

    @Test
    void shouldGoOnWithWhatAFunctionLeavesInItsRegister() {
        for (int budget = 1; budget < 40; budget++) {
            assertSame(List.of(new Turn(BASE, 0, 4, budget), new Turn(BASE, 0, 0, 40)));
        }
    }

    @Test
    void shouldTakeAnotherTableWhereItIsEnteredWithThat() {
        assertSame(List.of(new Turn(BASE, 0, 0, 40), new Turn(LOOP, OTHER_TABLE, 0, 40)));
    }

    /** Where it begins, with what in r4 and r5, and how many instructions it has. */
    private record Turn(int pc, int r4, int r5, int budget) {}

    private static void assertSame(List<Turn> turns) {
        CpuState wanted = run(new InterpretingEngine(Profile.FULL), turns);
        CpuState found = run(new TranslatingEngine(Profile.FULL, 0), turns);
        assertArrayEquals(wanted.r, found.r, "registers after " + turns);
        assertEquals(wanted.regHash, found.regHash, "hash after " + turns);
    }

    private static CpuState run(Engine engine, List<Turn> turns) {
        AddressSpaces memory = new AddressSpaces(1 << 26);
        AddressSpace space = memory.create();
        space.map(BASE, 4096, Rights.READ_EXECUTE);
        ByteBuffer bytes = ByteBuffer.allocate(4 * PROGRAM.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(PROGRAM);
        space.load(BASE, bytes.array());
        CpuState cpu = new CpuState(memory.tlb(), space, engine.newCodeSpace(Symbols.none()));
        for (Turn turn : turns) {
            cpu.r[CpuState.PC] = turn.pc;
            cpu.r[2] = 3;
            cpu.r[4] = turn.r4;
            cpu.r[5] = turn.r5;
            cpu.budget = turn.budget;
            engine.run(cpu);
        }
        return cpu;
    }
}
