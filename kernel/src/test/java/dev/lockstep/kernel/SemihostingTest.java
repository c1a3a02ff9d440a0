package dev.lockstep.kernel;

import static dev.lockstep.kernel.SemihostingProgram.BLOCK;
import static dev.lockstep.kernel.SemihostingProgram.BUFFER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.ClockSource;
import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Semihosting without files of the host. */
class SemihostingTest {
    private static final int APPLICATION_EXIT = 0x20026;

    private static String out(SemihostingProgram program) {
        return Run.of(program.elf()).out();
    }

    @Test
    void shouldBeServedUnderEveryAbi() {
        for (Abi abi : Abi.values()) {
            Assembler program = new Assembler()
                    .word(0xe28f1020) // add r1, pc, #32: the text
                    .mov(0, SemihostingProgram.WRITE0)
                    .svc(SemihostingProgram.SVC)
                    .constant(1, APPLICATION_EXIT)
                    .mov(0, SemihostingProgram.EXIT)
                    .svc(SemihostingProgram.SVC)
                    .nop()
                    .text("hi");
            Run run = Run.of(options -> options.withAbi(Optional.of(abi)), program.small("p"));
            assertEquals("hi", run.out());
            assertEquals(0, run.exit());
        }
    }

    /** What stands at the pc counts, and no engine is needed to see it. */
    @ParameterizedTest
    @CsvSource({"0xdfab0000, 2, 0", "0x0000dfab, 0, 0", "0xdfac0000, 2, 218"})
    void shouldBeRecognisedInThumbState(String word, int offset, int code) {
        Engine engine = new Engine() {
            @Override
            public StopReason run(CpuState cpu) {
                // Semihosting's exit; under the ABI a number without meaning, then one that exits.
                cpu.r[0] = cpu.r[0] == 0 ? SemihostingProgram.EXIT : 1;
                cpu.r[1] = cpu.r[0] == 1 ? 218 : APPLICATION_EXIT;
                cpu.r[CpuState.PC] = Assembler.CODE + offset;
                return StopReason.CALL;
            }

            @Override
            public CodeSpace newCodeSpace(Symbols symbols) {
                return new CodeSpace();
            }
        };
        Image image = new Assembler()
                .word(Long.decode(word).intValue())
                .elf("p", Optional.empty(), Assembler.CODE + offset + 1);
        assertEquals(
                code,
                Run.of(engine, Profile.FULL, "", options -> options, List.of(), image)
                        .exit());
    }

    @ParameterizedTest
    @CsvSource({"0x20026, 0", "0x20023, 1", "0x20024, 1", "0, 1"})
    void shouldExitByReason(String reason, int code) {
        assertEquals(
                code,
                Run.of(new SemihostingProgram()
                                .plain(SemihostingProgram.EXIT, Integer.decode(reason))
                                .elf())
                        .exit());
    }

    @ParameterizedTest
    @CsvSource({"0x20026, 7, 7", "0x20026, 0, 0", "0x20026, -1, 255", "0x20023, 7, 1"})
    void shouldExitWithTheSubcode(String reason, int subcode, int code) {
        assertEquals(
                code,
                Run.of(new SemihostingProgram()
                                .call(SemihostingProgram.EXIT_EXTENDED, Integer.decode(reason), subcode)
                                .elf())
                        .exit());
    }

    @Test
    void shouldKillWhoCannotExit() {
        Run run = Run.of(new SemihostingProgram()
                .plain(SemihostingProgram.EXIT_EXTENDED, 0)
                .elf());
        assertEquals(128 + 11, run.exit());
        assertTrue(run.messages().getFirst().contains("SYS_EXIT_EXTENDED"), run.messages()::getFirst);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x0b, 0x14, 0x17, 0x19, 0x32, 0x100, -1})
    void shouldKillWhoWantsWhatDoesNotExist(int operation) {
        SemihostingProgram program = new SemihostingProgram();
        program.assembler().constant(0, operation).svc(SemihostingProgram.SVC);
        Run run = Run.of(program.elf());
        assertEquals(128 + 31, run.exit());
        assertTrue(run.messages().getFirst().contains("semihosting call " + operation + " is not served"));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                SemihostingProgram.OPEN,
                SemihostingProgram.CLOSE,
                SemihostingProgram.WRITEC,
                SemihostingProgram.WRITE0,
                SemihostingProgram.WRITE,
                SemihostingProgram.READ,
                SemihostingProgram.ISERROR,
                SemihostingProgram.ISTTY,
                SemihostingProgram.SEEK,
                SemihostingProgram.FLEN,
                SemihostingProgram.TMPNAM,
                SemihostingProgram.REMOVE,
                SemihostingProgram.RENAME,
                SemihostingProgram.SYSTEM,
                SemihostingProgram.GET_CMDLINE,
                SemihostingProgram.HEAPINFO,
                SemihostingProgram.ELAPSED
            })
    void shouldTellABadPointer(int operation) {
        assertEquals(
                "-1 14 -1 14 ",
                out(new SemihostingProgram()
                        .plain(operation, 0)
                        .show()
                        .showErrno()
                        .plain(operation, 0xfffffffc)
                        .show()
                        .showErrno()));
    }

    @Test
    void shouldPreserveAllRegistersButR0() {
        Assembler program = new Assembler();
        for (int r = 2; r <= 12; r++) {
            program.mov(r, r + 100);
        }
        program.mov(14, 200)
                .mov(1, Assembler.DATA)
                .mov(0, SemihostingProgram.ELAPSED)
                .svc(SemihostingProgram.SVC);
        int sum = 0;
        program.word(0xe0400000 | 1 << 16 | 1); // sub r0, r1, r1
        for (int r = 2; r <= 12; r++) {
            program.addRegister(0, 0, r);
            sum += r + 100;
        }
        program.addRegister(0, 0, 14).word(0xe2411000 | 0x802).addRegister(1, 0, 1); // sub r1, r1, #0x20000
        program.mov(0, 1).svc(0);
        assertEquals((sum + 200) & 0xff, Run.of(program.elf("p")).exit());
    }

    @Test
    void shouldRetireLikeAnyOtherCall() {
        // One mov, one call and its result in the hash; then the exit's two movs.
        Run run = Run.of(new Assembler()
                .mov(0, SemihostingProgram.CLOCK)
                .svc(SemihostingProgram.SVC)
                .exit(0)
                .elf("p"));
        assertEquals(4, run.report("1").instructions());
        assertEquals(4, run.report("1").steps());
    }

    @Test
    void shouldWriteToTheConsole() {
        SemihostingProgram program = new SemihostingProgram()
                .put(BUFFER, "ab\0c")
                .plain(SemihostingProgram.WRITEC, BUFFER + 1)
                .plain(SemihostingProgram.WRITE0, BUFFER)
                .open(":tt", 4)
                .show()
                .open(":tt", 8)
                .show()
                .call(SemihostingProgram.WRITE, 1, BUFFER, 4)
                .show()
                .call(SemihostingProgram.WRITE, 2, BUFFER, 2)
                .show();
        Run run = Run.of(program.elf());
        assertEquals("bab1 2 ab\0c0 0 ", run.out());
        assertEquals("ab", run.err());
    }

    @Test
    void shouldWriteALongTextOverPages() {
        SemihostingProgram program = new SemihostingProgram();
        int from = 0x40000 - 5000;
        program.assembler().call(5, 0x10000);
        program.assembler().constant(4, from).constant(5, 5000 / 4).constant(6, 0x61616161);
        program.assembler()
                .label("again")
                .word(0xe4846004) // str r6, [r4], #4
                .subtractAndTest(5, 5, 1)
                .branchIfNotEqual("again");
        assertEquals("a".repeat(5000), out(program.plain(SemihostingProgram.WRITE0, from)));
    }

    @Test
    void shouldReadFromTheConsole() {
        SemihostingProgram program = new SemihostingProgram()
                .open(":tt", 0)
                .plain(SemihostingProgram.READC, 0)
                .show()
                .call(SemihostingProgram.READ, 1, BUFFER, 100)
                .show()
                .showText(BUFFER, 2)
                .call(SemihostingProgram.READ, 1, BUFFER, 100)
                .show()
                .plain(SemihostingProgram.READC, 0)
                .show();
        assertEquals(
                "97 98 bc100 -1 ",
                Run.of("abc", options -> options, program.elf()).out());
    }

    @Test
    void shouldTellAFailingReadToTheProgram() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        SemihostingProgram program = new SemihostingProgram();
        program.plain(SemihostingProgram.READC, 0).plain(SemihostingProgram.ERRNO, 0);
        program.assembler().move(1, 0).mov(0, 1).svc(0);
        OutputStream none = OutputStream.nullOutputStream();
        Run run = Run.of(options -> options.withConsole(new ConsoleStreams(broken, none, none)), program.elf());
        assertEquals(5, run.exit());
    }

    @Test
    void shouldKnowTheConsoleAsATerminalWithoutLengthAndPosition() {
        assertEquals(
                "1 0 -1 29 ",
                out(new SemihostingProgram()
                        .open(":tt", 4)
                        .call(SemihostingProgram.ISTTY, 1)
                        .show()
                        .call(SemihostingProgram.FLEN, 1)
                        .show()
                        .call(SemihostingProgram.SEEK, 1, 0)
                        .show()
                        .showErrno()));
    }

    @Test
    void shouldNotReadOutputOrWriteInput() {
        assertEquals(
                "-1 9 -1 9 ",
                out(new SemihostingProgram()
                        .open(":tt", 4)
                        .open(":tt", 0)
                        .call(SemihostingProgram.READ, 1, BUFFER, 4)
                        .show()
                        .showErrno()
                        .call(SemihostingProgram.WRITE, 2, BUFFER, 4)
                        .show()
                        .showErrno()));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                SemihostingProgram.CLOSE,
                SemihostingProgram.WRITE,
                SemihostingProgram.READ,
                SemihostingProgram.ISTTY,
                SemihostingProgram.SEEK,
                SemihostingProgram.FLEN
            })
    void shouldNotKnowHandlesThatAreNotOpen(int operation) {
        for (int handle : new int[] {0, -1, 1, 2, 1000, Integer.MIN_VALUE}) {
            assertEquals(
                    "-1 9 ",
                    out(new SemihostingProgram()
                            .call(operation, handle, BUFFER, 4)
                            .show()
                            .showErrno()));
        }
    }

    @Test
    void shouldGiveTheLowestFreeHandleUntilThereIsNone() {
        assertEquals(
                "3 0 0 1 2 4 -1 9 ",
                out(new SemihostingProgram()
                        .open(":tt", 4)
                        .open(":tt", 4)
                        .open(":tt", 4)
                        .show()
                        .call(SemihostingProgram.CLOSE, 2)
                        .show()
                        .call(SemihostingProgram.CLOSE, 1)
                        .show()
                        .open(":tt", 4)
                        .show()
                        .open(":tt", 4)
                        .show()
                        .open(":tt", 4)
                        .show()
                        .call(SemihostingProgram.CLOSE, 5)
                        .show()
                        .showErrno()));
        SemihostingProgram many = new SemihostingProgram();
        many.assembler().mov(6, 256).label("again");
        many.open(":tt", 0).assembler().subtractAndTest(6, 6, 1).branchIfNotEqual("again");
        assertEquals("256 -1 24 ", out(many.show().open(":tt", 0).show().showErrno()));
    }

    @Test
    void shouldTellItsFeatures() {
        assertEquals(
                "1 5 0 SHFB\u0003-1 13 ",
                out(new SemihostingProgram()
                        .open(":semihosting-features", 1)
                        .show()
                        .call(SemihostingProgram.FLEN, 1)
                        .show()
                        .call(SemihostingProgram.READ, 1, BUFFER, 5)
                        .show()
                        .showText(BUFFER, 5)
                        .open(":semihosting-features", 2)
                        .show()
                        .showErrno()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void shouldFindNoFilesWithoutARoot(int mode) {
        assertEquals(
                "-1 2 ", out(new SemihostingProgram().open("f", mode).show().showErrno()));
    }

    @Test
    void shouldFindNoFilesToRemoveWithoutARoot() {
        assertEquals(
                "-1 2 -1 2 ",
                out(new SemihostingProgram()
                        .remove("f")
                        .show()
                        .showErrno()
                        .rename("f", "g")
                        .show()
                        .showErrno()));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, -1, 0x7fffffff})
    void shouldKnowTwelveModes(int mode) {
        assertEquals(
                "-1 22 ", out(new SemihostingProgram().open("f", mode).show().showErrno()));
    }

    @ParameterizedTest
    @CsvSource({"4097, 91", "-1, 91", "4096, 14"})
    void shouldRejectALongName(int bytes, int errno) {
        assertEquals(
                "-1 " + errno + " ",
                out(new SemihostingProgram()
                        .call(SemihostingProgram.OPEN, SemihostingProgram.NAME, 0, bytes)
                        .show()
                        .showErrno()));
    }

    @Test
    void shouldKnowErrors() {
        assertEquals(
                "1 0 0 1 ",
                out(new SemihostingProgram()
                        .call(SemihostingProgram.ISERROR, -1)
                        .show()
                        .call(SemihostingProgram.ISERROR, 0)
                        .show()
                        .call(SemihostingProgram.ISERROR, 5)
                        .show()
                        .call(SemihostingProgram.ISERROR, Integer.MIN_VALUE)
                        .show()));
    }

    @Test
    void shouldBeginWithoutAnError() {
        assertEquals("0 ", out(new SemihostingProgram().showErrno()));
    }

    @Test
    void shouldRefuseCommandsForTheHost() {
        assertEquals(
                "-1 88 ",
                out(new SemihostingProgram()
                        .put(BUFFER, "true")
                        .call(SemihostingProgram.SYSTEM, BUFFER, 4)
                        .show()
                        .showErrno()));
    }

    @Test
    void shouldGiveTemporaryNames() {
        assertEquals(
                "0 lockstep-1-0a.tmp\0-1 22 -1 22 -1 22 ",
                out(new SemihostingProgram()
                        .call(SemihostingProgram.TMPNAM, BUFFER, 10, 18)
                        .show()
                        .showText(BUFFER, 18)
                        .call(SemihostingProgram.TMPNAM, BUFFER, 10, 17)
                        .show()
                        .showErrno()
                        .call(SemihostingProgram.TMPNAM, BUFFER, 256, 100)
                        .show()
                        .showErrno()
                        .call(SemihostingProgram.TMPNAM, BUFFER, -1, 100)
                        .show()
                        .showErrno()));
    }

    @Test
    void shouldGiveTheCommandLine() {
        SemihostingProgram program = new SemihostingProgram()
                .call(SemihostingProgram.GET_CMDLINE, BUFFER, 9)
                .show()
                .showWord(BLOCK + 4)
                .showText(BUFFER, 9)
                .call(SemihostingProgram.GET_CMDLINE, BUFFER, 8)
                .show()
                .showErrno();
        Run run = Run.of(
                EngineKind.INTERPRETER, Profile.FULL, "", options -> options, List.of("one", "tw"), program.elf());
        assertEquals("0 8 p one tw\0-1 7 ", run.out());
    }

    @Test
    void shouldTellAHeapThatCanBeUsedUpToItsEnd() {
        SemihostingProgram program = new SemihostingProgram()
                .call(SemihostingProgram.HEAPINFO, BUFFER)
                .show()
                .showWord(BUFFER)
                .showWord(BUFFER + 4)
                .showWord(BUFFER + 8)
                .showWord(BUFFER + 12);
        program.assembler()
                .constant(4, BUFFER)
                .load(4, 4, 4)
                .mov(5, 77)
                .word(0xe5245004) // str r5, [r4, #-4]!
                .load(0, 4, 0);
        int end = Assembler.HEAP + (128 << 20);
        assertEquals(
                "0 " + Assembler.HEAP + " " + end + " " + Assembler.STACK_TOP + " " + (Assembler.STACK_TOP - 0x10000)
                        + " 77 ",
                out(program.show()));
    }

    @ParameterizedTest
    @CsvSource({"1048576, 1048576", "268435456, 134217728", "2147483648, 268435456"})
    void shouldBoundTheHeapByTheMemory(long memory, int heap) {
        SemihostingProgram program = new SemihostingProgram()
                .call(SemihostingProgram.HEAPINFO, BUFFER)
                .showWord(BUFFER + 4)
                .call(SemihostingProgram.HEAPINFO, BUFFER)
                .showWord(BUFFER + 4);
        Run run = Run.of(options -> options.withLimits(Limits.STANDARD.withMemoryBytes(memory)), program.elf());
        assertEquals((Assembler.HEAP + heap + " ").repeat(2), run.out());
    }

    @Test
    void shouldKillWhoStoresToMoreThanTheMemory() {
        SemihostingProgram program = new SemihostingProgram().call(SemihostingProgram.HEAPINFO, BUFFER);
        program.assembler()
                .constant(4, BUFFER)
                .load(4, 4, 0)
                .label("again")
                .store(4, 4, 0)
                .add(4, 4, 0x1000)
                .branch("again");
        Run run = Run.of(options -> options.withLimits(Limits.STANDARD.withMemoryBytes(1 << 20)), program.elf());
        assertEquals(128 + 9, run.exit());
        assertEquals(0, run.statistics().frames());
    }

    @Test
    void shouldTellASmallProgramsHeap() {
        Assembler program = new Assembler()
                .constant(1, Assembler.SMALL_DATA + 0x20)
                .constant(2, Assembler.SMALL_DATA)
                .store(2, 1, 0)
                .mov(0, SemihostingProgram.HEAPINFO)
                .svc(SemihostingProgram.SVC)
                .load(4, 2, 4)
                .call(130, 0)
                .move(1, 4)
                .mov(0, 130)
                .svc(0)
                .exit(0);
        assertEquals("0x00x570000", Run.of(program.small("p")).out());
    }

    @Test
    void shouldCountInstructionsByItsClocks() {
        // What has retired before the call: its own mov and constant (4 words), and what is said.
        SemihostingProgram program = new SemihostingProgram();
        program.assembler().constant(7, 3_500_000).label("again").subtractAndTest(7, 7, 1);
        program.assembler().branchIfNotEqual("again");
        program.plain(SemihostingProgram.ELAPSED, BUFFER)
                .show()
                .showWord(BUFFER)
                .showWord(BUFFER + 4)
                .plain(SemihostingProgram.CLOCK, 0)
                .show()
                .plain(SemihostingProgram.TIME, 0)
                .show()
                .plain(SemihostingProgram.TICKFREQ, 0)
                .show();
        for (EngineKind kind : EngineKind.values()) {
            Run run = Run.of(
                    kind,
                    Profile.NONE,
                    "",
                    options -> options.withSchedule(Schedule.parse("random:3:1000")),
                    List.of(),
                    program.assembler().elf("p"));
            assertTrue(run.out().startsWith("0 " + (4 + 7_000_000 + 5) + " 0 1 946684800 700000000 "), run::out);
        }
    }

    @Test
    void shouldBeginAChildsClocksAnew() {
        SemihostingProgram program = new SemihostingProgram();
        program.assembler().spin(200).fork("child").call(4, -1, 0, 0).exit(0).label("child");
        program.plain(SemihostingProgram.ELAPSED, BUFFER).showWord(BUFFER);
        // The fork's return, cmp, the branch, five words.
        assertEquals("8 ", out(program));
    }

    @Test
    void shouldCountTheHostsTimeOnDemand() {
        SemihostingProgram program = new SemihostingProgram()
                .plain(SemihostingProgram.TICKFREQ, 0)
                .show()
                .plain(SemihostingProgram.TIME, 0)
                .show();
        long before = System.currentTimeMillis() / 1000;
        Run run = Run.of(options -> options.withClock(ClockSource.HOST), program.elf());
        String[] words = run.out().split(" ");
        assertEquals("1000000000", words[0]);
        long time = Long.parseLong(words[1]);
        assertTrue(before <= time && time <= System.currentTimeMillis() / 1000, run::out);
    }

    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void shouldGiveTheSameHashesWhateverTheSchedule(EngineKind kind) {
        SemihostingProgram program = new SemihostingProgram()
                .call(SemihostingProgram.HEAPINFO, BUFFER)
                .plain(SemihostingProgram.ELAPSED, BUFFER)
                .showWord(BUFFER)
                .open(":tt", 4)
                .write(1, "text\n")
                .show();
        String wanted = Run.of(program.assembler().exit(0).elf("p")).json();
        for (Schedule schedule : Run.SCHEDULES) {
            Run run = Run.of(
                    kind,
                    Profile.FULL,
                    "",
                    options -> options.withSchedule(schedule),
                    List.of(),
                    program.assembler().elf("p"));
            assertEquals(wanted, run.json());
        }
    }
}
