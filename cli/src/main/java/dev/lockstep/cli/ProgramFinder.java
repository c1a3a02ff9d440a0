package dev.lockstep.cli;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.kernel.api.Programs;
import dev.lockstep.kernel.fs.ProgramDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From the names of programs on a command line to files.
 *
 * <ul>
 *   <li>A name with a slash is a path. {@code tests/NAME} is also a prebuilt test program, where no such path exists;
 *       {@code thumb/NAME}, {@code vfp/NAME}, {@code newlib/NAME} and {@code bench/NAME} are prebuilt programs of these
 *       kinds.
 *   <li>{@code NAME} is a prebuilt program, then a prebuilt test program, then one built with newlib, then one for VFP,
 *       then a benchmark, then a file in the current directory.
 *   <li>{@code NAME.elf} and {@code NAME.bin} are a file in the current directory, then a prebuilt program.
 * </ul>
 */
final class ProgramFinder {
    /** Those of Thumb state have the names of others: only their folder tells them apart. */
    private static final String THUMB = "thumb";

    private static final List<String> KINDS = List.of("tests", "newlib", "vfp", "bench", "ultra");

    private final Path directory;
    private final List<Path> prebuilt;
    private final Map<Path, List<Image>> images = new HashMap<>();

    ProgramFinder(Host host) {
        directory = host.directory();
        prebuilt = host.prebuilt()
                .map(folder -> Stream.concat(Stream.of(folder), KINDS.stream().map(folder::resolve))
                        .toList())
                .orElse(List.of());
    }

    /** The prebuilt programs, for exec. */
    Programs programs() {
        return new ProgramDirectories(prebuilt);
    }

    /**
     * The images of a program; the same objects for the same file.
     *
     * @param preferred whose images are taken where a prebuilt program has several
     * @throws CommandException when there is no such program
     * @throws ImageException when it is broken
     */
    List<Image> images(String name, Abi preferred) throws CommandException, ImageException {
        Path file = file(name, preferred);
        List<Image> known = images.get(file);
        if (known == null) {
            known = ImageReader.read(file);
            images.put(file, known);
        }
        return known;
    }

    /**
     * The file of a program. It need not exist when the name is a path.
     *
     * @param preferred whose images are taken where a prebuilt program has several
     * @throws CommandException when there is no such program
     */
    Path file(String name, Abi preferred) throws CommandException {
        Path path = directory.resolve(name);
        if (name.indexOf('/') >= 0) {
            return Files.exists(path) ? path : ofKind(name, preferred).orElse(path);
        }
        Optional<Path> ours = new ProgramDirectories(prebuilt).file(name, preferred);
        boolean extended = name.endsWith(".elf") || name.endsWith(".bin");
        if (ours.isPresent() && !(extended && Files.exists(path))) {
            return ours.get();
        }
        if (Files.exists(path)) {
            return path;
        }
        throw new CommandException(name + ": found no such program or file, wanted a path or " + known());
    }

    private Optional<Path> ofKind(String name, Abi preferred) {
        int slash = name.indexOf('/');
        String kind = name.substring(0, slash);
        if (prebuilt.isEmpty() || !(kind.equals(THUMB) || KINDS.contains(kind))) {
            return Optional.empty();
        }
        Path folder = prebuilt.getFirst().resolve(kind);
        return new ProgramDirectories(List.of(folder)).file(name.substring(slash + 1), preferred);
    }

    private String known() {
        List<String> names = prebuilt.isEmpty() ? List.of() : names(prebuilt.getFirst());
        return names.isEmpty() ? "LOCKSTEP_HOME set, for prebuilt programs" : "one of " + String.join(", ", names);
    }

    /** The names of all prebuilt programs, without the tests. */
    List<String> names() {
        return prebuilt.isEmpty() ? List.of() : names(prebuilt.getFirst());
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".elf"))
                    .map(name -> name.substring(0, name.length() - ".elf".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
