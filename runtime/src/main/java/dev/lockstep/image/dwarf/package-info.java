/**
 * What a program's debugging information tells: the source line of each instruction.
 *
 * <p>{@link dev.lockstep.image.dwarf.DebugSections} says where the tables lie in the program's file,
 * {@link dev.lockstep.image.dwarf.LineTableReader} runs the line number programs in them (DWARF Debugging Information
 * Format, versions 2 to 5, chapter 6.2), and {@link dev.lockstep.image.dwarf.SourceLines} answers for an address. A file
 * is not trusted: what is damaged ends what is known, and is no error, since nothing that runs depends on it.
 */
package dev.lockstep.image.dwarf;
