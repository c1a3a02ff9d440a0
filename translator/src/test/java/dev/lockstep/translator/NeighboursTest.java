package dev.lockstep.translator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Accesses at several distances from one base register, in flat memory, of which translated code checks only the first. */
class NeighboursTest {
    private static final int CODE = 0x8000;
    private static final int DATA = 0x20000;
    private static final int STACK = 0x40000;

    private static final int[] PROGRAM = {
        0xe5912004, // ldr r2, [r1, #4]
        0xe5c12009, // strb r2, [r1, #9]
        0xe1d130f2, // ldrsh r3, [r1, #2]
        0xe1530002, // cmp r3, r2
        0x15014004, // strne r4, [r1, #-4]
        0xe5915000, // ldr r5, [r1]
        0xe5911008, // ldr r1, [r1, #8]
        0xe5916004, // ldr r6, [r1, #4]
        0xef000000, // svc #0
    };

    /** In the data, at its beginning and its end, across those, in the stack, and nowhere. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                DATA + 16,
                DATA,
                DATA + 2,
                DATA - 4,
                DATA + 0xff4,
                DATA + 0xff6,
                DATA + 0xff8,
                DATA + 0xffc,
                STACK + 8,
                STACK,
                STACK + 0xff8,
                0x70000,
                0
            })
    void shouldFaultWhereTheInterpreterDoes(int address) {
        Outcome wanted = run(new InterpretingEngine(Profile.FULL), address);
        Outcome found = run(new TranslatingEngine(Profile.FULL, 0).withPromotion(PromotionPolicy.always()), address);
        assertArrayEquals(wanted.cpu.r, found.cpu.r, "registers");
        assertEquals(wanted.reason, found.reason);
        assertEquals(wanted.cpu.budget, found.cpu.budget);
        assertEquals(wanted.cpu.regHash, found.cpu.regHash);
    }

    private record Outcome(CpuState cpu, StopReason reason) {}

    private static Outcome run(Engine engine, int address) {
        AddressSpaces memory = new AddressSpaces(1 << 26);
        AddressSpace space = memory.create();
        space.map(CODE, 4096, Rights.READ_EXECUTE);
        space.map(DATA, 4096, Rights.READ_WRITE);
        space.map(STACK, 4096, Rights.READ_WRITE);
        ByteBuffer bytes = ByteBuffer.allocate(4 * PROGRAM.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(PROGRAM);
        space.load(CODE, bytes.array());
        byte[] data = new byte[4096];
        for (int at = 0; at < data.length; at++) {
            data[at] = (byte) (at * 37);
        }
        space.load(DATA, data);
        space.load(STACK, data);
        CpuState cpu = new CpuState(memory.tlb(), space, engine.newCodeSpace(Symbols.none()));
        cpu.r[CpuState.SP] = STACK + 0x800;
        cpu.r[CpuState.PC] = CODE;
        cpu.r[1] = address;
        cpu.r[4] = 0x12345678;
        cpu.budget = 100;
        return new Outcome(cpu, engine.run(cpu));
    }
}
