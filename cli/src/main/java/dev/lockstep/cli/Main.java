package dev.lockstep.cli;

import dev.lockstep.image.ImageException;
import java.util.List;

/**
 * The door for the shell. Programs that are named without options are run from here, everything else is {@link Lockstep}'s:
 * its methods name the option parser's classes, which no cache of loaded classes takes, and Java looks at all methods of
 * its main class. (A class in that cache is linked at each start, so the run that the cache is made by has no options.)
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int status = run(Host.ofThisProcess(), arguments);
        // System.exit asks for loggers first, which takes longer than many a program.
        if (status != 0) {
            System.exit(status);
        }
    }

    /**
     * Does what a command line says.
     *
     * @return the exit status
     */
    static int run(Host host, String... arguments) {
        try {
            List<String> words = List.of(arguments);
            if (!words.isEmpty() && words.getFirst().equals("run") && !hasOptions(words)) {
                return runPrograms(host, words);
            }
            return Lockstep.run(host, arguments);
        } catch (Exception | Error e) {
            return Failure.tell(host, e);
        }
    }

    /** Whether there is anything but names of programs before the delimiter. */
    private static boolean hasOptions(List<String> words) {
        List<String> programs = beforeDelimiter(words);
        return programs.size() < 2 || programs.stream().anyMatch(word -> word.startsWith("-"));
    }

    /** Nothing needs to be parsed; making a parser would take longer than many a program runs. */
    private static int runPrograms(Host host, List<String> words)
            throws CommandException, ImageException, OutputClosedException {
        List<String> programs = beforeDelimiter(words);
        List<String> arguments = words.subList(Math.min(programs.size() + 1, words.size()), words.size());
        return new ProgramRun(host, RunOptions.STANDARD).run(programs.subList(1, programs.size()), arguments);
    }

    private static List<String> beforeDelimiter(List<String> words) {
        int delimiter = words.indexOf("--");
        return delimiter < 0 ? words : words.subList(0, delimiter);
    }
}
