package dev.lockstep.image.dwarf;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * The source line of each instruction of a program. The table is read when it is first asked for, so a program about
 * which nobody asks costs nothing. Safe for use by several threads.
 */
public final class SourceLines {
    private static final SourceLines NONE = new SourceLines(DebugSections.NONE, address -> false);

    private final DebugSections sections;
    private final LongPredicate code;

    /**
     * Sequences by their unsigned start; empty until they are asked for. Where a linker threw functions away, it leaves
     * their sequences at address 0, and they may reach into real ones; what starts last before an address is meant.
     */
    private volatile Optional<NavigableMap<Long, LineSequence>> table = Optional.empty();

    /**
     * The lines that a program's sections tell.
     *
     * @param sections damaged ones give fewer lines
     * @param code whether there are instructions at an unsigned address; elsewhere nothing has a line, whatever was thrown away
     */
    public SourceLines(DebugSections sections, LongPredicate code) {
        this.sections = sections;
        this.code = code;
    }

    /** For programs that tell no lines. */
    public static SourceLines none() {
        return NONE;
    }

    /** The line that the instruction at an address was made from; empty where nothing tells. */
    public Optional<SourceLine> at(int address) {
        Map.Entry<Long, LineSequence> found = table().floorEntry(address & 0xffffffffL);
        if (found == null || !found.getValue().contains(address) || !code.test(address & 0xffffffffL)) {
            return Optional.empty();
        }
        LineSequence sequence = found.getValue();
        int row = sequence.rowOf(address);
        String path = sequence.path(row);
        return sequence.line(row) == 0 || path.isEmpty()
                ? Optional.empty()
                : Optional.of(new SourceLine(path, sequence.line(row)));
    }

    private NavigableMap<Long, LineSequence> table() {
        Optional<NavigableMap<Long, LineSequence>> known = table;
        if (known.isPresent()) {
            return known.get();
        }
        NavigableMap<Long, LineSequence> sequences = new TreeMap<>();
        for (LineSequence sequence : LineTableReader.read(sections)) {
            if (!sequence.isEmpty()) {
                sequences.putIfAbsent(sequence.start(), sequence);
            }
        }
        table = Optional.of(sequences);
        return sequences;
    }
}
