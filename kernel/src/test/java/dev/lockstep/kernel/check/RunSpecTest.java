package dev.lockstep.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.kernel.api.Migration;
import dev.lockstep.kernel.api.Schedule;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunSpecTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "engine=interpreter,translation=granules,quantum=1,company=alone,harts=1,memory=starved",
                "engine=translated,translation=granules,promotion=never,quantum=random:3:50,company=copies,harts=2,"
                        + "migration=always,memory=plenty,cache=warm",
                "engine=flat,translation=granules,promotion=random:-7,quantum=to-fork,company=storm,harts=1,"
                        + "memory=plenty,cache=cold",
                "engine=machine,translation=small,quantum=huge,company=others,memory=plenty,mmu=toggled,asids=few,"
                        + "domains=each,order=random:1,timer=100",
                "engine=machine,translation=none,quantum=2,company=alone,memory=plenty,order=round,timer=none"
            })
    void shouldPrintWhatItHasParsed(String text) {
        assertEquals(text, RunSpec.parse(text).toString());
    }

    @Test
    void shouldBeTheReferenceWhereNothingIsSaid() {
        assertEquals(RunSpec.REFERENCE, RunSpec.parse(""));
        assertEquals(
                "engine=interpreter,translation=granules,quantum=huge,company=alone,harts=1,memory=plenty",
                RunSpec.REFERENCE.toString());
        assertEquals(new Schedule.Exact(Integer.MAX_VALUE), RunSpec.REFERENCE.schedule());
    }

    @Test
    void shouldCompleteWithWhatSuitsTheEngine() {
        assertEquals(Optional.of("always"), RunSpec.parse("engine=flat").promotion());
        assertEquals(Optional.of("never"), RunSpec.parse("engine=translated").promotion());
        assertEquals(Optional.of("sections"), RunSpec.parse("engine=machine").value(Dimension.TRANSLATION));
        assertEquals(Migration.AUTO, RunSpec.parse("harts=2").migration());
    }

    @Test
    void shouldDropWhatNoLongerAppliesWhenADimensionChanges() {
        RunSpec flat = RunSpec.parse("engine=flat,quantum=3,cache=warm");
        assertEquals(RunSpec.parse("engine=interpreter,quantum=3"), flat.with(Dimension.ENGINE, "interpreter"));
        assertFalse(flat.with(Dimension.ENGINE, "interpreter").warm());
    }

    @Test
    void shouldTellBrieflyWhatIsNotStandard() {
        assertEquals("engine=flat", RunSpec.parse("engine=flat").brief());
        assertEquals(
                "engine=interpreter,quantum=1",
                RunSpec.parse("quantum=1,harts=1").brief());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quantum | run: found 'quantum', wanted KEY=VALUE, KEY one of engine, translation, promotion, quantum,"
                        + " company, harts, migration, memory, mmu, asids, domains, order, timer, cache",
                "speed=1 | run: found 'speed', wanted one of engine, translation, promotion, quantum, company, harts,"
                        + " migration, memory, mmu, asids, domains, order, timer, cache",
                "quantum=1,quantum=2 | run: found quantum twice, wanted it once",
                "engine=jit | engine: found 'jit', wanted interpreter, translated, flat or machine",
                "quantum=0 | quantum: found '0', wanted a number of instructions, random:SEED:MEAN, huge or to-fork"
                        + " (with engine=interpreter,translation=granules)",
                "mmu=toggled | mmu: found 'toggled', wanted engine=machine and another translation than none with it",
                "harts=2,memory=starved | memory: found 'starved', wanted plenty, or harts=1 (with"
                        + " engine=interpreter,translation=granules,quantum=huge,company=alone,harts=2,migration=auto)",
                "engine=machine,quantum=to-fork | quantum: found 'to-fork', wanted a number of steps, random:SEED:MEAN"
                        + " or huge on the machine (with engine=machine,translation=sections)",
                "engine=machine,timer=9999999 | timer: found '9999999', wanted none or 1 to 1000000 microseconds (with"
                        + " engine=machine,translation=sections,quantum=huge,company=alone,memory=plenty,mmu=steady,"
                        + "asids=one,domains=one,order=round)"
            })
    void shouldSayWhatIsWrong(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> RunSpec.parse(text))
                        .getMessage());
    }
}
