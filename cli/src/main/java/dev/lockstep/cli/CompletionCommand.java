package dev.lockstep.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lockstep completion}: a script that teaches a shell the words of this command. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        header = "Prints a completion script for bash and zsh.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(lockstep completion)",
            "  lockstep completion >~/.local/share/bash-completion/completions/lockstep"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Host host;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws OutputClosedException {
        try (TextOutput out = new TextOutput(host)) {
            out.line(AutoComplete.bash(spec.root().name(), spec.root().commandLine())
                    .stripTrailing());
        }
        return ExitStatus.OK;
    }
}
