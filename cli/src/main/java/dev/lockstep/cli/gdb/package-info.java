/**
 * gdb's remote protocol, with time that goes both ways.
 *
 * <p>{@link dev.lockstep.cli.gdb.Server} lets one gdb after another connect, each over a {@link
 * dev.lockstep.cli.gdb.Connection}. {@link dev.lockstep.cli.gdb.Link} is the wire: packets in and out. {@link
 * dev.lockstep.cli.gdb.Stub} answers them, and returns when gdb lets the target go. It knows only a {@link
 * dev.lockstep.cli.gdb.Target}, of which there are three: {@link dev.lockstep.cli.gdb.ProcessTarget}, all processes of a kernel
 * as threads; {@link dev.lockstep.cli.gdb.MachineTarget}, the bare machine; and {@link dev.lockstep.cli.gdb.RevisitTarget}, a
 * process as one side of a comparison makes it, to be looked at only. Such a side is opened by a {@link
 * dev.lockstep.cli.gdb.SideDebugger}; one on the bare machine is a machine as any other.
 *
 * <p>{@link dev.lockstep.cli.gdb.Pilot} decides at each moment whether to stop there. Everything is deterministic, so a moment
 * is a number, and going back is to begin anew and to go on to a smaller number: from a {@link
 * dev.lockstep.cli.gdb.Snapshot} of the process, or from the very start, with the same input and with the output that was
 * seen before left out ({@link dev.lockstep.cli.gdb.Rerun}). What gdb has changed is changed again at the same moments
 * ({@link dev.lockstep.cli.gdb.Journal}).
 *
 * <p>Breakpoints and watchpoints are looked for before an instruction executes ({@link dev.lockstep.cli.gdb.Points}), by an
 * interpreter that knows them ({@link dev.lockstep.cpu.GuardedInterpreter}); the guest's memory is never touched for them.
 */
package dev.lockstep.cli.gdb;
