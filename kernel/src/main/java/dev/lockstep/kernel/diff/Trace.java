package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.StepObserver;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded trace of one process, read line by line: docs/TRACES.md tells the format.
 *
 * <pre>
 *  lockstep-trace 1
 *  mask CPSR-BITS            optional: the bits of the status register that are compared
 *  state R0 ... R15 CPSR     all registers before the next step, where no step led to them
 *  R0 ... R15 CPSR           a step: all registers after it, r15 the address of the next instruction
 *  + NAME=VALUE ...          a step: what it changed
 *  end                       the process has ended
 * </pre>
 *
 * <p>Numbers are hexadecimal. A line that begins with # is a comment.
 */
public final class Trace implements AutoCloseable {
    static final String HEADER = "lockstep-trace 1";
    static final String MASK = "mask ";
    static final String STATE = "state ";
    static final String CHANGES = "+";
    static final String END = "end";

    /** Far more than 17 registers take. */
    private static final int LONGEST = 1000;

    private static final int REGISTERS = StepObserver.CPSR + 1;
    private static final Pattern WORD = Pattern.compile("[0-9a-fA-F]{1,8}");
    private static final Pattern CHANGE = Pattern.compile("(r[0-9]|r1[0-5]|cpsr)=([0-9a-fA-F]{1,8})");

    private final BufferedReader in;
    private final int[] registers = new int[REGISTERS];
    private int mask = -1;
    private boolean known;
    private long line;

    /** What a line tells. */
    enum Item {
        /** Registers that no step led to. */
        STATE,
        STEP,
        /** The process has ended. */
        END,
        /** The file is over, and nothing is known of what follows. */
        NOTHING
    }

    private Trace(BufferedReader in) {
        this.in = in;
    }

    /**
     * Opens a trace.
     *
     * @throws TraceException when it is none
     */
    public static Trace open(Path file) throws IOException, TraceException {
        Trace trace = new Trace(Files.newBufferedReader(file, StandardCharsets.ISO_8859_1));
        try {
            String first = trace.read();
            if (!first.equals(HEADER)) {
                throw new TraceException(trace.line, Trace.shown(first), "'" + HEADER + "'");
            }
            return trace;
        } catch (IOException | TraceException e) {
            trace.close();
            throw e;
        }
    }

    /**
     * The next line that is no comment, without spaces around it; at the end of the file an empty one. The last line counts
     * only if it has an end, or is one: of another the end may be missing, and what is there would be read as something else.
     */
    private String read() throws IOException, TraceException {
        StringBuilder text = new StringBuilder();
        int c;
        do {
            line++;
            text.setLength(0);
            c = in.read();
            while (c >= 0 && c != '\n') {
                text.append((char) c);
                if (text.length() > LONGEST) {
                    throw new TraceException(line, "more than " + LONGEST + " characters", "a line of a trace");
                }
                c = in.read();
            }
        } while (c >= 0 && (text.toString().isBlank() || text.charAt(0) == '#'));
        String stripped = text.toString().strip();
        boolean whole = c >= 0 || stripped.equals(END);
        return whole && !stripped.startsWith("#") ? stripped : "";
    }

    /** Reads on to the next state or step, or to the end. */
    Item next() throws IOException, TraceException {
        String text = read();
        if (text.startsWith(MASK)) {
            mask = word(text.substring(MASK.length()).strip());
            text = read();
        }
        if (text.isEmpty()) {
            return Item.NOTHING;
        }
        if (text.equals(END)) {
            return Item.END;
        }
        if (text.startsWith(STATE)) {
            all(text.substring(STATE.length()).strip());
            known = true;
            return Item.STATE;
        }
        if (!known) {
            throw new TraceException(line, shown(text), "'state' with 17 registers before the first step");
        }
        if (text.startsWith(CHANGES)) {
            changes(text.substring(CHANGES.length()).strip());
        } else {
            all(text);
        }
        return Item.STEP;
    }

    private void all(String text) throws TraceException {
        String[] words = text.split("\\s+", -1);
        if (words.length != REGISTERS) {
            throw new TraceException(line, words.length + " words", REGISTERS + ", for r0 to r15 and cpsr");
        }
        for (int number = 0; number < REGISTERS; number++) {
            registers[number] = word(words[number]);
        }
    }

    private void changes(String text) throws TraceException {
        for (String change : text.isEmpty() ? new String[0] : text.split("\\s+", -1)) {
            Matcher matcher = CHANGE.matcher(change);
            if (!matcher.matches()) {
                throw new TraceException(line, shown(change), "r0=HEX to r15=HEX, or cpsr=HEX");
            }
            String name = matcher.group(1);
            int number = name.equals("cpsr") ? StepObserver.CPSR : Integer.parseInt(name.substring(1));
            registers[number] = word(matcher.group(2));
        }
    }

    private int word(String text) throws TraceException {
        if (!WORD.matcher(text).matches()) {
            throw new TraceException(line, shown(text), "up to eight hexadecimal digits");
        }
        return Integer.parseUnsignedInt(text, 16);
    }

    private static String shown(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return text.isEmpty()
                ? "nothing"
                : "'" + (printable.length() > 40 ? printable.substring(0, 40) + "..." : printable) + "'";
    }

    /** That there is no step, told at the line that was read last. */
    TraceException noStep() {
        return new TraceException(line, "the end of the file", "at least one step");
    }

    /** The registers that the last line told of, with what it did not tell as before; not to be kept. */
    int[] registers() {
        return registers;
    }

    /** The bits of the status register that the trace knows. */
    int mask() {
        return mask;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
