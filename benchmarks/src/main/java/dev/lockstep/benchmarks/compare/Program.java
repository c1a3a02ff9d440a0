package dev.lockstep.benchmarks.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of user-code/bench and how each variant starts it.
 *
 * @param name its name
 * @param host the file for this machine
 * @param elf the file for ARM, executable
 * @param launcher the command scripts/lockstep
 * @param options what the launcher's run gets besides
 */
record Program(String name, Path host, Path elf, Path launcher, List<String> options) {
    private static final String ELF = ".elf";

    Program {
        options = List.copyOf(options);
    }

    /** Whether both files are there. */
    boolean built() {
        return Files.isExecutable(host) && Files.isExecutable(elf);
    }

    /** The name of the program in a file for ARM. */
    static String name(Path elf) {
        String file = elf.getFileName().toString();
        return file.endsWith(ELF) ? file.substring(0, file.length() - ELF.length()) : file;
    }

    /** The command that does so many rounds. */
    List<String> command(Variant variant, int rounds) {
        List<String> command = new ArrayList<>();
        switch (variant) {
            case NATIVE -> command.add(host.toString());
            case QEMU -> command.addAll(List.of("qemu-arm", "-cpu", "arm1176", elf.toString()));
            case LOCKSTEP -> {
                command.addAll(List.of(launcher.toString(), "run"));
                command.addAll(options);
                command.addAll(List.of(elf.toString(), "--"));
            }
        }
        command.add(Integer.toString(rounds));
        return command;
    }
}
