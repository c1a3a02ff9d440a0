package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.Limits;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that concern the caller alone. Most programs exit with what the call returned, or its negation. */
class SystemCallTest {
    private static final int ENOSYS = 38;

    @Test
    void shouldTakeTheLowEightBitsOfTheExitCodeUnderLockstep() {
        assertEquals(0xfe, Run.of(new Assembler().exit(-2).elf("p")).exit());
    }

    @Test
    void shouldTakeTheWholeExitCodeUnderPix() {
        assertEquals(-2, Run.of(new Assembler().exit(-2).small("p")).exit());
    }

    @Test
    void shouldHaveOtherNumbersUnderEqx() {
        Assembler program = new Assembler().call(1, 'x').call(0, 300);
        Run run = Run.of(options -> options.withAbi(Optional.of(Abi.EQX)), program.small("p"));
        assertEquals("x", run.out());
        assertEquals(300, run.exit());
    }

    @Test
    void shouldTakeTheAbiOfTheImage() {
        Assembler program = new Assembler().call(1, 'x').call(0, 3);
        assertEquals(
                "x",
                Run.of(program.elf("p", Optional.of("eqx"), Assembler.CODE)).out());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 7, 10, 12, 18, 127, 133, 255, 256, -1, 0x80000000})
    void shouldNotKnowOtherNumbersUnderLockstep(int number) {
        assertEquals(ENOSYS, negated(new Assembler().call(number), Abi.LOCKSTEP));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 8, 9, 16, 17})
    void shouldNotKnowOtherNumbersUnderPix(int number) {
        assertEquals(ENOSYS, negated(new Assembler().call(number), Abi.PIX));
    }

    @Test
    void shouldPrint() {
        Assembler program = new Assembler()
                .call(128, 'a')
                .call(130, 0xff0)
                .call(128, ' ')
                .call(130, -1)
                .call(128, ' ')
                .call(131, -5)
                .call(128, ' ')
                .call(132)
                .call(128, '\n')
                .exit(0);
        assertEquals("a0xff0 0xffffffff -5 1\n", Run.of(program.elf("p")).out());
        assertEquals("a0xff0 0xffffffff -5 1\n", Run.of(program.small("p")).out());
    }

    @Test
    void shouldReturnZeroFromPrinting() {
        assertEquals(0, result(new Assembler().call(128, 'a')));
        assertEquals(0, result(new Assembler().call(130, 7)));
        assertEquals(0, result(new Assembler().call(131, 7)));
        assertEquals(0, result(new Assembler().call(132)));
    }

    @Test
    void shouldGiveTheCpsr() {
        // cmp r0, r0 sets Z and C; the exit code is bits 31 to 28 moved down, and the mode
        Assembler program = new Assembler().word(0xe1500000).call(129).word(0xe1a01e20);
        assertEquals(6, Run.of(program.mov(0, 1).svc(0).elf("p")).exit());
        assertEquals(0x10, result(new Assembler().call(129)));
    }

    @Test
    void shouldGiveTheOwnOrdinal() {
        assertEquals(1, result(new Assembler().call(16)));
    }

    @Test
    void shouldPreserveTheOtherRegisters() {
        Assembler program = new Assembler();
        for (int r = 1; r <= 12; r++) {
            program.mov(r, r + 100);
        }
        program.mov(14, 200).mov(0, 128).svc(0);
        int sum = 0;
        program.mov(0, 0);
        for (int r = 1; r <= 12; r++) {
            program.addRegister(0, 0, r);
            sum += r + 100;
        }
        program.addRegister(1, 0, 14).mov(0, 1).svc(0);
        assertEquals((sum + 200) & 0xff, Run.of(program.elf("p")).exit());
    }

    @Test
    void shouldWriteToBothStreams() {
        Assembler program = new Assembler();
        program.branch("start").label("text").text("hello");
        program.label("start").constant(2, program.address("text")).mov(1, 1).mov(3, 5);
        program.mov(0, 9)
                .svc(0)
                .mov(1, 2)
                .mov(3, 4)
                .mov(0, 9)
                .svc(0)
                .move(1, 0)
                .mov(0, 1)
                .svc(0);
        Run run = Run.of(program.elf("p"));
        assertEquals("hello", run.out());
        assertEquals("hell", run.err());
        assertEquals(4, run.exit());
    }

    @Test
    void shouldReadWhatIsThere() {
        // read(0, DATA, 100) returns 3; then the bytes are written; then read returns 0
        Assembler program = new Assembler()
                .call(8, 0, Assembler.DATA, 100)
                .move(4, 0)
                .mov(1, 1)
                .mov(2, Assembler.DATA)
                .move(3, 4)
                .mov(0, 9)
                .svc(0)
                .call(8, 0, Assembler.DATA, 100)
                .add(1, 0, 40)
                .addRegister(1, 1, 4)
                .mov(0, 1)
                .svc(0);
        Run run = Run.of("abc", options -> options, program.elf("p"));
        assertEquals("abc", run.out());
        assertEquals(43, run.exit());
    }

    @Test
    void shouldShortenAReadAtTheEndOfTheWritableMemory() {
        Assembler program = new Assembler().constant(2, Assembler.DATA + 0xffe);
        program.mov(1, 0).mov(3, 100).mov(0, 8).svc(0);
        program.move(1, 0).mov(0, 1).svc(0);
        assertEquals(2, Run.of("abcdef", options -> options, program.elf("p")).exit());
    }

    /** fd, address, bytes, errno. */
    @ParameterizedTest
    @CsvSource({
        "1, 0x20000, 4, 9",
        "7, 0x20000, 4, 9",
        "0, 0x10000, 4, 14",
        "0, 0, 4, 14",
        "0, 0xff000000, 4, 14",
        "0, 0x20000, -1, 22",
        "0, 0, 0, 0"
    })
    void shouldRejectABrokenRead(String fd, String address, String bytes, int errno) {
        Assembler program =
                new Assembler().call(8, Integer.decode(fd), Long.decode(address).intValue(), Integer.decode(bytes));
        assertEquals(errno, negated(program, Abi.LOCKSTEP));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0x20000, 4, 9",
        "3, 0x20000, 4, 9",
        "1, 0, 4, 14",
        "2, 0xff000000, 4, 14",
        "1, 0x20000, -1, 22",
        "1, 0, 0, 0"
    })
    void shouldRejectABrokenWrite(String fd, String address, String bytes, int errno) {
        Assembler program =
                new Assembler().call(9, Integer.decode(fd), Long.decode(address).intValue(), Integer.decode(bytes));
        assertEquals(errno, negated(program, Abi.LOCKSTEP));
    }

    @Test
    void shouldWriteWhatIsReadableBeforeABadPage() {
        Assembler program = new Assembler().constant(2, Assembler.DATA + 0xffd);
        program.mov(1, 1).mov(3, 100).mov(0, 9).svc(0).move(1, 0).mov(0, 1).svc(0);
        assertEquals(3, Run.of(program.elf("p")).exit());
    }

    @Test
    void shouldGiveZeroedHeapMemory() {
        // old = sbrk(0x1800); old[0x17fc] = 7; exit(old[0] + old[0x17fc] + (sbrk(0) - old >> 8))
        Assembler program = new Assembler()
                .call(5, 0x1800)
                .move(4, 0)
                .add(5, 4, 0x1800)
                .mov(6, 7)
                .word(0xe5056004) // str r6, [r5, #-4]
                .call(5, 0)
                .word(0xe0400004) // sub r0, r0, r4
                .word(0xe1a00420) // lsr r0, r0, #8
                .load(7, 4, 0)
                .word(0xe5158004) // ldr r8, [r5, #-4]
                .addRegister(0, 0, 7)
                .addRegister(1, 0, 8)
                .mov(0, 1)
                .svc(0);
        assertEquals(0x18 + 7, Run.of(program.elf("p")).exit());
    }

    @Test
    void shouldStartTheHeapWhereTheImageSays() {
        assertEquals(Assembler.HEAP >> 12, result(new Assembler().call(5, 0).word(0xe1a00620)));
    }

    @Test
    void shouldTakePagesAwayWhenTheHeapShrinks() {
        Assembler program = new Assembler()
                .call(5, 0x2000)
                .move(4, 0)
                .mov(5, 1)
                .store(5, 4, 0)
                .add(6, 4, 0x1000)
                .store(5, 6, 0)
                .call(5, -0x1000)
                .load(7, 4, 0)
                .load(7, 6, 0)
                .exit(0);
        Run run = Run.of(program.elf("p"));
        assertEquals(128 + 11, run.exit());
        assertEquals("load from 0x00031000 is not allowed", cause(run));
    }

    @Test
    void shouldGiveFreshPagesWhenTheHeapGrowsAgain() {
        Assembler program = new Assembler()
                .call(5, 0x1000)
                .move(4, 0)
                .mov(5, 9)
                .store(5, 4, 0)
                .call(5, -0x1000)
                .call(5, 0x1000)
                .load(0, 4, 0);
        assertEquals(0, result(program));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x40000000, 0x7f000000, 0x80000000})
    void shouldRefuseAHeapOutsideItsLimits(int bytes) {
        assertEquals(12, negated(new Assembler().call(5, bytes), Abi.LOCKSTEP));
    }

    @Test
    void shouldRefuseAHeapThatIsLargerThanTheMemory() {
        Assembler program =
                new Assembler().call(5, 0x200000).word(0xe2601000).mov(0, 1).svc(0);
        Run run = Run.of(options -> options.withLimits(Limits.STANDARD.withMemoryBytes(1 << 20)), program.elf("p"));
        assertEquals(12, run.exit());
    }

    @Test
    void shouldKeepASmallProgramsHeapBelowItsStack() {
        assertEquals(12, negated(new Assembler().call(5, 0x70000), Abi.PIX));
        assertEquals(0, negated(new Assembler().call(5, 0x60000).mov(0, 0), Abi.PIX));
    }

    /** What is in r0 after these instructions, if it is from 0 to 255. */
    private static int result(Assembler program) {
        return Run.of(program.move(1, 0).mov(0, 1).svc(0).elf("p")).exit();
    }

    /** The negation of what is in r0 after these instructions (rsb r1, r0, #0). */
    private static int negated(Assembler program, Abi abi) {
        program.word(0xe2601000).mov(0, 1).svc(0);
        return Run.of(abi == Abi.LOCKSTEP ? program.elf("p") : program.small("p"))
                .exit();
    }

    private static String cause(Run run) {
        return run.messages().getFirst().replaceFirst("^1 p killed by SIG[A-Z]+: ([^;]*);.*", "$1");
    }
}
