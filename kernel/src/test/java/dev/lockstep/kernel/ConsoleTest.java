package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.kernel.api.ConsoleStreams;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    @Test
    void shouldNotMixTheLinesOfDifferentProcesses() {
        Assembler[] programs = new Assembler[3];
        for (int i = 0; i < programs.length; i++) {
            programs[i] = new Assembler();
            for (int line = 0; line < 4; line++) {
                for (char letter = 'a'; letter < 'h'; letter++) {
                    programs[i].call(128, letter + 8 * i);
                }
                programs[i].call(128, '\n');
            }
            programs[i].exit(0);
        }
        Run run = Run.of(
                options -> options.withSchedule(Schedule.parse("random:3:4")),
                programs[0].elf("p"),
                programs[1].elf("p"),
                programs[2].elf("p"));
        assertEquals(12, run.out().lines().count());
        assertTrue(run.out().lines().allMatch(line -> line.matches("abcdefg|ijklmno|qrstuvw")), run.out());
    }

    @Test
    void shouldShowAnUnfinishedLineAtTheEnd() {
        assertEquals(
                "a", Run.of(new Assembler().call(128, 'a').exit(0).elf("p")).out());
        assertEquals(
                "a", Run.of(new Assembler().call(128, 'a').call(11).elf("p")).out());
    }

    @Test
    void shouldShowAnUnfinishedLineBeforeReading() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream in = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                assertEquals("?", out.toString(StandardCharsets.US_ASCII));
                return super.read(to, offset, length);
            }
        };
        Assembler program =
                new Assembler().call(128, '?').call(8, 0, Assembler.DATA, 1).exit(0);
        Run run = Run.of(
                options -> options.withConsole(new ConsoleStreams(in, out, OutputStream.nullOutputStream())),
                program.elf("p"));
        assertEquals(0, run.exit());
    }

    @Test
    void shouldShowALongLineInParts() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int[] writes = {0};
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                writes[0]++;
                out.write(bytes, offset, length);
            }
        };
        Assembler program = new Assembler()
                .constant(4, 20_000)
                .label("again")
                .call(128, 'x')
                .subtractAndTest(4, 4, 1)
                .branchIfNotEqual("again")
                .exit(0);
        Run.of(
                options -> options.withConsole(new ConsoleStreams(InputStream.nullInputStream(), counting, counting)),
                program.elf("p"));
        assertEquals(20_000, out.size());
        assertEquals(3, writes[0]);
    }

    @Test
    void shouldEndTheRunQuietlyWhenNobodyReadsAnyMore() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Assembler program = new Assembler().label("again").call(128, '\n').branch("again");
        Run run = Run.of(
                options -> options.withConsole(
                        new ConsoleStreams(InputStream.nullInputStream(), closed, OutputStream.nullOutputStream())),
                program.elf("p"));
        assertEquals(RunOutcome.OUTPUT_CLOSED, run.outcome());
        assertTrue(run.messages().isEmpty());
    }

    @Test
    void shouldIgnoreBrokenStandardError() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Assembler program = new Assembler()
                .mov(4, Assembler.DATA)
                .call(9, 2, Assembler.DATA, 1)
                .exit(3);
        InputStream in = new ByteArrayInputStream(new byte[0]);
        Run run = Run.of(
                options -> options.withConsole(new ConsoleStreams(in, OutputStream.nullOutputStream(), closed)),
                program.elf("p"));
        assertEquals(3, run.exit());
    }

    @Test
    void shouldTellAFailingReadToTheProgram() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        Assembler program = new Assembler()
                .call(8, 0, Assembler.DATA, 4)
                .word(0xe2601000)
                .mov(0, 1)
                .svc(0);
        Run run = Run.of(
                options -> options.withConsole(
                        new ConsoleStreams(broken, OutputStream.nullOutputStream(), OutputStream.nullOutputStream())),
                program.elf("p"));
        assertEquals(5, run.exit());
    }
}
