package dev.lockstep.cli.trace;

import java.nio.file.Path;

/** Chrome trace events of several threads in one JSON object. */
final class EventFile implements AutoCloseable {
    private static final String HEAD = "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n"
            + "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":" + EventText.PROCESS
            + ",\"args\":{\"name\":\"lockstep\"}}";
    private static final String TAIL = "\n]}\n";

    private final TraceSink sink;

    /**
     * A file without events.
     *
     * @throws TraceException when it cannot be written
     */
    EventFile(String name, Path file) throws TraceException {
        sink = TraceSink.to(name, file, HEAD, TAIL);
    }

    /** Any thread may write. */
    void write(EventText event) {
        sink.append(",\n" + event.end());
    }

    void whenItFails(Runnable action) {
        sink.whenItFails(action);
    }

    @Override
    public void close() throws TraceException {
        sink.close();
    }
}
