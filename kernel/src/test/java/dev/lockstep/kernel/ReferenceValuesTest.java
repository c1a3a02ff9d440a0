package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Symbols;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Rights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The hashes that were measured on a Raspberry Pi (EQUIVALENCE.md section 2). */
class ReferenceValuesTest {
    private static final int EXIT_ROUTINE = 0x8120;
    private static final int USER_MODE_MASKED = 0x190;
    private static final int NOP = 0xe320f000;
    private static final int BX_LR = 0xe12fff1e;
    private static final int MOV_R0_0 = 0xe3a00000;
    private static final int SVC_1 = 0xef000001;

    /** One line of the table. */
    private record Routine(String name, int address, List<Integer> words, int events, int hash) {}

    private static final List<Routine> ROUTINES = List.of(
            new Routine("nop_1", 0x8038, List.of(NOP, MOV_R0_0, SVC_1), 2, 0xf7e37b42),
            new Routine("nop_10", 0x8044, tenNops(), 12, 0xf5ae770b),
            new Routine("mov_ident", 0x80a0, movIdent(), 15, 0x984d6fbf),
            new Routine("small1", 0x8108, List.of(0xe3a01001, MOV_R0_0, SVC_1), 2, 0x70916294),
            new Routine("small2", 0x8114, List.of(0xe3a01002, MOV_R0_0, SVC_1), 2, 0x18e43fb1));

    private static List<Integer> tenNops() {
        List<Integer> words = new ArrayList<>();
        IntStream.range(0, 10).forEach(i -> words.add(NOP));
        words.add(BX_LR);
        return words;
    }

    private static List<Integer> movIdent() {
        List<Integer> words = new ArrayList<>();
        IntStream.rangeClosed(0, 12).forEach(n -> words.add(MOV_R0_0 | n << 12 | n));
        words.add(BX_LR);
        return words;
    }

    static Stream<Arguments> routinesAndEngines() {
        return ROUTINES.stream()
                .flatMap(routine -> Stream.of(EngineKind.values()).map(kind -> Arguments.of(routine, kind)));
    }

    @ParameterizedTest
    @MethodSource("routinesAndEngines")
    void shouldGiveTheHashOfTheHardware(Routine routine, EngineKind kind) {
        Engine engine = kind.create(Profile.EQX);
        AddressSpaces memory = new AddressSpaces(1 << 20);
        AddressSpace space = memory.create();
        space.map(0x8000, 0x1000, Rights.READ_EXECUTE);
        space.load(routine.address(), bytes(routine.words()));
        space.load(EXIT_ROUTINE, bytes(List.of(MOV_R0_0, SVC_1)));
        CpuState cpu = new CpuState(memory.tlb(), space, engine.newCodeSpace(Symbols.none()));
        cpu.r[CpuState.PC] = routine.address();
        cpu.r[CpuState.LR] = EXIT_ROUTINE;
        cpu.setCpsr(USER_MODE_MASKED);
        cpu.budget = 1000;

        assertEquals(StopReason.CALL, engine.run(cpu));
        assertEquals(routine.events(), 1000 - cpu.budget - cpu.silent);
        assertEquals(routine.hash(), cpu.regHash);
    }

    private static byte[] bytes(List<Integer> words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.size()).order(ByteOrder.LITTLE_ENDIAN);
        words.forEach(bytes::putInt);
        return bytes.array();
    }
}
