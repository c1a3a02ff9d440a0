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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What programs did when they were last found right, one process a line, sorted: a text that is kept beside the programs, and
 * that tells in its own history what changed when.
 *
 * <p>The fields of a line, between tabs: program and arguments, prog-hash, ABI, profile, path, steps, reg-hash, pc-hash, exit
 * code or signal. A line that begins with # says nothing.
 */
public final class Ledger {
    private static final String HEAD =
            "# program and arguments\tprog-hash\tABI\tprofile\tpath\tsteps\treg-hash\tpc-hash\texit";
    private static final int FIELDS = 9;
    private static final String HASH = "0x[0-9a-f]{8}";

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::words)
            .thenComparing(Entry::profile)
            .thenComparing(Entry::path, Ledger::comparePaths);

    private final TreeSet<Entry> entries = new TreeSet<>(ORDER);

    /** A ledger with nothing in it. */
    public Ledger() {}

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

        boolean sameBehaviour(Entry other) {
            return line().equals(other.line());
        }

        String behaviour() {
            return "steps " + steps + ", reg-hash " + regHash + ", pc-hash " + pcHash + ", exit " + exit;
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
        Ledger ledger = new Ledger();
        for (int k = 0; k < lines.size(); k++) {
            String line = lines.get(k);
            if (!line.isBlank() && !line.startsWith("#")) {
                ledger.add(entry(line, name + ":" + (k + 1) + ": "));
            }
        }
        return ledger;
    }

    private void add(Entry entry) {
        if (!entries.add(entry)) {
            throw new IllegalArgumentException("ledger: found " + entry.words() + " process " + entry.path()
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
                fields.get(0),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                fields.get(4),
                fields.get(5),
                fields.get(6),
                fields.get(7),
                fields.get(8));
        require(place, "program", entry.words(), "\\S.*", "a program");
        require(place, "prog-hash", entry.progHash(), HASH, "0x and eight digits");
        require(place, "path", entry.path(), "[1-9][0-9]{0,8}(\\.[1-9][0-9]{0,8})*", "ordinals, as 1.2");
        require(place, "steps", entry.steps(), "[0-9]{1,18}", "a number");
        require(place, "reg-hash", entry.regHash(), HASH, "0x and eight digits");
        require(place, "pc-hash", entry.pcHash(), HASH, "0x and eight digits");
        require(place, "exit", entry.exit(), "-?[0-9]{1,10}|SIG[A-Z]+", "a code or a signal");
        return entry;
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
        return entries.stream().map(Entry::words).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Compares a program with what is written of it in a profile. */
    public Finding compare(CheckedProgram program, Profile profile, Collection<ProcessResult> results) {
        List<Entry> found = entriesOf(program, profile, results);
        List<Entry> written = entries.stream()
                .filter(entry ->
                        entry.words().equals(program.words()) && entry.profile().equals(label(profile)))
                .toList();
        if (written.isEmpty()) {
            return new Finding(Standing.MISSING, List.of(program + ": is not in the ledger (--update adds it)"));
        }
        for (Entry entry : written) {
            for (Entry now : found) {
                if (now.path().equals(entry.path()) && !now.progHash().equals(entry.progHash())) {
                    return new Finding(
                            Standing.OTHER_PROGRAM,
                            List.of(program + ": process " + entry.path()
                                    + ": the program has changed: found prog-hash "
                                    + now.progHash() + ", the ledger has " + entry.progHash()
                                    + " (remove its lines, and --update adds new ones)"));
                }
            }
        }
        List<String> differences = differences(program, written, found);
        return new Finding(differences.isEmpty() ? Standing.EQUAL : Standing.OTHER_BEHAVIOUR, differences);
    }

    private static List<String> differences(CheckedProgram program, List<Entry> written, List<Entry> found) {
        TreeSet<Entry> rest = new TreeSet<>(ORDER);
        rest.addAll(found);
        List<String> differences = new ArrayList<>();
        for (Entry entry : written) {
            Entry now = rest.floor(entry);
            String place = program + ": process " + entry.path() + ": ";
            if (now == null || ORDER.compare(now, entry) != 0) {
                differences.add(place + "found none, the ledger has one");
            } else if (!now.sameBehaviour(entry)) {
                differences.add(place + "the behaviour has changed: found " + now.behaviour() + "; the ledger has "
                        + entry.behaviour());
            }
            rest.removeIf(each -> ORDER.compare(each, entry) == 0);
        }
        rest.forEach(
                each -> differences.add(program + ": process " + each.path() + ": found one, the ledger has none"));
        return differences;
    }

    /** Adds a program that is not in it yet. */
    public void add(CheckedProgram program, Profile profile, Collection<ProcessResult> results) {
        entriesOf(program, profile, results).forEach(this::add);
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
        List<String> lines = new ArrayList<>(List.of(HEAD));
        entries.forEach(entry -> lines.add(entry.line()));
        return lines;
    }
}
