package dev.lockstep.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.check.Ledger.Finding;
import dev.lockstep.kernel.check.Ledger.Standing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
    private static final Path HELLO = Path.of("..", "user-code", "prebuilt", "hello.elf");

    private static CheckedProgram program(String words) {
        try {
            List<Image> images = ImageReader.read(HELLO);
            return new CheckedProgram(words, images, List.of(), HELLO);
        } catch (ImageException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProcessResult process(String path, int exit, Optional<String> signal, int regHash, int progHash) {
        return new ProcessResult(
                path,
                Optional.empty(),
                exit,
                signal,
                31,
                OptionalLong.empty(),
                regHash,
                0x22,
                progHash,
                Optional.empty());
    }

    private static ProcessResult process(String path) {
        return process(path, 0, Optional.empty(), 0x11, 0x33);
    }

    private static Ledger ledger(ProcessResult... processes) {
        Ledger ledger = new Ledger();
        ledger.add(program("hello"), Profile.FULL, List.of(processes));
        return ledger;
    }

    @Test
    void shouldWriteALineForEachProcessSortedByProgramAndPath() {
        Ledger ledger = ledger(process("1.10"), process("1.2"), process("1", 139, Optional.of("SIGSEGV"), 0x11, 0x33));
        ledger.add(program("echo a b"), Profile.PIX, List.of(process("1")));

        assertEquals(
                List.of(
                        "# program and arguments\tprog-hash\tABI\tprofile\tpath\tsteps\treg-hash\tpc-hash\texit",
                        "echo a b\t0x00000033\tlockstep\tpix\t1\t31\t0x00000011\t0x00000022\t0",
                        "hello\t0x00000033\tlockstep\tfull\t1\t31\t0x00000011\t0x00000022\tSIGSEGV",
                        "hello\t0x00000033\tlockstep\tfull\t1.2\t31\t0x00000011\t0x00000022\t0",
                        "hello\t0x00000033\tlockstep\tfull\t1.10\t31\t0x00000011\t0x00000022\t0"),
                ledger.lines());
    }

    @Test
    void shouldReadWhatItHasWritten() {
        List<String> lines = ledger(process("1"), process("1.1.3")).lines();

        assertEquals(lines, Ledger.parse("file", lines).lines());
    }

    @Test
    void shouldFindEqualWhatIsEqual() {
        assertEquals(
                new Finding(Standing.EQUAL, List.of()),
                ledger(process("1"), process("1.1"))
                        .compare(program("hello"), Profile.FULL, List.of(process("1"), process("1.1"))));
    }

    @Test
    void shouldMissAProgramOtherArgumentsAndAnotherProfile() {
        Ledger ledger = ledger(process("1"));
        List<ProcessResult> results = List.of(process("1"));

        assertEquals(
                Standing.MISSING,
                ledger.compare(program("other"), Profile.FULL, results).standing());
        assertEquals(
                Standing.MISSING,
                ledger.compare(program("hello x"), Profile.FULL, results).standing());
        assertEquals(
                Standing.MISSING,
                ledger.compare(program("hello"), Profile.PIX, results).standing());
    }

    @Test
    void shouldTellAChangedProgramFromChangedBehaviour() {
        Ledger ledger = ledger(process("1"));

        Finding program =
                ledger.compare(program("hello"), Profile.FULL, List.of(process("1", 0, Optional.empty(), 0x99, 0x44)));
        assertEquals(Standing.OTHER_PROGRAM, program.standing());
        assertEquals(
                List.of(
                        "hello: process 1: the program has changed: found prog-hash 0x00000044, the ledger has 0x00000033"
                                + " (remove its lines, and --update adds new ones)"),
                program.lines());
        Finding behaviour =
                ledger.compare(program("hello"), Profile.FULL, List.of(process("1", 0, Optional.empty(), 0x99, 0x33)));
        assertEquals(Standing.OTHER_BEHAVIOUR, behaviour.standing());
        assertEquals(
                List.of(
                        "hello: process 1: the behaviour has changed: found ABI lockstep, steps 31, reg-hash 0x00000099, pc-hash"
                                + " 0x00000022, exit 0; the ledger has ABI lockstep, steps 31, reg-hash 0x00000011,"
                                + " pc-hash 0x00000022, exit 0"),
                behaviour.lines());
    }

    @Test
    void shouldNoticeProcessesThatAreGoneOrNew() {
        Finding finding = ledger(process("1"), process("1.1"))
                .compare(program("hello"), Profile.FULL, List.of(process("1"), process("1.2")));

        assertEquals(
                List.of(
                        "hello: process 1.1: found none, the ledger has one",
                        "hello: process 1.2: found one, the ledger has none"),
                finding.lines());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | ledger.txt:2: found 1 fields between tabs, wanted 9",
                "p,0x00000033,lockstep,full,1,31,0x00000011,0x22,0 | ledger.txt:2: pc-hash: found '0x22', wanted 0x and"
                        + " eight digits",
                "p,0x00000033,lockstep,full,1..2,31,0x00000011,0x00000022,0 | ledger.txt:2: path: found '1..2', wanted"
                        + " ordinals, as 1.2",
                "p,0x00000033,lockstep,full,1,x,0x00000011,0x00000022,0 | ledger.txt:2: steps: found 'x', wanted a"
                        + " number",
                "p,0x00000033,linux,full,1,1,0x00000011,0x00000022,0 | ledger.txt:2: ABI: found 'linux', wanted lockstep,"
                        + " pix, eqx or mixed",
                "p,0x00000033,pix,half,1,1,0x00000011,0x00000022,0 | ledger.txt:2: profile: found 'half', wanted full, pix"
                        + " or eqx",
                ",0x00000033,pix,pix,1,1,0x00000011,0x00000022,0 | ledger.txt:2: program: found '', wanted a program",
                "it's,0x00000033,pix,pix,1,1,0x00000011,0x00000022,0 | ledger.txt:2: program: found ' without its end,"
                        + " wanted words as a shell writes them",
                "p,0x00000033,lockstep,full,1,1,0x00000011,0x00000022,fine | ledger.txt:2: exit: found 'fine', wanted a"
                        + " code or a signal",
            })
    void shouldSayWhichLineIsBroken(String line, String message) {
        List<String> lines = List.of("# head", line.replace(',', '\t'));

        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Ledger.parse("ledger.txt", lines))
                        .getMessage());
    }

    @Test
    void shouldRefuseAProcessThatIsThereTwice() {
        List<String> lines = ledger(process("1")).lines();
        List<String> twice = List.of(lines.get(1), lines.get(1));

        assertTrue(assertThrows(IllegalArgumentException.class, () -> Ledger.parse("ledger.txt", twice))
                .getMessage()
                .contains("found hello process 1 in the profile full twice"));
    }

    private static final String HEAD =
            "# program and arguments\tprog-hash\tABI\tprofile\tpath\tsteps\treg-hash\tpc-hash\texit";

    private static String line(String words) {
        return words + "\t0x00000033\tlockstep\tfull\t1\t31\t0x00000011\t0x00000022\t0";
    }

    private static List<String> withHello(List<String> lines) {
        Ledger ledger = Ledger.parse("file", lines);
        ledger.add(program("hello"), Profile.FULL, List.of(process("1")));
        return ledger.lines();
    }

    @Test
    void commentsShouldStayWithTheProcessBelowThem() {
        assertEquals(
                List.of(
                        "# ours",
                        "",
                        HEAD,
                        line("a"),
                        line("hello"),
                        "",
                        "# slow",
                        "#",
                        line("z"),
                        "# more to come",
                        ""),
                withHello(List.of("# ours", "", HEAD, line("a"), "", "# slow", "#", line("z"), "# more to come", "")));
    }

    @Test
    void commentsAboveTheFirstProcessShouldStayWithItAndThoseBeforeAnEmptyLineAtTheBeginning() {
        assertEquals(
                List.of(HEAD, "# about all", "", line("hello"), "# about z", line("z")),
                withHello(List.of("# about all", "", "# about z", line("z"))));
        assertEquals(
                List.of(HEAD, line("hello"), "# about z", line("z")), withHello(List.of(HEAD, "# about z", line("z"))));
    }

    @Test
    void commentsShouldMoveWithAProcessThatStoodInTheWrongPlace() {
        assertEquals(
                List.of(HEAD, "# about a", line("a"), line("hello"), "# about z", line("z")),
                withHello(List.of(HEAD, "# about z", line("z"), "# about a", line("a"))));
    }

    @Test
    void aLedgerOfNothingButCommentsShouldBeginWithThem() {
        assertEquals(List.of(HEAD, "# ours", line("hello")), withHello(List.of("# ours")));
    }

    @Test
    void shouldReadAProgramAndItsArgumentsWhateverTheyAre() {
        CheckedProgram quoted = program("'it'\\''s' $'two\\nlines' 'a\u00e4 b' ''");
        Ledger ledger = new Ledger();
        ledger.add(quoted, Profile.FULL, List.of(process("1")));
        List<String> lines = ledger.lines();

        assertEquals(2, lines.size());
        assertEquals(9, lines.get(1).split("\t", -1).length);
        assertEquals(
                List.of(quoted.words()), List.copyOf(Ledger.parse("file", lines).programs()));
    }

    @Test
    void shouldKnowAProgramHoweverItIsQuoted() {
        Ledger ledger = Ledger.parse("file", List.of(line("\"hello\"  'a'\\ b")));

        assertEquals(List.of("hello 'a b'"), List.copyOf(ledger.programs()));
    }

    @Test
    void shouldRefuseAPathThatIsWrongFarDown() {
        String path = "1.".repeat(100_000);
        List<String> lines = List.of(line("p").replace("\t1\t31", "\t" + path + "\t31"));

        assertEquals(
                "file:1: path: found '" + path + "', wanted ordinals, as 1.2",
                assertThrows(IllegalArgumentException.class, () -> Ledger.parse("file", lines))
                        .getMessage());
    }

    @Test
    void shouldSayWhereAProcessIsThereTwice() {
        List<String> lines = List.of(HEAD, line("p"), line("p"));

        assertEquals(
                "file:3: found p process 1 in the profile full twice, wanted it once",
                assertThrows(IllegalArgumentException.class, () -> Ledger.parse("file", lines))
                        .getMessage());
    }
}
