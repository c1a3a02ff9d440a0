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

    /** What the file is called in messages. */
    private final String what;

    private final OutputStream stream;
    private final End end;
    private boolean complete;

    /** What is to be done with the file at last. */
    @FunctionalInterface
    private interface End {
        /** Closes the stream; keeps what was written, or else removes it. */
        void close(boolean keep) throws IOException;
    }

    /** Writes what is in a file. */
    @FunctionalInterface
    interface Content {
        /** Writes all of it; returns how much that was, in units of its own. */
        long writeTo(Writer writer) throws IOException;
    }

    private ReportFile(String name, String what, OutputStream stream, End end) {
        this.name = name;
        this.what = what;
        this.stream = stream;
        this.end = end;
    }

    /**
     * A report to a file.
     *
     * @throws CommandException when it cannot be written
     */
    static ReportFile to(Path file) throws CommandException {
        return to(file, "report");
    }

    /**
     * The same for something else.
     *
     * @param what a noun for messages
     * @throws CommandException when it cannot be written
     */
    static ReportFile to(Path file, String what) throws CommandException {
        try {
            boolean special = Files.exists(file) && !Files.isRegularFile(file);
            if (special && !Files.isDirectory(file)) {
                OutputStream stream = Files.newOutputStream(file, StandardOpenOption.WRITE);
                return new ReportFile(file.toString(), what, stream, keep -> stream.close());
            }
            if (special) {
                throw new CommandException(file + ": found a directory, wanted a file for the " + what);
            }
            if (Files.exists(file) && !Files.isWritable(file)) {
                throw new CommandException(file + ": found a write-protected file, wanted one for the " + what);
            }
            return beside(Files.exists(file) ? file.toRealPath() : file, file.toString(), what);
        } catch (IOException e) {
            throw unwritable(file.toString(), what, e);
        }
    }

    private static ReportFile beside(Path file, String name, String what) throws IOException {
        long process = ProcessHandle.current().pid();
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + process + ".tmp");
        OutputStream stream = Files.newOutputStream(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        // For a run that is interrupted.
        temporary.toFile().deleteOnExit();
        return new ReportFile(name, what, stream, keep -> {
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
        write(writer -> {
            for (String line : lines) {
                writer.append(line).append('\n');
            }
            return lines.size();
        });
    }

    /**
     * Writes something of any length.
     *
     * @return what the content returns
     * @throws CommandException when that fails
     */
    long write(Content content) throws CommandException {
        try {
            Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            long written = content.writeTo(writer);
            writer.flush();
            complete = true;
            return written;
        } catch (IOException e) {
            throw unwritable(name, what, e);
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
            throw unwritable(name, what, e);
        }
    }

    private static CommandException unwritable(String name, String what, IOException cause) {
        return new CommandException(
                name + ": the " + what + " cannot be written (" + FileErrors.reason(cause) + ")", cause);
    }
}
