/**
 * Processes by the thousand on Linux, under qemu-arm and under Lockstep, side by side: what {@code scripts/bench-fork}
 * starts.
 *
 * <p>There are two kinds of figures. An {@link dev.lockstep.benchmarks.fork.Operation} is done again and again by a program
 * of user-code/ultra, which prints a line after each round; {@link dev.lockstep.benchmarks.fork.OperationMeasurement} times
 * these from outside, in the same way for each {@link dev.lockstep.benchmarks.fork.Platform}. A {@link
 * dev.lockstep.benchmarks.fork.LivePoint} is what many processes cost that live at one moment: {@link
 * dev.lockstep.benchmarks.fork.HeldProcess} watches the program fork-live from outside, and {@link
 * dev.lockstep.benchmarks.fork.UltraforkRun} asks the command that is made for that. Both become a {@link
 * dev.lockstep.benchmarks.fork.ForkReport}, and this a {@link dev.lockstep.benchmarks.fork.ForkTable}, {@link
 * dev.lockstep.benchmarks.fork.ForkJson} and a {@link dev.lockstep.benchmarks.fork.ForkChart}.
 *
 * <p>Nothing here needs more than the JDK: the script compiles this package and {@code compare} by themselves.
 */
package dev.lockstep.benchmarks.fork;
