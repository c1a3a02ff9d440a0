package dev.lockstep.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixTest {
    private record Able(boolean onMachine, boolean others) implements Matrix.Abilities {
        @Override
        public boolean hasOthers(boolean machine) {
            return others;
        }

        @Override
        public boolean hasStorm(boolean machine) {
            return true;
        }
    }

    private static final Able ALL = new Able(true, true);

    private static List<RunSpec> specs(String matrix, Able abilities) {
        return Matrix.parse(matrix, 1).specs(abilities);
    }

    /** Every two values that one of these runs has together. */
    private static Set<List<Map.Entry<Dimension, String>>> pairs(List<RunSpec> specs) {
        Set<List<Map.Entry<Dimension, String>>> pairs = new HashSet<>();
        for (RunSpec spec : specs) {
            List<Map.Entry<Dimension, String>> values = new ArrayList<>(
                    spec.values().entrySet().stream().map(Map.Entry::copyOf).toList());
            for (int a = 0; a < values.size(); a++) {
                for (int b = a + 1; b < values.size(); b++) {
                    pairs.add(List.of(values.get(a), values.get(b)));
                }
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void quickShouldHaveEveryPairThatFullHasInFarFewerRuns(boolean onMachine) {
        Able abilities = new Able(onMachine, true);
        List<RunSpec> quick = specs("quick", abilities);
        List<RunSpec> full = specs("full", abilities);

        assertTrue(pairs(quick).containsAll(pairs(full)));
        assertTrue(quick.size() * 8 < full.size(), quick.size() + " of " + full.size());
        assertEquals(full.size(), new HashSet<>(full).size());
    }

    @Test
    void shouldLeaveOutWhatAProgramCannotDo() {
        for (String matrix : List.of("quick", "full")) {
            for (RunSpec spec : specs(matrix, new Able(false, false))) {
                assertFalse(spec.onMachine(), spec.toString());
                assertFalse(spec.company() == RunSpec.Company.OTHERS, spec.toString());
            }
        }
    }

    @Test
    void shouldMultiplyWhatATextNames() {
        assertEquals(
                List.of(
                        RunSpec.parse("engine=translated,quantum=1"),
                        RunSpec.parse("engine=translated,quantum=2"),
                        RunSpec.parse("engine=flat,quantum=1"),
                        RunSpec.parse("engine=flat,quantum=2")),
                specs("engine=translated|flat,quantum=1|2", ALL));
        assertEquals(5, specs("engine=machine,translation=*", ALL).size());
        assertEquals(List.of(RunSpec.REFERENCE), specs("engine=interpreter", ALL));
    }

    @Test
    void shouldRunExactlyTheRunWhoseTextItIs() {
        for (RunSpec spec : specs("quick", ALL)) {
            assertEquals(List.of(spec), specs(spec.toString(), ALL));
        }
    }

    @Test
    void theSameSeedShouldGiveTheSameRuns() {
        assertEquals(specs("quick", ALL), specs("quick", ALL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "slow                     | run: found 'slow', wanted KEY=VALUE",
                "quantum=0                | quantum: found '0', wanted a number of instructions",
                "mmu=toggled              | matrix: found mmu=toggled, which goes with no other value that was given",
                "\"engine=flat,quantum=1|x\" | quantum: found 'x', wanted a number of instructions",
                "harts=2,memory=starved   | matrix: found harts=2, which goes with no other value that was given",
            })
    void shouldSayWhatIsWrong(String text, String beginning) {
        String message = assertThrows(IllegalArgumentException.class, () -> Matrix.parse(text, 1))
                .getMessage();

        assertTrue(message.startsWith(beginning), message);
    }
}
