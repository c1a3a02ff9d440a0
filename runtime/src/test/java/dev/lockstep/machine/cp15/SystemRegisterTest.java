package dev.lockstep.machine.cp15;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.machine.RegisterRow;
import dev.lockstep.machine.UndefinedAccessException;
import dev.lockstep.machine.mmu.Mmu;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every register of coprocessor 15, and that there is no other (TRM chapter 3). */
class SystemRegisterTest {
    private final SystemControl system = new SystemControl(new Mmu(address -> 0), new FixedHooks());

    private static RegisterRow constant(String name, String section, int register, int value) {
        return new RegisterRow(name, section, register, value, 0, "r", "");
    }

    private static RegisterRow register(String name, String section, int register, int reset, int bits) {
        return new RegisterRow(name, section, register, reset, bits, "rw", "");
    }

    private static RegisterRow operation(String name, int register) {
        return new RegisterRow(name, "3.2.22", register, 0, 0, "w", "");
    }

    static Stream<RegisterRow> rows() {
        return Stream.of(identification(), control(), memory(), cache(), others(), validation())
                .flatMap(group -> group);
    }

    private static Stream<RegisterRow> identification() {
        return Stream.of(
                constant("main id", "3.2.2", 0x0000, 0x410f_b767),
                constant("cache type", "3.2.3", 0x0001, 0x1d15_2152),
                constant("TCM status", "3.2.4", 0x0002, 0),
                constant("TLB type", "3.2.5", 0x0003, 0x0000_0800),
                constant("main id again", "ARM ARM B3.4.1", 0x0004, 0x410f_b767),
                constant("main id again", "ARM ARM B3.4.1", 0x0005, 0x410f_b767),
                constant("main id again", "ARM ARM B3.4.1", 0x0006, 0x410f_b767),
                constant("main id again", "ARM ARM B3.4.1", 0x0007, 0x410f_b767),
                constant("processor feature 0", "3.2.6", 0x0010, 0x0000_0111),
                constant("processor feature 1", "3.2.6", 0x0011, 0x0000_0011),
                constant("debug feature 0", "3.2.6", 0x0012, 0x0000_0033),
                constant("auxiliary feature 0", "3.2.6", 0x0013, 0x0000_0000),
                constant("memory model feature 0", "3.2.6", 0x0014, 0x0113_0003),
                constant("memory model feature 1", "3.2.6", 0x0015, 0x1003_0302),
                constant("memory model feature 2", "3.2.6", 0x0016, 0x0122_2100),
                constant("memory model feature 3", "3.2.6", 0x0017, 0x0000_0000),
                constant("instruction set 0", "3.2.6", 0x0020, 0x0014_0011),
                constant("instruction set 1", "3.2.6", 0x0021, 0x1200_2111),
                constant("instruction set 2", "3.2.6", 0x0022, 0x1123_1121),
                constant("instruction set 3", "3.2.6", 0x0023, 0x0110_2131),
                constant("instruction set 4", "3.2.6", 0x0024, 0x0000_1141),
                constant("instruction set 5", "3.2.6", 0x0025, 0),
                constant("instruction set 6", "3.2.6", 0x0026, 0),
                constant("instruction set 7", "3.2.6", 0x0027, 0));
    }

    private static Stream<RegisterRow> control() {
        return Stream.of(
                register("control", "3.2.7", 0x0100, 0x0005_0078, 0x33e0_fb87),
                register("auxiliary control", "3.2.8", 0x0101, 7, 0xf000_007f),
                register("coprocessor access", "3.2.9", 0x0102, 0, 0x00f0_0000),
                register("secure configuration, without NS", "3.2.10", 0x0110, 0, 0x7e),
                register("secure debug enable", "3.2.11", 0x0111, 0, 3),
                register("non-secure access", "3.2.12", 0x0112, 0, 0x0007_0c00),
                register("VBAR", "3.2.43", 0x0c00, 0, 0xffff_ffe0),
                register("MVBAR", "3.2.44", 0x0c01, 0, 0xffff_ffe0),
                constant("interrupt status", "3.2.45", 0x0c10, 0));
    }

    private static Stream<RegisterRow> memory() {
        return Stream.of(
                register("TTBR0", "3.2.13", 0x0200, 0, 0xffff_ff9f),
                register("TTBR1", "3.2.14", 0x0201, 0, 0xffff_c01f),
                register("TTBCR", "3.2.15", 0x0202, 0, 0x37),
                register("DACR", "3.2.16", 0x0300, 0, -1),
                register("DFSR", "3.2.17", 0x0500, 0, 0x1cff),
                register("IFSR", "3.2.18", 0x0501, 0, 0x140f),
                register("FAR", "3.2.19", 0x0600, 0, -1),
                register("WFAR", "3.2.20", 0x0601, 0, -1),
                register("IFAR", "3.2.21", 0x0602, 0, -1),
                register("TLB lockdown", "3.2.32", 0x0a00, 0, 0x1c00_0001),
                register("primary remap", "3.2.33", 0x0a20, 0x0009_8aa4, -1),
                register("normal remap", "3.2.33", 0x0a21, 0x44e0_48e0, -1),
                register("FCSE process id", "3.2.46", 0x0d00, 0, 0xfe00_0000),
                register("context id", "3.2.47", 0x0d01, 0, -1),
                new RegisterRow("user thread id", "3.2.48", 0x0d02, 0, -1, "rw", "rw"),
                new RegisterRow("user read-only thread id", "3.2.48", 0x0d03, 0, -1, "rw", "r"),
                register("privileged thread id", "3.2.48", 0x0d04, 0, -1),
                operation("invalidate TLB", 0x0870),
                operation("invalidate TLB by MVA", 0x0871),
                operation("invalidate TLB by ASID", 0x0872),
                operation("invalidate instruction TLB", 0x0850),
                operation("invalidate instruction TLB by MVA", 0x0851),
                operation("invalidate instruction TLB by ASID", 0x0852),
                operation("invalidate data TLB", 0x0860),
                operation("invalidate data TLB by MVA", 0x0861),
                operation("invalidate data TLB by ASID", 0x0862));
    }

    private static Stream<RegisterRow> cache() {
        int[] privileged = {
            0x0704, 0x0750, 0x0751, 0x0752, 0x0756, 0x0757, 0x0760, 0x0761, 0x0762, 0x0770, 0x0771, 0x0772, 0x0773,
            0x0774, 0x0775, 0x0776, 0x0777, 0x0780, 0x0781, 0x0782, 0x0783, 0x0784, 0x0785, 0x0786, 0x0787, 0x07a0,
            0x07a1, 0x07a2, 0x07b0, 0x07b1, 0x07b2, 0x07b3, 0x07b4, 0x07b5, 0x07b6, 0x07b7, 0x07d1, 0x07e0, 0x07e1,
            0x07e2, 0x07f0, 0x07f1, 0x07f2, 0x07f3, 0x07f4, 0x07f5, 0x07f6, 0x07f7
        };
        Stream<RegisterRow> operations = Arrays.stream(privileged)
                .mapToObj(register -> operation("c7 operation " + Integer.toHexString(register), register));
        return Stream.concat(
                operations,
                Stream.of(
                        new RegisterRow("flush prefetch buffer", "3.2.22", 0x0754, 0, 0, "w", "w"),
                        new RegisterRow("data synchronization barrier", "3.2.22", 0x07a4, 0, 0, "w", "w"),
                        new RegisterRow("data memory barrier", "3.2.22", 0x07a5, 0, 0, "w", "w"),
                        constant("cache dirty status", "3.2.22", 0x07a6, 0),
                        register("PAR", "3.2.22", 0x0740, 0, -1)));
    }

    private static Stream<RegisterRow> others() {
        return Stream.of(
                register("data cache lockdown", "3.2.24", 0x0900, 0xffff_fff0, 0xf),
                register("instruction cache lockdown", "3.2.24", 0x0901, 0xffff_fff0, 0xf),
                register("data TCM region", "3.2.25", 0x0910, 0, 0),
                register("instruction TCM region", "3.2.26", 0x0911, 0, 0),
                register("data TCM control", "3.2.27", 0x0912, 0, 0),
                register("instruction TCM control", "3.2.28", 0x0913, 0, 0),
                register("TCM selection", "3.2.29", 0x0920, 0, 0),
                register("cache behaviour override", "3.2.30", 0x0980, 0, 0x3f));
    }

    private static Stream<RegisterRow> validation() {
        Stream<RegisterRow> named = Stream.of(
                register("peripheral port remap", "3.2.49", 0x0f24, 0, 0xffff_f01f),
                register("access validation control", "3.2.50", 0x0f90, 0, 0xf),
                register("PMNC", "3.2.51", 0x0fc0, 0, 0x0fff_f879),
                register("CCNT", "3.2.52", 0x0fc1, 0, -1),
                register("PMN0", "3.2.53", 0x0fc2, 0, -1),
                register("PMN1", "3.2.54", 0x0fc3, 0, -1),
                new RegisterRow("reset counter", "3.2.55", 0x0fc4, 0, -1, "rw", "rw"),
                new RegisterRow("interrupt counter", "3.2.55", 0x0fc5, 0, -1, "rw", "rw"),
                new RegisterRow("fast interrupt counter", "3.2.55", 0x0fc6, 0, -1, "rw", "rw"),
                new RegisterRow("external debug request counter", "3.2.55", 0x0fc7, 0, 0, "rw", "rw"),
                register("cache size mask", "3.2.57", 0x0fe0, 0x6655, 0x7777),
                register("lockdown index", "3.2.60", 0x5f42, 0, 7),
                register("lockdown VA", "3.2.60", 0x5f52, 0, 0xffff_f2ff),
                register("lockdown attributes", "3.2.60", 0x5f72, 0, 0xfe00_07ff));
        Stream<RegisterRow> operations = IntStream.range(0, 64)
                .mapToObj(i -> new RegisterRow(
                        "validation operation", "3.2.56", i >>> 3 << 12 | 0xfd0 | i & 7, 0, 0, "rw", "rw"));
        Stream<RegisterRow> valid = IntStream.range(0, 16)
                .mapToObj(i -> register("cache master valid", "3.2.58", (i < 8 ? 0x3f80 : 0x3fc0) | i & 7, 0, -1));
        return Stream.of(named, operations, valid).flatMap(group -> group);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldBeAsTheManualSays(RegisterRow row) throws UndefinedAccessException {
        row.check(system);
    }

    /** NSTID (bit 8) sets NSA (bit 9): TRM table 3-150. */
    @Test
    void shouldKeepTheLockdownPhysicalAddressWithItsWorld() throws UndefinedAccessException {
        system.write(0x5f62, 0xffff_feff, true);
        assertEquals(0xffff_f2cf, system.read(0x5f62, true));
        system.write(0x5f62, 0x1230_0100, true);
        assertEquals(0x1230_0300, system.read(0x5f62, true));
    }

    @Test
    void shouldHaveNoOtherRegister() {
        Set<Integer> known = new HashSet<>();
        rows().forEach(row -> known.add(row.register()));
        known.add(0x5f62);
        for (int register = 0; register < 0x8000; register++) {
            int absent = register;
            if ((register & 8) == 0 && !known.contains(register)) {
                assertThrows(
                        UndefinedAccessException.class, () -> system.read(absent, true), Integer.toHexString(register));
                assertThrows(UndefinedAccessException.class, () -> system.write(absent, 0, true));
            }
        }
    }

    @Test
    void shouldNameWhatIsNotThere() {
        assertEquals(
                "MRC p15, 0, Rd, c9, c3, 5: no such register",
                assertThrows(UndefinedAccessException.class, () -> system.read(0x0935, true))
                        .getMessage());
        assertEquals(
                "MCR p15, 0, Rd, c0, c0, 0: MIDR cannot be written",
                assertThrows(UndefinedAccessException.class, () -> system.write(0, 0, true))
                        .getMessage());
        assertEquals(
                "MRC p15, 0, Rd, c2, c0, 0: TTBR0 cannot be read in user mode",
                assertThrows(UndefinedAccessException.class, () -> system.read(0x0200, false))
                        .getMessage());
    }
}
