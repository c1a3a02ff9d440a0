package dev.lockstep.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.machine.bcm2835.BoardOptions;
import dev.lockstep.machine.processor.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The five hashes that were measured on a Raspberry Pi (EQUIVALENCE.md section 2), by code that does here what it did there. */
class HardwareValuesTest {
    private static final int KERNEL = 0x4000;
    private static final int ENTRY = KERNEL + 4;
    private static final int HASH = KERNEL + 8;
    private static final int EVENTS = KERNEL + 12;

    private static final int NOP = 0xe320f000;
    private static final int RETURN = 0xe12fff1e;
    private static final int CLEAR_R0 = 0xe3a00000;
    private static final int EXIT = 0xef000001;

    /** Where all routines return to. */
    private static final int END = 0x8120;

    @ParameterizedTest
    @CsvSource({
        "nop_1, 8038, 2, f7e37b42",
        "nop_10, 8044, 12, f5ae770b",
        "mov_ident, 80a0, 15, 984d6fbf",
        "small1, 8108, 2, 70916294",
        "small2, 8114, 2, 18e43fb1",
    })
    void mismatchBreakpointsGiveWhatTheBoardGave(String routine, String address, int events, String hash)
            throws IOException {
        Marker nothing = new Marker(OutputStream.nullOutputStream(), "");
        List<String> warnings = new ArrayList<>();
        Machine machine = new Machine(1, false, BoardOptions.to(nothing), nothing, warnings::add);
        int entry = Integer.parseInt(address, 16);
        put(machine, END, List.of(CLEAR_R0, EXIT));
        put(machine, entry, code(routine));
        try (InputStream kernel = HardwareValuesTest.class.getResourceAsStream("stepping.bin")) {
            machine.load(kernel.readAllBytes(), KERNEL);
        }
        put(machine, ENTRY, List.of(entry));
        assertEquals(Ending.Kind.BOARD, machine.run(100_000).kind());
        assertEquals(events, machine.memory().read(EVENTS, Integer.BYTES));
        assertEquals(hash, "%08x".formatted(machine.memory().read(HASH, Integer.BYTES)));
        assertEquals(List.of(), warnings);
    }

    private static List<Integer> code(String routine) {
        List<Integer> code = new ArrayList<>();
        switch (routine) {
            case "nop_1" -> code.addAll(List.of(NOP, CLEAR_R0, EXIT));
            case "nop_10" -> {
                for (int i = 0; i < 10; i++) {
                    code.add(NOP);
                }
                code.add(RETURN);
            }
            case "mov_ident" -> {
                for (int register = 0; register <= 12; register++) {
                    code.add(0xe3a00000 | register << 12 | register);
                }
                code.add(RETURN);
            }
            case "small1" -> code.addAll(List.of(0xe3a01001, CLEAR_R0, EXIT));
            default -> code.addAll(List.of(0xe3a01002, CLEAR_R0, EXIT));
        }
        return code;
    }

    private static void put(Machine machine, int address, List<Integer> words) {
        for (int i = 0; i < words.size(); i++) {
            machine.memory().write(address + Integer.BYTES * i, words.get(i), Integer.BYTES);
        }
    }
}
