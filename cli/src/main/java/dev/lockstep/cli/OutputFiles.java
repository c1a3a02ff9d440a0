package dev.lockstep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes sure that the files which a command is to write are not each other, nor programs that it runs. */
final class OutputFiles {
    private final Path directory;
    private final Map<Path, String> taken = new LinkedHashMap<>();

    /**
     * For a command.
     *
     * @param directory where relative paths start
     * @param programs files that it runs
     */
    OutputFiles(Path directory, List<Path> programs) {
        this.directory = directory;
        programs.forEach(program -> taken.put(real(program), "a program that is run"));
    }

    /**
     * One more file that is to be written; pipes and devices may be named more than once.
     *
     * @param option that names it
     * @throws CommandException when it is named already, or no name
     */
    void add(String option, String name) throws CommandException {
        if (name.isEmpty()) {
            throw new CommandException(option + ": found an empty name, wanted that of a file");
        }
        Path file = real(directory.resolve(name));
        boolean special = Files.exists(file) && !Files.isRegularFile(file);
        if (special) {
            return;
        }
        if (taken.containsKey(file)) {
            throw new CommandException(option + ": found " + taken.get(file) + ", wanted another");
        }
        taken.put(file, "the file of " + option);
    }

    /** A file that is not there yet has at most a folder that is. */
    private static Path real(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        try {
            return Files.exists(whole) || whole.getParent() == null
                    ? whole.toRealPath()
                    : whole.getParent().toRealPath().resolve(whole.getFileName());
        } catch (IOException e) {
            // To open it tells what is wrong.
            return whole;
        }
    }
}
