package dev.lockstep.cli;

import dev.lockstep.image.ImageException;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.Companions;
import dev.lockstep.kernel.check.ShellWords;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From words of a command line to programs that are checked, and who can run beside them. */
final class CheckedPrograms {
    private static final String STORM = "ultra/fork-storm";
    private static final List<String> STORM_ARGUMENTS = List.of("1", "12");
    private static final List<String> SMALL_STORMS = List.of("fork-tree.bin", "fork-tree.eqx.bin");

    private final Host host;
    private final ProgramFinder finder;

    CheckedPrograms(Host host, ProgramFinder finder) {
        this.host = host;
        this.finder = finder;
    }

    /**
     * A program and its arguments from one word of the user's; a file may have spaces and quotes in its name.
     *
     * @param arguments where the word has none
     */
    CheckedProgram program(String word, List<String> arguments) throws CommandException, ImageException {
        return Files.isRegularFile(host.directory().resolve(word))
                ? program(word, arguments, said(word, arguments))
                : program(split(word), arguments);
    }

    /** A program and its arguments as a ledger has them. */
    CheckedProgram written(String words) throws CommandException, ImageException {
        return program(split(words), List.of());
    }

    private static List<String> split(String words) throws CommandException {
        try {
            List<String> parts = ShellWords.split(words);
            if (!parts.isEmpty() && !parts.getFirst().isEmpty()) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            throw new CommandException(words + ": " + e.getMessage() + ", or a file of this name", e);
        }
        throw new CommandException("found an empty word, wanted a program");
    }

    private CheckedProgram program(List<String> parts, List<String> arguments) throws CommandException, ImageException {
        List<String> own = parts.size() > 1 ? parts.subList(1, parts.size()) : arguments;
        return program(parts.getFirst(), own, said(parts.getFirst(), own));
    }

    private static String said(String name, List<String> arguments) {
        return ShellWords.join(
                Stream.concat(Stream.of(name), arguments.stream()).toList());
    }

    private CheckedProgram program(String name, List<String> arguments, String said)
            throws CommandException, ImageException {
        CheckedProgram program =
                new CheckedProgram(said, finder.images(name, Abi.LOCKSTEP), arguments, finder.file(name, Abi.LOCKSTEP));
        if (program.abi().isEmpty()) {
            throw new CommandException(name + ": found no ABI that is known, or several, wanted lockstep, pix or eqx");
        }
        return program;
    }

    /** Programs with the storms of forks, where there are prebuilt ones. */
    Companions with(List<CheckedProgram> programs) throws CommandException, ImageException {
        Optional<CheckedProgram> storm = Optional.empty();
        List<CheckedProgram> smallStorms = new ArrayList<>();
        if (host.prebuilt().isPresent()) {
            storm = Optional.of(program(STORM, STORM_ARGUMENTS, STORM));
            for (String name : SMALL_STORMS) {
                smallStorms.add(program(name, List.of(), name));
            }
        }
        return new Companions(programs, storm, smallStorms);
    }
}
