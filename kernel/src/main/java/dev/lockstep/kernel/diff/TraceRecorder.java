package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Writes the {@link Trace} of the first process of a program. */
public final class TraceRecorder {
    private TraceRecorder() {}

    /**
     * Runs a side and writes down each step.
     *
     * @return how many there were
     */
    public static long record(Side side, Writer out) throws IOException {
        out.write(Trace.HEADER + "\n# " + side.program() + ", " + side.spec().brief() + "\n");
        Lines lines = side.follow("1", false, stop -> new Lines(out, stop));
        if (lines.failure.isPresent()) {
            throw lines.failure.get();
        }
        return lines.steps;
    }

    /** Writes a line for each step. */
    private static final class Lines implements Lineage.Listener {
        private final Writer out;
        private final Runnable stop;
        private final int[] known = new int[StepObserver.CPSR + 1];
        private long steps;
        private Optional<IOException> failure = Optional.empty();

        Lines(Writer out, Runnable stop) {
            this.out = out;
            this.stop = stop;
        }

        @Override
        public void begins(ProcessView view, CpuState cpu) {
            System.arraycopy(cpu.r, 0, known, 0, cpu.r.length);
            known[StepObserver.CPSR] = cpu.cpsr();
            StringBuilder text = new StringBuilder(Trace.STATE.strip());
            Arrays.stream(known)
                    .forEach(value -> text.append(' ').append(HexFormat.of().toHexDigits(value)));
            write(text);
        }

        @Override
        public void stepped(Lineage line, ProcessView view, int[] registers, int at, int registerHash, int pcHash) {
            steps++;
            StringBuilder text = new StringBuilder(Trace.CHANGES);
            for (int number = 0; number < known.length; number++) {
                if (registers[number] != known[number]) {
                    known[number] = registers[number];
                    text.append(' ').append(number == StepObserver.CPSR ? "cpsr" : "r" + number);
                    text.append('=').append(HexFormat.of().toHexDigits(registers[number]));
                }
            }
            write(text);
        }

        @Override
        public void ended(String how) {
            write(new StringBuilder("# ").append(how).append('\n').append(Trace.END));
        }

        private void write(StringBuilder text) {
            if (failure.isPresent()) {
                return;
            }
            try {
                out.append(text).append('\n');
            } catch (IOException e) {
                failure = Optional.of(e);
                stop.run();
            }
        }
    }
}
