package dev.lockstep.cli;

import dev.lockstep.kernel.api.ProcessReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Where the reports go. A file is written beside its final place and moved there when it is whole, so that nobody ever
 * sees half a report, and a run that breaks off leaves the file of an earlier one alone. That it can be written is found
 * out when this is made, before anything runs. Pipes and devices are written to directly.
 */
final class ReportFile implements AutoCloseable {
    /** As the user wrote it. */
    private final String name;

    private final OutputStream stream;
    private final End end;
    private boolean complete;

    /** What is to be done with the file at last. */
    @FunctionalInterface
    private interface End {
        /** Closes the stream; keeps what was written, or else removes it. */
        void close(boolean keep) throws IOException;
    }

    private ReportFile(String name, OutputStream stream, End end) {
        this.name = name;
        this.stream = stream;
        this.end = end;
    }

    /**
     * A report to a file.
     *
     * @throws CommandException when it cannot be written
     */
    static ReportFile to(Path file) throws CommandException {
        try {
            boolean special = Files.exists(file) && !Files.isRegularFile(file);
            if (special && !Files.isDirectory(file)) {
                OutputStream stream = Files.newOutputStream(file, StandardOpenOption.WRITE);
                return new ReportFile(file.toString(), stream, keep -> stream.close());
            }
            if (special) {
                throw new CommandException(file + ": found a directory, wanted a file for the report");
            }
            if (Files.exists(file) && !Files.isWritable(file)) {
                throw new CommandException(file + ": found a write-protected file, wanted one for the report");
            }
            return beside(Files.exists(file) ? file.toRealPath() : file, file.toString());
        } catch (IOException e) {
            throw unwritable(file.toString(), e);
        }
    }

    private static ReportFile beside(Path file, String name) throws IOException {
        long process = ProcessHandle.current().pid();
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + process + ".tmp");
        OutputStream stream = Files.newOutputStream(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        // For a run that is interrupted.
        temporary.toFile().deleteOnExit();
        return new ReportFile(name, stream, keep -> {
            stream.close();
            if (keep) {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(temporary);
            }
        });
    }

    /**
     * Writes all reports, one a line, in their order.
     *
     * @throws CommandException when that fails
     */
    void write(List<ProcessReport> reports) throws CommandException {
        writeLines(reports.stream().map(ProcessReport::toJson).toList());
    }

    /**
     * Writes something else, line by line.
     *
     * @throws CommandException when that fails
     */
    void writeLines(List<String> lines) throws CommandException {
        try {
            Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            for (String line : lines) {
                writer.append(line).append('\n');
            }
            writer.flush();
            complete = true;
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    /**
     * Puts the file in its place if it is whole.
     *
     * @throws CommandException when that fails
     */
    @Override
    public void close() throws CommandException {
        try {
            end.close(complete);
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private static CommandException unwritable(String name, IOException cause) {
        return new CommandException(name + ": the report cannot be written (" + FileErrors.reason(cause) + ")", cause);
    }
}
