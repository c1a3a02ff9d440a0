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
    private record Able(boolean onMachine, boolean others, long steps) implements Matrix.Abilities {
        Able(boolean onMachine, boolean others) {
            this(onMachine, others, 1000);
        }

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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fullShouldHaveEveryRunThatQuickHas(boolean onMachine) {
        Able abilities = new Able(onMachine, true);

        assertTrue(new HashSet<>(specs("full", abilities)).containsAll(specs("quick", abilities)));
    }

    @Test
    void fullShouldHaveAllCombinationsButWhatItTellsThatItLeavesOut() {
        Set<RunSpec> all = new HashSet<>(specs(
                "engine=*,translation=*,promotion=*,quantum=*,company=*,harts=*,migration=*,memory=*,mmu=*,asids=*,"
                        + "domains=*,order=*,timer=*,cache=*",
                ALL));
        List<RunSpec> full = specs("full", ALL);
        Matrix matrix = Matrix.parse("full", 1);
        List<DearRuns> told = matrix.leftOut().stream()
                .filter(line -> !line.contains("of programs that take more"))
                .map(line -> DearRuns.of(line.replaceAll(", but .*", "")))
                .toList();

        assertTrue(all.containsAll(full));
        full.forEach(all::remove);
        assertFalse(all.isEmpty());
        for (RunSpec left : all) {
            assertTrue(told.stream().anyMatch(each -> each.describes(left)), left.toString());
        }
    }

    @Test
    void whatIsLeftOutShouldBeThereForThoseWhoNameIt() {
        for (DearRuns dear : DearRuns.STANDARD) {
            List<RunSpec> named = specs(dear.matrix(), ALL);

            assertFalse(named.isEmpty());
            assertFalse(specs("full", ALL).stream().anyMatch(named::contains), dear.matrix());
        }
        assertEquals(List.of(), Matrix.parse("quantum=1", 1).leftOut());
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
    void fullShouldHaveALongProgramInCompanyOnlyAsQuickHas() {
        Able longer = new Able(false, true, 1_000_001);
        List<RunSpec> full = new ArrayList<>(specs("full", longer));
        full.removeAll(specs("quick", longer));

        assertFalse(full.isEmpty());
        for (RunSpec spec : full) {
            assertEquals(RunSpec.Company.ALONE, spec.company(), spec.toString());
        }
        assertTrue(Matrix.parse("full", 1)
                .leftOut()
                .contains(
                        "company=copies|others|storm of programs that take more than 1000000 steps, but for the runs of"
                                + " quick"));
        assertEquals(
                specs("full", new Able(false, true)), specs("full", new Able(false, true, 1_000_000)), "not longer");
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
            delimiterString = " | ",
            quoteCharacter = '"',
            value = {
                "\" \"                  | found nothing, wanted quick, full or KEY=VALUE|VALUE,...",
                "slow                     | found 'slow', wanted KEY=VALUE",
                "quantum=1,quantum=2      | found quantum twice, wanted it once",
                "quantum=0                | quantum: found '0', wanted a number of instructions",
                "quantum=                 | quantum: found '', wanted a number of instructions",
                "mmu=toggled              | mmu: found 'toggled', wanted engine=machine and another translation than none with",
                "engine=flat,timer=*      | timer: found 'none', wanted engine=machine with it",
                "translation=small        | translation: found 'small', wanted granules; for engine=machine none,",
                "migration=always         | migration: found 'always', wanted harts=2 or more with it",
                "engine=interpreter,cache=warm | cache: found 'warm', wanted engine=translated or engine=flat with it",
                "\"engine=flat,quantum=1|x\" | quantum: found 'x', wanted a number of instructions",
                "harts=2,memory=starved   | memory: found 'starved', wanted plenty, or harts=1",
            })
    void shouldSayWhatIsWrong(String text, String beginning) {
        String message = assertThrows(IllegalArgumentException.class, () -> Matrix.parse(text, 1))
                .getMessage();

        assertTrue(message.startsWith(beginning), message);
    }
}
