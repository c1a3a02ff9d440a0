package dev.lockstep.cli.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An event of a trace, as read from its file. */
public record Event(Map<String, Object> members) {
    /** All events of a file. */
    @SuppressWarnings("unchecked")
    public static List<Event> of(Path file) throws IOException {
        Map<String, Object> trace = (Map<String, Object>) JsonReader.read(Files.readString(file));
        return ((List<Map<String, Object>>) trace.get("traceEvents"))
                .stream().map(Event::new).toList();
    }

    public boolean is(String phase, String category) {
        return members.get("ph").equals(phase) && category.equals(members.get("cat"));
    }

    public String name() {
        return (String) members.get("name");
    }

    public Object id() {
        return members.get("id");
    }

    public int thread() {
        return number("tid").intValue();
    }

    /** In nanoseconds. */
    public long begin() {
        return Math.round(number("ts") * 1000);
    }

    /** In nanoseconds. */
    public long end() {
        return begin() + Math.round(number("dur") * 1000);
    }

    private Double number(String member) {
        return (Double) members.get(member);
    }

    /** A number among the arguments. */
    public long count(String argument) {
        return ((Double) argument(argument)).longValue();
    }

    public Object argument(String name) {
        return ((Map<?, ?>) members.get("args")).get(name);
    }
}
