/**
 * The {@code lockstep} command. {@link dev.lockstep.cli.Main} is what the shell starts, {@link dev.lockstep.cli.Lockstep} the
 * command's root, and each subcommand a class that ends in {@code Command}, which declares its options. What {@code run} and
 * {@code boot} then do is apart from that: {@code ProgramRun} by {@code RunOptions}, {@code BootRun} by {@code BootOptions}.
 * All of them see the machine through a {@link dev.lockstep.cli.Host} only, so tests run them in-process with streams of their
 * own. {@link dev.lockstep.cli.Standalone} is apart: it goes into the jars that translate writes.
 *
 * <p>{@code gdb}, {@code trace} and {@code jfr} are for those who want to look inside a run.
 *
 * <p>What goes wrong is told in one line: commands throw, {@code Lockstep} prints and chooses the exit status.
 */
package dev.lockstep.cli;
