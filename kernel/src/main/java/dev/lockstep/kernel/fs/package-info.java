/**
 * Files of the host. Programs for exec: {@link dev.lockstep.kernel.fs.ProgramDirectories} finds them by plain name,
 * {@link dev.lockstep.kernel.fs.RootDirectory} by a path. Files for semihosting: {@link
 * dev.lockstep.kernel.fs.HostDirectory}. Neither of the latter two can leave its directory: both resolve names by {@link
 * dev.lockstep.kernel.fs.DirectoryTree}.
 */
package dev.lockstep.kernel.fs;
