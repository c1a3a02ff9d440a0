package dev.lockstep.benchmarks.fork;

import dev.lockstep.benchmarks.compare.Arguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How programs of user-code/ultra are started on each platform.
 *
 * @param host the folder with those for this machine
 * @param qemu the command that a program for Linux on ARM follows
 * @param linux the folder with those for Linux on ARM, executable
 * @param elf the folder with those for Lockstep
 * @param launcher scripts/lockstep
 * @param options of its run
 */
record Commands(Path host, List<String> qemu, Path linux, Path elf, Path launcher, List<String> options) {
    private static final String FORK_LIVE = "fork-live";

    /** The processor that Lockstep has too. */
    private static final List<String> QEMU = List.of("qemu-arm", "-cpu", "arm1176");

    Commands {
        qemu = List.copyOf(qemu);
        options = List.copyOf(options);
    }

    static Commands of(Arguments arguments) {
        return new Commands(
                Path.of(arguments.value("host")),
                QEMU,
                Path.of(arguments.value("linux")),
                Path.of(arguments.value("elf")),
                Path.of(arguments.value("launcher")),
                words(arguments.value("options")));
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    }

    /** The command that does so many rounds of an operation. */
    List<String> command(Operation operation, Platform platform, int rounds) {
        List<String> command = new ArrayList<>();
        // Under Lockstep one processor runs all processes anyway.
        if (operation.needsOneProcessor() && (platform == Platform.NATIVE || platform == Platform.QEMU)) {
            command.addAll(List.of("taskset", "--cpu-list", "0"));
        }
        command.addAll(program(platform, operation.program()));
        command.addAll(operation.arguments(rounds, platform));
        return command;
    }

    /** The command that has so many processes at one moment, and keeps them until its standard input ends. */
    List<String> live(Platform platform, int processes) {
        List<String> command = new ArrayList<>(program(platform, FORK_LIVE));
        command.addAll(List.of(Integer.toString(processes), "hold"));
        return command;
    }

    /** The command of Lockstep's own that does so, and tells what it cost. */
    List<String> ultrafork(int processes) {
        return List.of(launcher.toString(), UltraforkRun.COMMAND, "--processes", Integer.toString(processes), "--json");
    }

    private List<String> program(Platform platform, String name) {
        return switch (platform) {
            case NATIVE -> List.of(host.resolve(name).toString());
            case QEMU ->
                Stream.concat(
                                qemu.stream(),
                                Stream.of(linux.resolve(name + ".elf").toString()))
                        .toList();
            case LOCKSTEP -> lockstep(name, List.of());
            case HASHED -> lockstep(name, List.of("--hash", "full"));
        };
    }

    private List<String> lockstep(String name, List<String> more) {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "run"));
        command.addAll(options);
        command.addAll(more);
        command.addAll(List.of(elf.resolve(name + ".elf").toString(), "--"));
        return command;
    }
}
