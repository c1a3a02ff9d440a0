/**
 * Program files. {@link dev.lockstep.image.ImageReader} takes a file's bytes and gives
 * {@link dev.lockstep.image.Image}s that are ready to be loaded, or an {@link dev.lockstep.image.ImageException} whose
 * message is the one line for the user: file, field, value found, value wanted.
 *
 * <p>Behind it {@link dev.lockstep.image.SmallProgramReader} and {@link dev.lockstep.image.ElfReader} read the two
 * formats through an {@link dev.lockstep.image.ImageFile}, which never reads outside the file. A file is not trusted:
 * whatever its bytes are, nothing but an ImageException is thrown and memory in proportion to its length is used.
 *
 * <p>{@link dev.lockstep.image.Symbols} is what an image tells of its code beyond what running needs; the source lines
 * among it are read by {@link dev.lockstep.image.dwarf} when somebody asks.
 */
package dev.lockstep.image;
