/**
 * The {@code lockstep} command. {@link dev.lockstep.cli.Lockstep} is its root, each subcommand a class: RunCommand,
 * TranslateCommand, DisasmCommand, InfoCommand, CompletionCommand. All of them see the machine through a
 * {@link dev.lockstep.cli.Host} only, so tests run them in-process with streams of their own.
 * {@link dev.lockstep.cli.Standalone} is apart: it goes into the jars that translate writes.
 *
 * <p>What goes wrong is told in one line: commands throw, {@code Lockstep} prints and chooses the exit status.
 */
package dev.lockstep.cli;
