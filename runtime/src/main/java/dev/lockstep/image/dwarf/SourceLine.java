package dev.lockstep.image.dwarf;

/**
 * A line of a source file.
 *
 * @param path of the file, as far as the line table tells it: often relative to where the compiler was started
 * @param line its number, from 1
 */
public record SourceLine(String path, int line) {
    /** The file's name without its directories. */
    public String file() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** {@code path:line}. */
    @Override
    public String toString() {
        return path + ":" + line;
    }
}
