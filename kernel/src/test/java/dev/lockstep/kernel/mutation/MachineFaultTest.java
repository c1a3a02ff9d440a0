package dev.lockstep.kernel.mutation;

import static dev.lockstep.kernel.mutation.Edit.noCall;
import static dev.lockstep.kernel.mutation.Edit.noStore;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault of the bare machine is named by the step of a small program at which it first shows, whatever it leads to. */
class MachineFaultTest {
    private static final String FORKS = "fork.bin";

    /**
     * A fault, and how it is met.
     *
     * @param spec of the run on the machine
     * @param told a regular expression for something that must be told of the step
     */
    record Fault(Mutant mutant, String spec, String told) {
        @Override
        public String toString() {
            return mutant.name();
        }
    }

    static Stream<Fault> faults() {
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

    private static Fault fault(String name, String className, String method, Edit edit, String told) {
        Mutant mutant = new Mutant("machine", name, "dev.lockstep.machine." + className, method, edit, FORKS, "");
        return new Fault(mutant, "engine=machine,quantum=7", told);
    }

    /** Every step of the faulty run is compared here with the sound kernel's, with no search. */
    @ParameterizedTest
    @MethodSource("faults")
    void shouldBeNamedByItsFirstStep(Fault fault) {
        Map<String, int[]> sound = new MutantLoader(Optional.empty())
                .world(MachineWorld.class)
                .apply(MachineWorld.KERNEL, fault.mutant().program());
        Map<String, int[]> faulty = new MutantLoader(Optional.of(fault.mutant()))
                .world(MachineWorld.class)
                .apply(fault.spec(), fault.mutant().program());
        assertTrue(faulty.get("damages")[0] > 0);
        String lines = text(faulty.getOrDefault("lines", new int[0]));
        assertTrue(faulty.containsKey("step"), lines);
        String path = text(faulty.get("path"));
        int[] wanted = sound.get("hash " + path);
        int[] found = faulty.getOrDefault("hash " + path, new int[0]);
        int inherited = sound.get("inherited " + path)[0];
        assertEquals(inherited + Arrays.mismatch(wanted, found) + 1, faulty.get("step")[0], lines);
        assertTrue(lines.lines().anyMatch(line -> line.strip().matches(fault.told())), lines);
    }

    private static String text(int[] characters) {
        return new String(characters, 0, characters.length);
    }
}
