package dev.lockstep.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs command lines as a user does who pastes them: in bash, from some directory, with {@code lockstep} in the PATH. */
final class Bash {
    private final Path bin;
    private final Path directory;

    /**
     * A shell.
     *
     * @param bin an empty folder, for the command
     * @param directory where commands are run
     */
    Bash(Path bin, Path directory) throws IOException {
        this.bin = bin;
        this.directory = directory;
        String classPath = Stream.of(System.getProperty("jdk.module.path", ""), System.getProperty("java.class.path"))
                .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
                .filter(path -> !path.isEmpty())
                .map(path -> Path.of(path).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path home = Shell.PREBUILT.resolve("../..").toRealPath();
        Path script = bin.resolve("lockstep");
        Files.write(
                script,
                List.of(
                        "#!/bin/bash",
                        "exec '" + java + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss4m -Dlockstep.home='" + home
                                + "' -cp '" + classPath + "' dev.lockstep.cli.Main \"$@\""));
        script.toFile().setExecutable(true);
    }

    /** Runs a line; standard error is with standard output. */
    Shell.Outcome run(String line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", line)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().merge("PATH", bin.toString(), (path, ours) -> ours + File.pathSeparator + path);
        builder.environment().put("LOCKSTEP_CACHE", "off");
        Process process = builder.start();
        // Standard input stays open: what waits for it would hang.
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Shell.Outcome(process.waitFor(), said, "");
    }
}
