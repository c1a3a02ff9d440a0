package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.Shell.Outcome;
import dev.lockstep.cli.trace.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chrome trace events tell what the totals tell. */
final class EventTraceTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("trace.json");
    }

    private Outcome traced(String options) {
        Outcome outcome = Shell.here().lockstep(("run --trace " + file() + " --stats --json " + options).split(" "));
        assertEquals(0, outcome.status(), outcome.err());
        return outcome;
    }

    private static long total(Outcome outcome, String name) {
        Matcher total = Pattern.compile("\"" + name + "\":([0-9]+)").matcher(outcome.err());
        assertTrue(total.find(), outcome.err());
        return Long.parseLong(total.group(1));
    }

    private static long count(List<Event> events, String phase, String category) {
        return events.stream().filter(event -> event.is(phase, category)).count();
    }

    private static List<Event> turns(List<Event> events) {
        return events.stream()
                .filter(event -> event.is("X", "turn"))
                .sorted(Comparator.comparing(Event::begin))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--quantum 100 --threshold 2 fork-tree",
                "--engine interpreter --quantum 7 --trace-clock instructions fork-tree",
                "--quantum random:3:50 --hash full exec hello",
                "--harts 2 --migrate always --quantum 1000 fork-tree hello",
                "--harts 2 --trace-clock instructions sieve hello"
            })
    void shouldCountWhatTheTotalsCount(String options) throws IOException {
        Outcome outcome = traced(options);
        List<Event> events = Event.of(file());

        List<Event> turns = turns(events);
        Map<Integer, String> last = new HashMap<>();
        long switches = 0;
        for (Event turn : turns) {
            String path = turn.name().substring(0, turn.name().indexOf(' '));
            String before = last.put(turn.thread(), turn.argument("end").equals("ended") ? "" : path);
            switches += path.equals(before) ? 0 : 1;
        }
        long instructions =
                turns.stream().mapToLong(turn -> turn.count("instructions")).sum();
        assertEquals(total(outcome, "instructions"), instructions);
        if (!options.contains("migrate")) {
            assertEquals(total(outcome, "switches"), switches);
        }
        assertEquals(total(outcome, "forks"), count(events, "s", "fork"));
        assertEquals(total(outcome, "forks"), count(events, "f", "fork"));
        assertEquals(total(outcome, "execs"), count(events, "i", "exec"));
        assertEquals(total(outcome, "processes"), count(events, "i", "end"));
        assertEquals(total(outcome, "migrations"), count(events, "s", "migration"));
        assertEquals(total(outcome, "migrations"), count(events, "f", "migration"));
        long translations = events.stream()
                .filter(event -> event.name().startsWith("translate "))
                .count();
        assertEquals(total(outcome, "regions"), translations);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "instructions"})
    void shouldNestSlicesAndJoinArrows(String clock) throws IOException {
        traced("--harts 2 --migrate always --threshold 2 --trace-clock " + clock + " fork-tree");
        List<Event> events = Event.of(file());

        Map<Integer, Deque<Event>> open = new HashMap<>();
        events.stream()
                .filter(event -> event.members().get("ph").equals("X"))
                .sorted(Comparator.comparing(Event::begin))
                .forEach(slice -> {
                    Deque<Event> around = open.computeIfAbsent(slice.thread(), thread -> new ArrayDeque<>());
                    while (!around.isEmpty() && around.peek().end() < slice.begin()) {
                        around.pop();
                    }
                    assertTrue(around.isEmpty() || slice.end() < around.peek().end(), slice + " in " + around.peek());
                    around.push(slice);
                });
        Map<Object, Event> sources = new HashMap<>();
        events.stream()
                .filter(event -> event.members().get("ph").equals("s"))
                .forEach(event -> sources.put(event.id(), event));
        events.stream()
                .filter(event -> event.members().get("ph").equals("f"))
                .forEach(event -> assertNotNull(sources.remove(event.id()), event::toString));
        assertTrue(sources.isEmpty(), sources::toString);
    }

    @Test
    void shouldBeTheSameBytesWhenInstructionsAreTheClock() throws IOException {
        String options = "--trace-clock instructions --quantum random:7:60 --threshold 3 fork-tree exec";
        traced(options);
        byte[] first = Files.readAllBytes(file());
        traced(options);

        assertArrayEquals(first, Files.readAllBytes(file()));
    }

    @Test
    void shouldTellWhyTurnsEndAndOfWhatProcessesDie() throws IOException {
        Outcome outcome = Shell.here().lockstep("run", "--trace", file().toString(), "wild-store");
        List<Event> events = Event.of(file());

        assertEquals(139, outcome.status());
        Event fault = events.stream()
                .filter(event -> event.is("i", "fault"))
                .findFirst()
                .orElseThrow();
        assertEquals("fault write", fault.name());
        assertEquals("0xdead0000", fault.argument("address"));
        Event end = events.stream()
                .filter(event -> event.is("i", "end"))
                .findFirst()
                .orElseThrow();
        assertEquals("SIGSEGV", end.argument("signal"));
        List<Event> turns = turns(events);
        assertEquals("ended", turns.get(turns.size() - 1).argument("end"));
    }

    @Test
    void shouldTellResultsOfSystemCalls() throws IOException {
        traced("--engine interpreter hello");

        Event write = Event.of(file()).stream()
                .filter(event -> event.is("X", "syscall") && event.name().equals("write"))
                .findFirst()
                .orElseThrow();
        assertEquals(6, write.count("result"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing/trace.json", "."})
    void shouldSayInALineThatTheFileCannotBeWritten(String name) {
        Outcome outcome = Shell.in(directory).lockstep("run", "--trace", name, "hello");

        assertEquals(2, outcome.status());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains("the trace cannot be written ("), outcome.err());
    }
}
