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
 * @param qemu the command that an ARM file follows
 * @param lockstep the command that an ARM file follows
 */
record Program(String name, Path host, Path elf, List<String> qemu, List<String> lockstep) {
    private static final String ELF = ".elf";

    Program {
        qemu = List.copyOf(qemu);
        lockstep = List.copyOf(lockstep);
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
            case QEMU -> {
                command.addAll(qemu);
                command.add(elf.toString());
            }
            case LOCKSTEP -> {
                command.addAll(lockstep);
                command.addAll(List.of(elf.toString(), "--"));
            }
        }
        command.add(Integer.toString(rounds));
        return command;
    }
}
