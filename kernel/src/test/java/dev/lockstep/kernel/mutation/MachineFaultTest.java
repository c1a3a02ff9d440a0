package dev.lockstep.kernel.mutation;

import static dev.lockstep.kernel.mutation.Edit.noCall;
import static dev.lockstep.kernel.mutation.Edit.noStore;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault of the bare machine is named by the step of a small program at which it first shows, whatever it leads to. */
class MachineFaultTest {
    private static final String FORKS = "fork.bin";

    /**
     * A fault, and how it is met.
     *
     * @param name what is wrong
     * @param spec of the run on the machine
     * @param told a regular expression for something that must be told of the step
     */
    record Case(String name, Fault fault, String spec, String told) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> faults() {
        return Stream.of(
                fault(
                        "a flush of the TLB is forgotten",
                        "mmu.Tlb",
                        "invalidateUnlocked",
                        noCall("fill"),
                        "last event in B  tlb entries removed of all that is not locked, after step \\d+"),
                fault(
                        "the banked lr is not saved",
                        "processor.Modes",
                        "switchTo",
                        noStore().at(2),
                        "last event in B  registers changed lr from 0x[0-9a-f]{8} to 0x[0-9a-f]{8}, after step \\d+"),
                fault(
                        "the banked sp is not restored",
                        "processor.Modes",
                        "switchTo",
                        noStore().at(5),
                        "sp +A 0x[0-9a-f]{8}  B 0x[0-9a-f]{8}"),
                fault(
                        "the SPSR is not written at an exception",
                        "processor.Modes",
                        "enter",
                        noStore(),
                        "B 1 +not taken.*the machine ended: the guest set mode 0x00.*"));
    }

    private static Case fault(String name, String className, String method, Edit edit, String told) {
        Fault fault = new Fault("dev.lockstep.machine." + className, method, edit);
        return new Case(name, fault, "engine=machine,quantum=7", told);
    }

    /** Every step of the faulty run is compared here with the sound kernel's, with no search. */
    @ParameterizedTest
    @MethodSource("faults")
    void shouldBeNamedByItsFirstStep(Case met) {
        Map<String, int[]> sound =
                new MutantLoader(List.of()).world(MachineWorld.class).apply(MachineWorld.KERNEL, FORKS);
        Map<String, int[]> faulty =
                new MutantLoader(List.of(met.fault())).world(MachineWorld.class).apply(met.spec(), FORKS);
        assertTrue(faulty.get("damages")[0] > 0);
        String lines = text(faulty.getOrDefault("lines", new int[0]));
        assertTrue(faulty.containsKey("step"), lines);
        String path = text(faulty.get("path"));
        int[] wanted = sound.get("hash " + path);
        int[] found = faulty.getOrDefault("hash " + path, new int[0]);
        int inherited = sound.get("inherited " + path)[0];
        assertEquals(inherited + Arrays.mismatch(wanted, found) + 1, faulty.get("step")[0], lines);
        assertTrue(lines.lines().anyMatch(line -> line.strip().matches(met.told())), lines);
    }

    private static String text(int[] characters) {
        return new String(characters, 0, characters.length);
    }
}
