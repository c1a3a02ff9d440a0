package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What programs are called in a command line that is printed, so that it can be run from any directory; {@link ShellWords}
 * puts it in quotes.
 */
public final class CommandWords {
    /** Programs have no standard input in a check, nor where two runs are compared. */
    public static final String NO_INPUT = "</dev/null";

    private CommandWords() {}

    /**
     * A program without its arguments: an absolute path where the user named the file itself, or else a name, to which the
     * prebuilt program has been found.
     */
    public static String name(CheckedProgram program) {
        String name = ShellWords.split(program.words()).getFirst();
        Path file = program.file();
        return file.endsWith(name) ? absolute(file).toString() : name;
    }

    /** A program and its arguments, as {@code check} and {@code diff} take both in one word. */
    public static String word(CheckedProgram program) {
        if (program.arguments().isEmpty()) {
            return name(program);
        }
        List<String> words = new ArrayList<>(List.of(name(program)));
        words.addAll(program.arguments());
        return ShellWords.join(words);
    }

    /** The path from the root, without what it does not need; what is behind a symbolic link may have another parent. */
    public static Path absolute(Path file) {
        Path path = file.toAbsolutePath();
        boolean climbs = StreamSupport.stream(path.spliterator(), false)
                .anyMatch(part -> part.toString().equals(".."));
        return climbs ? path : path.normalize();
    }

    /** Whether all have the same arguments, as one command line gives them. */
    public static boolean sameArguments(List<CheckedProgram> started) {
        return started.stream().map(CheckedProgram::arguments).distinct().count() == 1;
    }
}
