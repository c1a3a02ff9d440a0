package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.kernel.diff.Differ;
import dev.lockstep.kernel.diff.Finding;
import dev.lockstep.kernel.diff.FindingText;
import dev.lockstep.kernel.diff.FirstDifference;
import dev.lockstep.kernel.diff.Side;
import dev.lockstep.kernel.diff.StoredCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step that is named is the right one, whoever executes it. */
class FirstDifferenceTest {
    private static final int TURNS = 0x4000;
    private static final int WRONG_TURN = 0x1000;
    private static final int RIGHT = 0x5a0000;
    private static final int WRONG = 0x5b0000;

    /** Steps before the instruction that is wrong, in {@link #loop}: the constant, whole turns, the comparison. */
    private static final long BEFORE = 4 + 4L * (TURNS - WRONG_TURN) + 1;

    private static final int CALLS_BEFORE = FaultyEngine.CALLS_BEFORE;

    /** Changes r4 once, in one of its turns, which are four instructions each. */
    private static Assembler loop(Assembler program, int constant) {
        return program.constant(5, TURNS)
                .label("again")
                .compare(5, WRONG_TURN)
                .word(0x02244800 | constant >>> 16) // eoreq r4, r4, #constant
                .subtractAndTest(5, 5, 1)
                .branchIfNotEqual("again");
    }

    private static Side side(String spec, Image image) {
        return side(spec, image, EngineMaker.standard(), Limits.STANDARD);
    }

    private static Side side(String spec, Image image, EngineMaker maker, Limits limits) {
        CheckedProgram program = new CheckedProgram(image.name(), List.of(image), List.of(), Path.of(image.name()));
        return new Side(
                RunSpec.parse(spec),
                List.of(program),
                0,
                Profile.FULL,
                limits,
                maker,
                Prebuilt.programs(),
                StoredCode.NONE,
                Optional.empty());
    }

    private static FirstDifference first(Side a, Side b, boolean stores) {
        Finding finding = new Differ(a, b, stores).find();
        return assertInstanceOf(FirstDifference.class, finding, finding::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "engine=interpreter",
                "engine=interpreter,quantum=1",
                "engine=interpreter,quantum=random:7:20",
                "engine=translated",
                "engine=translated,quantum=3",
                "engine=flat",
                "engine=flat,quantum=random:5:50,promotion=random:3",
                "engine=translated,harts=2,migration=always,quantum=100"
            })
    void shouldNameTheWrongInstruction(String spec) {
        Image right = loop(new Assembler(), RIGHT).exit(0).elf("p");
        Image wrong = loop(new Assembler(), WRONG).exit(0).elf("p");
        FirstDifference found = first(side("engine=interpreter", right), side(spec, wrong), false);
        assertEquals(BEFORE + 1, found.step());
        assertEquals("1", found.path());
        assertEquals(Assembler.CODE + 4 * 5, found.taken().at());
        assertEquals("eoreq r4, r4, #5898240", found.a().taken().orElseThrow().text());
        assertEquals("eoreq r4, r4, #5963776", found.b().taken().orElseThrow().text());
        assertEquals("again+0x4", found.taken().where());
        assertEquals(1, found.registers().size());
        assertEquals("r4", found.registers().get(0).name());
        assertEquals("0x005a0000", found.registers().get(0).a());
        assertEquals("0x005b0000", found.registers().get(0).b());
        assertEquals(
                found.step(), found.registers().get(0).writerB().orElseThrow().step());
        assertEquals(16, found.recent().size());
        assertEquals("Z=1", found.recent().get(15).changes());
        assertTrue(found.a().rerun().contains("--max-steps " + BEFORE + " "), found.a()::rerun);
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine=interpreter,quantum=2", "engine=translated,quantum=1000", "engine=flat"})
    void shouldNameTheWrongInstructionOfAForkedChild(String spec) {
        FirstDifference found = first(side("engine=interpreter", family(RIGHT)), side(spec, family(WRONG)), false);
        assertEquals("1.1", found.path());
        assertEquals(4 + BEFORE + 1, found.step());
        assertEquals("r4", found.registers().get(0).name());
        assertTrue(found.notes().get(0).startsWith("process 1 differs since"), found.notes()::toString);
    }

    /** A parent that learns from its child's exit code that something is wrong. */
    private static Image family(int constant) {
        Assembler program = new Assembler()
                .fork("child")
                .call(4, 1, Assembler.DATA, 0)
                .constant(1, Assembler.DATA)
                .load(2, 1, 0)
                .exit(0)
                .label("child");
        return loop(program, constant)
                .word(0xe1a01824) // lsr r1, r4, #16
                .mov(0, 1)
                .svc(0)
                .elf("p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine=interpreter,quantum=5", "engine=translated", "engine=flat"})
    void shouldNameTheStoreWithStoresHashedAndTheLoadWithout(String spec) {
        Side a = side("engine=interpreter", storing(7));
        Side b = side(spec, storing(6));
        FirstDifference load = first(a, b, false);
        assertEquals("ldr r2, [r1, #16]", load.taken().text());
        assertEquals(Assembler.DATA + 16, load.memory().get(0).address());
        assertEquals(Optional.of(0x0007), load.memory().get(0).a());
        assertEquals(Optional.of(0x0006), load.memory().get(0).b());
        assertEquals(
                List.of("strb r6, [r1, #16]"),
                load.memory().stream()
                        .map(word -> word.writerB().orElseThrow().text())
                        .toList());
        FirstDifference store = first(a, b, true);
        assertEquals(load.memory().get(0).writerB().orElseThrow().step(), store.step());
        assertEquals("strb r7, [r1, #16]", store.a().taken().orElseThrow().text());
        assertEquals("[0x00020010] = 0x07", store.a().changes());
        assertEquals("[0x00020010] = 0x06", store.b().changes());
        assertEquals(List.of(), store.registers());
    }

    /** Stores one of two registers, and loads it much later. */
    private static Image storing(int register) {
        return new Assembler()
                .constant(1, Assembler.DATA)
                .mov(6, 6)
                .mov(7, 7)
                .spin(200)
                .word(0xe5c10010 | register << 12) // strb register, [r1, #16]
                .spin(200)
                .load(2, 1, 16)
                .exit(0)
                .elf("p");
    }

    @Test
    void shouldNameTheLoadOfAWordThatNobodyStored() {
        Assembler program = new Assembler().constant(1, Assembler.DATA);
        Image image = calls(program).spin(100).load(2, 8, 4).exit(0).elf("p");
        EngineMaker faulty = corrupting(cpu -> LoadStoreUnit.store32(cpu, Assembler.DATA + 4, 99));
        FirstDifference found =
                first(side("", image), side("engine=translated", image, faulty, Limits.STANDARD), false);
        assertEquals("ldr r2, [r8, #4]", found.taken().text());
        assertEquals(Assembler.DATA + 4, found.memory().get(0).address());
        assertEquals(Optional.of(99), found.memory().get(0).b());
        assertEquals(Optional.empty(), found.memory().get(0).writerA());
    }

    /** Five calls that change nothing; r8 is the address of the data. */
    private static Assembler calls(Assembler program) {
        program.constant(8, Assembler.DATA);
        for (int k = 0; k < 5; k++) {
            program.call(5, 0);
        }
        return program;
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine=interpreter", "engine=translated", "engine=flat"})
    void shouldNameTheFirstStepAfterARegisterWasLost(String spec) {
        Image image = calls(new Assembler()).exit(0).elf("p");
        EngineMaker faulty = corrupting(cpu -> cpu.r[9] ^= 1);
        FirstDifference found = first(side("", image), side(spec, image, faulty, Limits.STANDARD), false);
        assertEquals(4 + 3 * CALLS_BEFORE, found.step());
        assertEquals("r9", found.registers().get(0).name());
        assertEquals(Optional.empty(), found.registers().get(0).writerA());
        assertEquals(
                "system call sbrk, after step 12",
                found.b().event().orElseThrow().toString());
    }

    @Test
    void shouldNameTheCallThatTheKernelAnswersOtherwise() {
        Image image = new Assembler().call(5, 0x4000000).exit(0).elf("p");
        Limits little = Limits.STANDARD.withMemoryBytes(1 << 20);
        FirstDifference found = first(side("", image), side("", image, EngineMaker.standard(), little), false);
        assertEquals(3, found.step());
        assertEquals("svc 0x0", found.taken().text());
        assertEquals("r0", found.registers().get(0).name());
        assertEquals("0xfffffff4", found.registers().get(0).b());
        assertEquals(
                "system call sbrk, after step 2",
                found.b().event().orElseThrow().toString());
    }

    @Test
    void shouldTellHowTheOneSideEndsThatDoesNotTakeTheStep() {
        Image image = loop(new Assembler(), RIGHT).exit(0).elf("p");
        Limits few = Limits.STANDARD.withMaxSteps(5000);
        FirstDifference found = first(side("", image), side("", image, EngineMaker.standard(), few), false);
        assertEquals(5001, found.step());
        assertEquals(Optional.of("killed by SIGXCPU"), found.b().end());
    }

    @Test
    void shouldSaySoWhenOnlyTheOutputDiffers() {
        Finding finding = new Differ(side("", writing("abc\n")), side("engine=flat", writing("abd\n")), false).find();
        Finding.Silent silent = assertInstanceOf(Finding.Silent.class, finding);
        assertTrue(
                silent.differences().contains("output: found 4 bytes 'abd\\n', wanted 4 bytes 'abc\\n'"),
                silent::toString);
        assertEquals(11, silent.lastStep());
        assertTrue(new FindingText("p", "A", "B").lines(silent).get(0).contains("all steps are equal"));
    }

    private static Image writing(String text) {
        Assembler program =
                new Assembler().branch("start").label("text").text(text).label("start");
        return program.call(9, 1, Assembler.CODE + 4, 4).exit(0).elf("p");
    }

    @Test
    void shouldFindEqualRunsEqual() {
        Image image = loop(new Assembler(), RIGHT).exit(0).elf("p");
        Finding finding = new Differ(side("", image), side("engine=flat,quantum=3", image), true).find();
        assertTrue(finding.equal(), finding::toString);
    }

    private static EngineMaker corrupting(Consumer<CpuState> fault) {
        return (spec, profile, store) -> new FaultyEngine(EngineMaker.standard().make(spec, profile, store), fault);
    }
}
