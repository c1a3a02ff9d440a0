package dev.lockstep.cli.trace;

import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.translator.TranslatorListener;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The traces of one run, as they are wanted, from the first event to the end of their files. */
public final class Traces implements AutoCloseable {
    private final TraceChoices choices;
    private final List<HartTrack> tracks = new ArrayList<>();
    private Optional<EventFile> events = Optional.empty();
    private Optional<TraceSink> text = Optional.empty();

    private Traces(TraceChoices choices) {
        this.choices = choices;
    }

    /**
     * Makes the files.
     *
     * @param directory where relative paths start
     * @param out standard output
     * @param harts how many there are
     * @param hashes whether steps are counted
     * @throws TraceException when one of them cannot be written
     */
    public static Traces open(TraceChoices choices, Path directory, OutputStream out, int harts, boolean hashes)
            throws TraceException {
        Traces traces = new Traces(choices);
        if (choices.events().isPresent()) {
            String name = choices.events().get();
            EventFile file = new EventFile(name, directory.resolve(name));
            traces.events = Optional.of(file);
            Journeys journeys = new Journeys();
            for (int hart = 0; hart < harts; hart++) {
                traces.tracks.add(new HartTrack(file, hart, choices.byInstructions(), hashes, journeys));
            }
        }
        if (choices.text().isPresent()) {
            String name = choices.text().get();
            traces.text = Optional.of(
                    name.equals("-")
                            ? TraceSink.to(name, out, "", "")
                            : TraceSink.to(name, directory.resolve(name), "", ""));
        }
        return traces;
    }

    /** Who observes each hart. */
    public IntFunction<HartObserver> observers() {
        if (choices.isNone()) {
            return hart -> HartObserver.NONE;
        }
        return hart -> {
            if (text.isEmpty()) {
                return tracks.get(hart);
            }
            StepText steps = new StepText(text.get(), choices.filters());
            return tracks.isEmpty() ? steps : new ObserverPair(tracks.get(hart), steps);
        };
    }

    /** Who listens to the translator of a hart, so that another listener hears everything too. */
    public TranslatorListener listener(int hart, TranslatorListener other) {
        return events.<TranslatorListener>map(file ->
                        new TranslatorTrack(file, hart, tracks.get(hart).time(), !choices.byInstructions(), other))
                .orElse(other);
    }

    /** Runs something, on any thread, when a trace cannot be written any more. */
    public void whenTheyFail(Runnable action) {
        events.ifPresent(file -> file.whenItFails(action));
        text.ifPresent(sink -> sink.whenItFails(action));
    }

    /**
     * Writes the rest. A second call does nothing.
     *
     * @throws TraceException when something could not be written
     */
    @Override
    public void close() throws TraceException {
        try {
            if (events.isPresent()) {
                events.get().close();
            }
        } finally {
            if (text.isPresent()) {
                text.get().close();
            }
        }
    }
}
