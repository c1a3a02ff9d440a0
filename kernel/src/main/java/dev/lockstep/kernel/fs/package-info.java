/**
 * Programs in files of the host: {@link dev.lockstep.kernel.fs.ProgramDirectories} finds them by plain name,
 * {@link dev.lockstep.kernel.fs.RootDirectory} by a path that cannot leave one directory.
 */
package dev.lockstep.kernel.fs;
