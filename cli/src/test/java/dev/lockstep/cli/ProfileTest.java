package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guest functions and lines where Java's tools, and we, show them. */
final class ProfileTest {
    private static final String GUEST = "dev.lockstep.guest.";

    @TempDir
    private Path directory;

    private List<RecordedEvent> recorded(String event, String... arguments) throws IOException {
        Path file = directory.resolve("run.jfr");
        String[] all = Stream.concat(Stream.of("run", "--jfr", file.toString()), Arrays.stream(arguments))
                .toArray(String[]::new);

        assertEquals(0, Shell.here().lockstep(all).status());

        return RecordingFile.readAllEvents(file).stream()
                .filter(each -> each.getEventType().getName().equals(event))
                .toList();
    }

    @Test
    void recordingShouldTellEveryTranslation() throws IOException {
        List<RecordedEvent> events = recorded("dev.lockstep.RegionTranslated", "sieve");

        RecordedEvent main = events.stream()
                .filter(event -> event.getString("function").equals("main"))
                .findFirst()
                .orElseThrow();
        assertEquals(0x10014, main.getLong("address"));
        assertTrue(main.getInt("instructions") > 10);
        assertTrue(main.getInt("bytecode") > 100);
        assertTrue(main.getDuration("time").isPositive());
    }

    @Test
    void recordingShouldTellOfRegionsThatAreDropped() throws IOException {
        List<RecordedEvent> events = recorded("dev.lockstep.RegionDropped", "--threshold", "0", "self-modify");

        assertTrue(events.size() > 0);
        assertTrue(events.getFirst().getLong("address") > 0);
    }

    @Test
    void recordingShouldNotChangeWhatTheProgramPrints() {
        Outcome outcome = Shell.in(directory).lockstep("run", "--jfr", "x.jfr", "hello");

        assertEquals(new Outcome(0, "hello\n", ""), outcome);
        assertTrue(Files.exists(directory.resolve("x.jfr")));
    }

    @Test
    void recordingThatCannotBeWrittenShouldBeOneLine() {
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "lockstep: " + directory
                                + "/none/x.jfr: the recording cannot be written (no such directory)\n"),
                Shell.in(directory).lockstep("run", "--jfr", "none/x.jfr", "hello"));
    }

    @Test
    void aJavaStackTraceShouldShowFunctionAndLine() {
        Thread run = new Thread(() -> Shell.here().lockstep("run", "--max-steps", "500000000", "spin"));
        run.start();

        Optional<StackTraceElement> frame = Optional.empty();
        while (frame.isEmpty() && run.isAlive()) {
            frame = Arrays.stream(run.getStackTrace())
                    .filter(each -> each.getClassName().startsWith(GUEST) && isOfGuest(each.getMethodName()))
                    .findFirst();
        }

        assertEquals(
                "dev.lockstep.guest.spin.main main spin.c",
                frame.map(each -> each.getClassName() + " " + each.getMethodName() + " " + each.getFileName())
                        .orElse(""));
        int line = frame.orElseThrow().getLineNumber();
        assertTrue(line == 6 || line == 7, () -> "line " + line + " of the loop");
    }

    /** Not what Java itself runs of a region's class: its entry for the engine, and its initialiser. */
    private static boolean isOfGuest(String method) {
        return !method.equals("run") && !method.equals("<clinit>");
    }

    @Test
    void theLineThatTellsOfAFaultShouldTellTheSourceLine() {
        String err = Shell.here().lockstep("run", "wild-store").err();

        assertTrue(err.contains("; pc 0x0001002c main+0x18 (tests/wild-store.c:10): "), err);
    }

    @Test
    void aListingShouldShowSourceLinesOnDemand() {
        String text = Shell.here()
                .lockstep("disasm", "--source", "--from", "main", "--count", "2", "hello")
                .out();

        assertTrue(text.contains("<main>:\n; programs/hello.c:7\n   10014:\t"), text);
        assertTrue(text.contains("\n; programs/hello.c:6\n   10018:\t"), text);
    }

    @Test
    void aListingInJsonShouldHaveThemAsFields() {
        String text = Shell.here()
                .lockstep("disasm", "--json", "--source", "--from", "main", "--count", "1", "hello")
                .out();

        assertTrue(text.contains("\"symbol\":\"main\",\"file\":\"programs/hello.c\",\"line\":7}"), text);
    }
}
