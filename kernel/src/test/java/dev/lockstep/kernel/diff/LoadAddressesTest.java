package dev.lockstep.kernel.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.isa.Decoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** r0 is 0x1000, r1 is 0x10, r13 is 0x2000; the instruction stands at 0x8000. */
class LoadAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "e5901004, 1004", // ldr r1, [r0, #4]
        "e4901004, 1000", // ldr r1, [r0], #4
        "e5101004, ffc", // ldr r1, [r0, #-4]
        "e7902101, 1040", // ldr r2, [r0, r1, lsl #2]
        "e59f1010, 8018", // ldr r1, [pc, #16]
        "e1d010b2, 1002", // ldrh r1, [r0, #2]
        "e1c020d8, 1008 100c", // ldrd r2, [r0, #8]
        "e8bd8030, 2000 2004 2008", // pop {r4, r5, pc}
        "e9100006, ff8 ffc", // ldmdb r0, {r1, r2}
        "e1902f9f, 1000", // ldrex r2, [r0]
        "ed900b02, 1008 100c", // fldd d0, [r0, #8]
        "ecb00a02, 1000 1004", // fldmias r0!, {s0, s1}
        "ed300b04, ff0 ff4 ff8 ffc", // fldmdbd r0!, {d0, d1}
        "e5801004, ''", // str r1, [r0, #4]
        "e0801001, ''" // add r1, r0, r1
    })
    void shouldTellTheWordsThatAnInstructionLoads(String word, String addresses) {
        int[] registers = new int[17];
        registers[0] = 0x1000;
        registers[1] = 0x10;
        registers[13] = 0x2000;
        List<Integer> words =
                LoadAddresses.words(Decoder.decode(Integer.parseUnsignedInt(word, 16)), 0x8000, registers);
        assertEquals(
                addresses,
                words.stream().map(Integer::toHexString).collect(Collectors.joining(" ")),
                () -> Arrays.toString(registers));
    }
}
