package dev.lockstep.kernel;

import static dev.lockstep.kernel.SemihostingProgram.BUFFER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.kernel.api.ConsoleStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Semihosting: the console, handles, the features. */
class SemihostingConsoleTest {
    private static String out(SemihostingProgram program) {
        return Run.of(program.elf()).out();
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
        many.assembler().mov(6, 64).label("again");
        many.open(":tt", 0).assembler().subtractAndTest(6, 6, 1).branchIfNotEqual("again");
        assertEquals("64 -1 24 ", out(many.show().open(":tt", 0).show().showErrno()));
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
}
