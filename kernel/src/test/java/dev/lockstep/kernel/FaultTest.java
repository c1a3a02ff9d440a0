package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.ProcessReport;
import dev.lockstep.kernel.api.Signal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        new Assembler().mov(1, 0).load(2, 1, 4), Signal.SIGSEGV, "load from 0x00000004 is not allowed"),
                Arguments.of(
                        new Assembler().mov(1, Assembler.CODE).store(2, 1, 4),
                        Signal.SIGSEGV,
                        "store to 0x00010004 is not allowed"),
                Arguments.of(
                        new Assembler().mov(15, Assembler.DATA),
                        Signal.SIGSEGV,
                        "instruction fetch from 0x00020000 is not allowed"),
                Arguments.of(
                        new Assembler().constant(1, Assembler.DATA + 2).word(0xe8910006), // ldm r1, {r1, r2}
                        Signal.SIGBUS,
                        "access to 0x00020002 is not aligned"),
                Arguments.of(new Assembler().word(0xe7f000f0), Signal.SIGILL, "undefined instruction"),
                Arguments.of(new Assembler().word(0xe0000f91), Signal.SIGILL, "unpredictable instruction"),
                Arguments.of(
                        new Assembler()
                                .word(0xe28f1001) // add r1, pc, #1
                                .word(0xe12fff11) // bx r1
                                .word(0xde00de00), // udf
                        Signal.SIGILL,
                        "undefined instruction"),
                Arguments.of(new Assembler().word(0xe1200070), Signal.SIGTRAP, "breakpoint instruction"),
                Arguments.of(new Assembler().call(11), Signal.SIGABRT, "abort was called"),
                Arguments.of(
                        new Assembler().mov(0, 0x17).svc(0x123456),
                        Signal.SIGSYS,
                        "semihosting call 23 is not served"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldKillWithASignalAndOneLine(Assembler program, Signal signal, String cause) {
        Run run = Run.of(program.elf("p"));
        assertEquals(Optional.of(signal), run.report("1").signal());
        assertEquals(signal.exitStatus(), run.exit());
        assertEquals(1, run.messages().size());
        String prefix = "1 p killed by " + signal + ": " + cause + "; pc 0x";
        assertTrue(run.messages().getFirst().startsWith(prefix), () -> run.messages()
                .getFirst());
    }

    @Test
    void shouldTellWhereAndShowTheInstructionAndAllRegisters() {
        Assembler program =
                new Assembler().label("main").mov(1, 0xff).mov(14, 3).load(2, 1, 4);
        assertEquals(
                List.of(
                        "1 p killed by SIGSEGV: load from 0x00000103 is not allowed; pc 0x00010008 main+0x8: e5912004 ldr r2,"
                                + " [r1, #4]; r0 0x00000000 r1 0x000000ff r2 0x00000000 r3 0x00000000 r4 0x00000000"
                                + " r5 0x00000000 r6 0x00000000 r7 0x00000000 r8 0x00000000 r9 0x00000000 r10 0x00000000"
                                + " r11 0x00000000 r12 0x00000000 sp 0xbfffffe0 lr 0x00000003 cpsr 0x00000010"),
                Run.of(program.elf("p")).messages());
    }

    @Test
    void shouldStartInThumbStateWhereTheEntrySaysSo() {
        Assembler program = new Assembler().word(0x6808_2100); // movs r1, #0; ldr r0, [r1]
        Run run = Run.of(program.elf("p", Optional.empty(), Assembler.CODE + 1));
        assertEquals(Optional.of(Signal.SIGSEGV), run.report("1").signal());
        String message = run.messages().getFirst();
        assertTrue(message.contains("pc 0x00010002: 6808 ldr r0, [r1, #0]; r0"), message);
    }

    @Test
    void shouldCountNothingForTheInstructionThatFaults() {
        Run run = Run.of(new Assembler().nop().nop().mov(1, 0).load(2, 1, 0).elf("p"));
        assertEquals(3, run.report("1").instructions());
        assertEquals(3, run.report("1").steps());
    }

    @Test
    void shouldLetTheOthersGoOn() {
        Assembler bad = new Assembler().spin(10).mov(1, 0).load(2, 1, 0);
        Assembler good = new Assembler().spin(200).exit(5);
        Run run = Run.of(bad.elf("bad"), good.elf("good"));
        assertEquals(128 + 11, run.report("1").exit());
        assertEquals(5, run.report("2").exit());
    }

    @Test
    void shouldKillOnlyTheOneThatStoresWhenNoMemoryIsLeft() {
        // 300 KB of heap each: there is room for two.
        Assembler greedy = new Assembler()
                .call(5, 0x4b000)
                .move(4, 0)
                .constant(5, 1200)
                .label("again")
                .store(5, 4, 0)
                .add(4, 4, 0x100)
                .subtractAndTest(5, 5, 1)
                .branchIfNotEqual("again")
                .spin(255)
                .spin(255)
                .exit(0);
        Assembler modest = new Assembler().spin(255).spin(255).spin(255).exit(0);
        Run run = Run.of(
                options -> options.withLimits(Limits.STANDARD.withMemoryBytes(800 << 10))
                        .withSchedule(Run.SCHEDULES.get(3)),
                greedy.elf("greedy"),
                greedy.elf("greedy"),
                greedy.elf("greedy"),
                modest.elf("modest"));
        List<ProcessReport> killed = run.reports().stream()
                .filter(report -> report.signal().isPresent())
                .toList();
        assertEquals(1, killed.size());
        assertEquals(Optional.of(Signal.SIGKILL), killed.getFirst().signal());
        assertEquals("greedy", killed.getFirst().program());
        assertTrue(run.messages().getFirst().contains("no memory is left for a store to 0x000"));
        assertEquals(0, run.report("4").exit());
        assertEquals(0, run.statistics().memory().bytes());
    }

    @Test
    void shouldKillOnlySomeOfThoseWhoChangeCodeWhenMemoryIsShort() {
        Image[] images =
                Collections.nCopies(40, Prebuilt.image("tests/self-modify.elf")).toArray(new Image[0]);
        Run run = Run.of(
                options -> options.withLimits(Limits.STANDARD.withMemoryBytes(1 << 20))
                        .withSchedule(Run.SCHEDULES.get(3)),
                images);
        long killed = run.reports().stream()
                .filter(report -> report.signal().equals(Optional.of(Signal.SIGKILL)))
                .count();
        long done = run.reports().stream().filter(report -> report.exit() == 0).count();
        assertEquals(40, killed + done);
        assertTrue(killed > 0 && done > 0, killed + " killed, " + done + " done");
        assertEquals(0, run.statistics().memory().bytes());
    }
}
