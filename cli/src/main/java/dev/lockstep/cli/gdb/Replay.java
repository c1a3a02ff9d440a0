package dev.lockstep.cli.gdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What makes a run that begins anew look like the one before from outside: it reads the same input, and what it writes is left
 * out as far as it was written before. gdb's changes end that for what comes after them.
 */
final class Replay {
    private final List<Output> outputs = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();

    /** A stream that passes on what is new. */
    OutputStream output(OutputStream to) {
        Output output = new Output(to);
        outputs.add(output);
        return output;
    }

    /** A stream that reads anew what was read. */
    InputStream input(InputStream from) {
        Input input = new Input(from);
        inputs.add(input);
        return input;
    }

    /** The run begins anew. */
    void restart() {
        outputs.forEach(Output::restart);
        inputs.forEach(Input::restart);
    }

    /** From here on the run goes another way than before. */
    void diverge() {
        outputs.forEach(output -> output.passed = output.written);
    }

    /** Counts bytes. */
    private static final class Output extends OutputStream {
        private final OutputStream to;

        /** Bytes written in this run, and those that have been passed on in any. */
        private long written;

        private long passed;

        Output(OutputStream to) {
            this.to = to;
        }

        void restart() {
            written = 0;
        }

        @Override
        public void write(int value) throws IOException {
            if (written == passed) {
                to.write(value);
                passed++;
            }
            written++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int old = (int) Math.min(length, passed - written);
            if (length > old) {
                to.write(bytes, offset + old, length - old);
                passed += length - old;
            }
            written += length;
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }
    }

    /** Remembers what each read gave, and how often nothing was available before. */
    private static final class Input extends InputStream {
        private final InputStream from;
        private final List<Read> reads = new ArrayList<>();

        /** How often nothing was available since the last read that is known. */
        private long lastPolls;

        /** Reads and fruitless polls that this run has done. */
        private int done;

        private long polls;

        @SuppressWarnings("ArrayRecordComponent") // never compared
        private record Read(long polls, byte[] content) {}

        Input(InputStream from) {
            this.from = from;
        }

        void restart() {
            done = 0;
            polls = 0;
        }

        @Override
        public int available() throws IOException {
            long known = done < reads.size() ? reads.get(done).polls : lastPolls;
            if (polls < known) {
                polls++;
                return 0;
            }
            if (done < reads.size()) {
                return reads.get(done).content.length;
            }
            int available = from.available();
            if (available == 0) {
                polls++;
                lastPolls++;
            }
            return available;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (done == reads.size()) {
                byte[] content = new byte[length];
                int count = Math.max(0, from.read(content, 0, length));
                reads.add(new Read(lastPolls, Arrays.copyOf(content, count)));
                lastPolls = 0;
            }
            byte[] content = reads.get(done).content;
            int count = Math.min(length, content.length);
            System.arraycopy(content, 0, to, offset, count);
            if (count < content.length) {
                // gdb has made the run ask for less than it did before.
                reads.set(done, new Read(reads.get(done).polls, Arrays.copyOf(content, count)));
                reads.add(done + 1, new Read(0, Arrays.copyOfRange(content, count, content.length)));
            }
            done++;
            polls = 0;
            return count == 0 ? -1 : count;
        }
    }
}
