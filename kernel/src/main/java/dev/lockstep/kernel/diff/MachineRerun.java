package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.MachineRunner;
import dev.lockstep.kernel.check.RunSpec;
import dev.lockstep.kernel.check.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Says how a run on the bare machine is made by hand: the guest kernel and, behind it, its programs are one image. */
public final class MachineRerun {
    private final Path kernel;
    private final List<CheckedProgram> started;
    private final RunSpec spec;

    /**
     * A run.
     *
     * @param kernel the guest kernel's image
     * @param started programs, in the order in which they were started
     */
    public MachineRerun(Path kernel, List<CheckedProgram> started, RunSpec spec) {
        this.kernel = kernel;
        this.started = started;
        this.spec = spec;
    }

    static MachineRerun of(Side side) {
        Path kernel = side.machine().orElseThrow().kernel(side.program().abi().orElseThrow());
        return new MachineRerun(kernel, side.started(), side.spec());
    }

    /**
     * A command line for bash, from any directory.
     *
     * @param time ends the run when the machine has retired so many instructions; empty: it runs to its end
     */
    public String command(OptionalLong time) {
        List<String> options = new ArrayList<>(List.of("--command-line", MachineRunner.commandLine(spec)));
        time.ifPresent(instructions -> options.addAll(List.of("--max-steps", Long.toString(instructions))));
        List<String> files = Stream.concat(Stream.of(kernel), started.stream().map(CheckedProgram::file))
                .map(file -> CommandWords.absolute(file).toString())
                .toList();
        return "lockstep boot " + ShellWords.join(options) + " <(cat " + ShellWords.join(files) + ") "
                + CommandWords.NO_INPUT;
    }
}
