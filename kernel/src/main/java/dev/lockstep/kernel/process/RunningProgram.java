package dev.lockstep.kernel.process;

import dev.lockstep.kernel.api.Abi;

/** A program with its arguments, as processes run it that were started or have called exec with the same, and their children. */
final class RunningProgram {
    final int number;
    final Template template;
    final Abi abi;

    /** The arguments, with a space between two. */
    final byte[] commandLine;

    /** Processes that run it. */
    int users;

    RunningProgram(int number, Template template, Abi abi, byte[] commandLine) {
        this.number = number;
        this.template = template;
        this.abi = abi;
        this.commandLine = commandLine;
    }
}
