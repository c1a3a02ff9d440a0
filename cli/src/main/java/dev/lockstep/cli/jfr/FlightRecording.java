package dev.lockstep.cli.jfr;

import dev.lockstep.translator.TranslatorListener;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * A recording of one run by the JDK's flight recorder, with its settings for profiling. The file is written when the run
 * has ended, also when that is by a signal such as Ctrl-C.
 */
public final class FlightRecording implements AutoCloseable {
    private static final String SETTINGS = "profile";

    private final Recording recording;
    private final Path file;

    /**
     * Begins to record.
     *
     * @param file that will hold the recording; an older one is replaced
     * @throws IOException when it cannot be written, or this JDK cannot record
     */
    public FlightRecording(Path file) throws IOException {
        this.file = file;
        recording = newRecording();
        try {
            recording.setName("lockstep");
            recording.setDestination(file);
            recording.setDumpOnExit(true);
            recording.start();
        } catch (IOException | RuntimeException e) {
            recording.close();
            throw e;
        }
    }

    private static Recording newRecording() throws IOException {
        try {
            return new Recording(Configuration.getConfiguration(SETTINGS));
        } catch (ParseException | IllegalStateException | SecurityException e) {
            throw new IOException("no flight recorder: " + e.getMessage(), e);
        }
    }

    /** What makes the translator's events. */
    public TranslatorListener listener() {
        return new RecordingListener();
    }

    /**
     * Ends the recording and writes it.
     *
     * @throws IOException when that fails
     */
    @Override
    public void close() throws IOException {
        try (recording) {
            // Else the end would write it, and keep errors for itself.
            recording.setDestination(null);
            recording.stop();
            recording.dump(file);
        }
    }
}
