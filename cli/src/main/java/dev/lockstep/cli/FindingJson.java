package dev.lockstep.cli;

import dev.lockstep.kernel.diff.Finding;
import dev.lockstep.kernel.diff.FirstDifference;
import dev.lockstep.kernel.diff.FirstDifference.MemoryDifference;
import dev.lockstep.kernel.diff.FirstDifference.Moment;
import dev.lockstep.kernel.diff.FirstDifference.RegisterDifference;
import dev.lockstep.kernel.diff.RecordedStep;
import dev.lockstep.kernel.diff.Writer;
import java.util.List;
import java.util.Optional;

/** What a comparison of two runs has found, as a JSON object. */
final class FindingJson {
    private FindingJson() {}

    /**
     * The object.
     *
     * @param program its name and arguments
     * @param a what the first run is called
     * @param b what the second is called
     */
    static JsonObject of(Finding finding, String program, String a, String b) {
        JsonObject json = new JsonObject()
                .with("program", program)
                .with("a", a)
                .with("b", b)
                .with("equal", finding.equal());
        switch (finding) {
            case Finding.Equal equal ->
                json.with("processes", equal.processes()).with("steps", equal.steps());
            case Finding.Unended unended -> json.with("steps", unended.steps()).with("traceEnds", false);
            case Finding.Silent silent ->
                json.with("path", silent.path())
                        .with("differences", texts(silent.differences()))
                        .with("lastCommonStep", silent.lastStep());
            case Finding.Unlocated unlocated ->
                json.with("path", unlocated.path())
                        .with("differences", texts(unlocated.differences()))
                        .with("reason", unlocated.reason());
            case FirstDifference difference -> add(difference, json);
        }
        return json;
    }

    private static List<JsonObject> texts(List<String> texts) {
        return texts.stream().map(text -> new JsonObject().with("text", text)).toList();
    }

    private static void add(FirstDifference found, JsonObject json) {
        RecordedStep taken = found.taken();
        json.with("path", found.path()).with("step", found.step()).withHex("pc", taken.at());
        json.with("instruction", taken.text()).with("function", taken.function());
        taken.line().ifPresent(line -> json.with("file", line.path()).with("line", line.line()));
        json.with(
                "registers",
                found.registers().stream().map(FindingJson::register).toList());
        json.with("memory", found.memory().stream().map(FindingJson::memory).toList());
        json.with(
                "before",
                found.recent().stream()
                        .map(line -> step(line.step()).with("changes", line.changes()))
                        .toList());
        json.with("inA", moment(found.a())).with("inB", moment(found.b()));
        json.with("notes", texts(found.notes()));
    }

    private static JsonObject register(RegisterDifference register) {
        JsonObject json = new JsonObject()
                .with("name", register.name())
                .with("a", register.a())
                .with("b", register.b());
        return withWriters(json, register.writerA(), register.writerB());
    }

    private static JsonObject memory(MemoryDifference word) {
        JsonObject json = new JsonObject().withHex("address", word.address());
        word.a().ifPresent(value -> json.withHex("a", value));
        word.b().ifPresent(value -> json.withHex("b", value));
        return withWriters(json, word.writerA(), word.writerB());
    }

    private static JsonObject withWriters(JsonObject json, Optional<Writer> a, Optional<Writer> b) {
        a.ifPresent(writer -> json.with("writerA", writer(writer)));
        b.ifPresent(writer -> json.with("writerB", writer(writer)));
        return json;
    }

    private static JsonObject writer(Writer writer) {
        return new JsonObject()
                .with("step", writer.step())
                .withHex("pc", writer.at())
                .with("instruction", writer.text())
                .with("where", writer.where());
    }

    private static JsonObject step(RecordedStep step) {
        return new JsonObject()
                .with("step", step.step())
                .withHex("pc", step.at())
                .with("instruction", step.text());
    }

    private static JsonObject moment(Moment moment) {
        JsonObject json = moment.taken().map(FindingJson::step).orElseGet(JsonObject::new);
        json.with("changes", moment.changes());
        moment.end().ifPresent(end -> json.with("end", end));
        moment.event().ifPresent(event -> json.with("event", event.toString()));
        return json.with("rerun", moment.rerun());
    }
}
