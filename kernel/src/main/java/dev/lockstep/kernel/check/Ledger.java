package dev.lockstep.kernel.check;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.kernel.api.Abi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What programs did when they were last found right, one process a line, sorted: a text that is kept beside the programs, and
 * that tells in its own history what changed when.
 *
 * <p>The fields of a line, between tabs: program and arguments as {@link ShellWords} writes them, prog-hash, ABI, profile, path,
 * steps, reg-hash, pc-hash, exit code or signal. A line that begins with # is a comment, and one with nothing but spaces says
 * nothing. Both are kept. They stay with the process below them; those at the beginning, up to the last empty line or the names
 * of the fields, stay at the beginning, and those below the last process at the end.
 */
public final class Ledger {
    private static final String HEAD =
            "# program and arguments\tprog-hash\tABI\tprofile\tpath\tsteps\treg-hash\tpc-hash\texit";
    private static final int FIELDS = 9;
    private static final String HASH = "0x[0-9a-f]{8}";

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::words)
            .thenComparing(Entry::profile)
            .thenComparing(Entry::path, Ledger::comparePaths);

    /** Each with the lines above it. */
    private final SortedMap<Entry, List<String>> entries = new TreeMap<>(ORDER);

    private final List<String> beginning;
    private final List<String> end;

    /** A ledger with nothing in it. */
    public Ledger() {
        this(List.of(), List.of());
    }

    private Ledger(List<String> beginning, List<String> end) {
        this.beginning = List.copyOf(beginning);
        this.end = List.copyOf(end);
    }

    /**
     * One line.
     *
     * @param words program and arguments
     * @param progHash as written, {@code 0x} and eight digits; so are the other hashes
     * @param exit the exit code in decimal, or the name of a signal
     */
    private record Entry(
            String words,
            String progHash,
            String abi,
            String profile,
            String path,
            String steps,
            String regHash,
            String pcHash,
            String exit) {
        String line() {
            return String.join("\t", words, progHash, abi, profile, path, steps, regHash, pcHash, exit);
        }

        String behaviour() {
            return "ABI " + abi + ", steps " + steps + ", reg-hash " + regHash + ", pc-hash " + pcHash + ", exit "
                    + exit;
        }
    }

    /** How a program stands in the ledger. */
    public enum Standing {
        /** As it is written. */
        EQUAL,
        /** It is not written. */
        MISSING,
        /** What is written is of another program: its code is not the same. */
        OTHER_PROGRAM,
        /** The same program, and it did something else. */
        OTHER_BEHAVIOUR
    }

    /**
     * What a comparison has found.
     *
     * @param standing of the program
     * @param lines what differs, in words; empty where it is equal
     */
    public record Finding(Standing standing, List<String> lines) {}

    /**
     * A ledger from its text.
     *
     * @param name of the file, for messages
     * @throws IllegalArgumentException with one line that says what was found and what was wanted, and where
     */
    public static Ledger parse(String name, List<String> lines) {
        int first = 0;
        int behind = lines.size();
        while (first < behind && saysNothing(lines.get(first))) {
            first++;
        }
        while (behind > first && saysNothing(lines.get(behind - 1))) {
            behind--;
        }
        int begin = first == behind ? first : begin(lines.subList(0, first));
        Ledger ledger = new Ledger(lines.subList(0, begin), lines.subList(behind, lines.size()));
        List<String> above = new ArrayList<>();
        for (int k = begin; k < behind; k++) {
            String line = lines.get(k);
            if (saysNothing(line)) {
                above.add(line);
            } else {
                String place = name + ":" + (k + 1) + ": ";
                ledger.add(entry(line, place), List.copyOf(above), place);
                above.clear();
            }
        }
        return ledger;
    }

    private static boolean saysNothing(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    /** How many of the lines above the first process are not about it alone. */
    private static int begin(List<String> lines) {
        int begin = lines.size();
        while (begin > 0
                && !lines.get(begin - 1).isBlank()
                && !lines.get(begin - 1).equals(HEAD)) {
            begin--;
        }
        return begin;
    }

    private void add(Entry entry, List<String> above, String place) {
        if (entries.put(entry, above) != null) {
            throw new IllegalArgumentException(place + "found " + entry.words() + " process " + entry.path()
                    + " in the profile " + entry.profile() + " twice, wanted it once");
        }
    }

    private static Entry entry(String line, String place) {
        List<String> fields = Arrays.asList(line.split("\t", -1));
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException(
                    place + "found " + fields.size() + " fields between tabs, wanted " + FIELDS);
        }
        Entry entry = new Entry(
                words(fields.get(0), place),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                fields.get(4),
                fields.get(5),
                fields.get(6),
                fields.get(7),
                fields.get(8));
        require(place, "prog-hash", entry.progHash(), HASH, "0x and eight digits");
        require(place, "ABI", entry.abi(), "lockstep|pix|eqx|mixed", "lockstep, pix, eqx or mixed");
        require(place, "profile", entry.profile(), "full|pix|eqx", "full, pix or eqx");
        for (String ordinal : entry.path().split("\\.", -1)) {
            if (!ordinal.matches("[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException(
                        place + "path: found '" + entry.path() + "', wanted ordinals, as 1.2");
            }
        }
        require(place, "steps", entry.steps(), "[0-9]{1,18}", "a number");
        require(place, "reg-hash", entry.regHash(), HASH, "0x and eight digits");
        require(place, "pc-hash", entry.pcHash(), HASH, "0x and eight digits");
        require(place, "exit", entry.exit(), "-?[0-9]{1,10}|SIG[A-Z]+", "a code or a signal");
        return entry;
    }

    private static String words(String field, String place) {
        try {
            List<String> words = ShellWords.split(field);
            if (!words.isEmpty() && !words.getFirst().isEmpty()) {
                return ShellWords.join(words);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + "program: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(place + "program: found '" + field + "', wanted a program");
    }

    private static void require(String place, String field, String value, String pattern, String wanted) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException(place + field + ": found '" + value + "', wanted " + wanted);
        }
    }

    private static int comparePaths(String one, String other) {
        return Arrays.compare(ordinals(one), ordinals(other));
    }

    private static int[] ordinals(String path) {
        return Arrays.stream(path.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }

    /** All programs, with their arguments, that are written in it. */
    public Set<String> programs() {
        return entries.keySet().stream().map(Entry::words).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Compares a program with what is written of it in a profile. */
    public Finding compare(CheckedProgram program, Profile profile, Collection<ProcessResult> results) {
        List<Entry> written = entries.keySet().stream()
                .filter(entry ->
                        entry.words().equals(program.words()) && entry.profile().equals(label(profile)))
                .toList();
        if (written.isEmpty()) {
            return new Finding(Standing.MISSING, List.of(program + ": is not in the ledger (--update adds it)"));
        }
        TreeSet<Entry> found = new TreeSet<>(ORDER);
        found.addAll(entriesOf(program, profile, results));
        for (Entry entry : written) {
            Optional<Entry> now = same(found, entry);
            if (now.isPresent() && !now.get().progHash().equals(entry.progHash())) {
                return new Finding(
                        Standing.OTHER_PROGRAM,
                        List.of(program + ": process " + entry.path() + ": the program has changed: found prog-hash "
                                + now.get().progHash() + ", the ledger has " + entry.progHash()
                                + " (remove its lines, and --update adds new ones)"));
            }
        }
        List<String> differences = differences(program, written, found);
        return new Finding(differences.isEmpty() ? Standing.EQUAL : Standing.OTHER_BEHAVIOUR, differences);
    }

    /** The entry of the same process. */
    private static Optional<Entry> same(NavigableSet<Entry> entries, Entry entry) {
        return Optional.ofNullable(entries.floor(entry)).filter(each -> ORDER.compare(each, entry) == 0);
    }

    private static List<String> differences(CheckedProgram program, List<Entry> written, NavigableSet<Entry> found) {
        List<String> differences = new ArrayList<>();
        for (Entry entry : written) {
            Optional<Entry> now = same(found, entry);
            String place = program + ": process " + entry.path() + ": ";
            if (now.isEmpty()) {
                differences.add(place + "found none, the ledger has one");
            } else if (!now.get().equals(entry)) {
                differences.add(place + "the behaviour has changed: found "
                        + now.get().behaviour() + "; the ledger has " + entry.behaviour());
            }
        }
        TreeSet<Entry> rest = new TreeSet<>(found);
        written.forEach(rest::remove);
        rest.forEach(
                each -> differences.add(program + ": process " + each.path() + ": found one, the ledger has none"));
        return differences;
    }

    /** Adds a program that is not in it yet. */
    public void add(CheckedProgram program, Profile profile, Collection<ProcessResult> results) {
        entriesOf(program, profile, results).forEach(entry -> add(entry, List.of(), "ledger: "));
    }

    private static List<Entry> entriesOf(CheckedProgram program, Profile profile, Collection<ProcessResult> results) {
        return results.stream()
                .map(result -> new Entry(
                        program.words(),
                        ProcessResult.hex(result.progHash()),
                        program.abi().map(Abi::label).orElse("mixed"),
                        label(profile),
                        result.path(),
                        Long.toString(result.steps()),
                        ProcessResult.hex(result.regHash()),
                        ProcessResult.hex(result.pcHash()),
                        result.signal().orElse(Integer.toString(result.exit()))))
                .toList();
    }

    private static String label(Profile profile) {
        return profile.name().toLowerCase(Locale.ROOT);
    }

    /** Its text; {@link #parse} gives the same ledger. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(beginning);
        if (!beginning.contains(HEAD)) {
            lines.add(0, HEAD);
        }
        entries.forEach((entry, above) -> {
            lines.addAll(above);
            lines.add(entry.line());
        });
        lines.addAll(end);
        return lines;
    }
}
