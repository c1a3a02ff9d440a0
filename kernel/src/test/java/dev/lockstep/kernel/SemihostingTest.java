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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What semihosting calls without an open file give. */
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

    /** The comment field of the SVC at the pc counts, in the state that the processor is in. */
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
                cpu.callComment =
                        cpu.code.instruction(cpu, cpu.pc(), cpu.thumb()).immediate();
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
}
