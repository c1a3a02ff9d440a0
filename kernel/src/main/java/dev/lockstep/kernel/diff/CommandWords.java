package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.check.CheckedProgram;
import java.util.List;

/** Writes programs and arguments so that a shell reads them as they were. */
public final class CommandWords {
    private CommandWords() {}

    /** A word in the quotes that it needs. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** What a program is called without its arguments; may have spaces, as files may. */
    public static String name(CheckedProgram program) {
        String arguments = " " + String.join(" ", program.arguments());
        String words = program.words();
        return !program.arguments().isEmpty() && words.endsWith(arguments)
                ? words.substring(0, words.length() - arguments.length())
                : words;
    }

    /** Whether all have the same arguments, as one command line gives them. */
    public static boolean sameArguments(List<CheckedProgram> started) {
        return started.stream().map(CheckedProgram::arguments).distinct().count() == 1;
    }
}
