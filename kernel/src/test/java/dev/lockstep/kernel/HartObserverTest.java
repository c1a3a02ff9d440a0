package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.equivalence.StepHash;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.ProcessEnd;
import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.translator.PromotionPolicy;
import dev.lockstep.translator.TranslatingEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an observer of a hart is told is what happens, in every engine. */
class HartObserverTest {
    private static final String SORT = "sort.elf";
    private static final List<String> SHORT = List.of("20");

    /** Writes down all steps, and checks each against the hash that it is told. */
    private static final class Recorder extends StepObserver implements HartObserver {
        private final List<Long> steps = new ArrayList<>();
        private final List<Long> stores = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();
        private int regHash;
        private int pcHash;

        Recorder(boolean seesStores) {
            super(seesStores);
        }

        @Override
        public StepObserver steps() {
            return this;
        }

        @Override
        protected void step(CpuState cpu, int at, int newRegHash, int newPcHash) {
            int[] r = registers;
            regHash = StepHash.registers(
                    regHash, r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9], r[10], r[11], r[12], r[13],
                    r[14], r[15], r[CPSR]);
            pcHash = StepHash.pc(pcHash, r[15]);
            assertEquals(List.of(newRegHash, newPcHash), List.of(regHash, pcHash));
            steps.add((long) at << 32 | regHash & 0xffffffffL);
        }

        @Override
        protected void store(CpuState cpu, int address, int value, int bytes) {
            int meant = bytes == Integer.BYTES ? value : value & (1 << 8 * bytes) - 1;
            stores.add(((long) address << 32 | meant & 0xffffffffL) * 5 + bytes);
        }

        @Override
        public void calls(ObservedProcess process, String name) {
            calls.add(name);
        }
    }

    private static Run run(Engine engine, Profile profile, Schedule schedule, HartObserver observer, String image) {
        return Run.of(
                engine,
                profile,
                "",
                options -> options.withSchedule(schedule).withObservers(hart -> observer),
                SHORT,
                Prebuilt.image(image));
    }

    private static Engine translating(Profile profile) {
        return new TranslatingEngine(profile, 2)
                .withPromotion(PromotionPolicy.never())
                .observed();
    }

    @ParameterizedTest
    @CsvSource({"sort.elf,FULL,false", "sort.elf,FULL,true", "sort.elf,PIX,true", "thumb/sort.elf,EQX,true"})
    void shouldTellTheSameStepsAndStoresOfTranslatedCode(String program, Profile profile, boolean stores) {
        Recorder interpreted = new Recorder(stores);
        Recorder translated = new Recorder(stores);
        Engine engine = translating(profile);
        Schedule schedule = Schedule.parse("100000");
        Run one = run(new InterpretingEngine(profile), profile, schedule, interpreted, program);
        Run other = run(engine, profile, schedule, translated, program);
        assertEquals(one.json(), other.json());
        assertEquals(one.report("1").steps(), interpreted.steps.size());
        assertEquals(interpreted.steps, translated.steps);
        assertEquals(interpreted.stores, translated.stores);
        assertEquals(!stores, interpreted.stores.isEmpty());
        assertTrue(engine.statistics().translated() > one.report("1").steps() / 2, "most is translated");
    }

    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void shouldLeaveHashesAsTheyAreWhenTurnsArePieced(EngineKind kind) {
        List<Long> seen = new ArrayList<>();
        HartObserver pieces = new HartObserver() {
            @Override
            public int most(ObservedProcess process) {
                return 64 - (int) (process.steps() % 64);
            }

            @Override
            public void executed(ObservedProcess process) {
                if (process.steps() % 64 == 0) {
                    seen.add(process.steps());
                }
            }
        };
        Profile profile = Profile.FULL;
        Run alone = run(kind.create(profile), profile, Schedule.parse("1000"), HartObserver.NONE, SORT);
        Run pieced = run(kind.create(profile), profile, Schedule.parse("1000"), pieces, SORT);
        assertEquals(alone.json(), pieced.json());
        assertEquals(alone.statistics().switches(), pieced.statistics().switches());
        List<Long> wanted = new ArrayList<>();
        for (long step = 64; step <= alone.report("1").steps(); step += 64) {
            wanted.add(step);
        }
        assertEquals(wanted, seen);
    }

    @Test
    void shouldTellOfForksCallsAndEnds() {
        List<String> seen = new ArrayList<>();
        HartObserver observer = new HartObserver() {
            @Override
            public void calls(ObservedProcess process, String name) {
                seen.add(process.path() + " " + name);
            }

            @Override
            public void forked(ObservedProcess process, int child) {
                seen.add(process.path() + " has child " + child);
            }

            @Override
            public void ended(ObservedProcess process, ProcessEnd end) {
                seen.add(process.path() + " ends " + end.exit());
            }

            @Override
            public void turnOver(ObservedProcess process, TurnEnd why) {
                seen.add(why.name());
            }
        };
        run(new InterpretingEngine(Profile.FULL), Profile.FULL, Schedule.parse("100000"), observer, "fork-wait.bin");
        int fork = seen.indexOf("1 fork");
        assertEquals("1 has child 1", seen.get(fork + 1));
        assertTrue(seen.contains("1.1 exit"), seen::toString);
        assertTrue(
                seen.contains("1.1 ends "
                        + Run.of(Prebuilt.image("fork-wait.bin")).report("1.1").exit()),
                seen::toString);
        assertEquals("ENDED", seen.get(seen.size() - 1));
        assertTrue(seen.contains("WAITS"), seen::toString);
    }
}
