package dev.lockstep.image;

import java.util.List;
import java.util.Optional;

/**
 * A program as it stands in a file, checked and ready to be loaded.
 *
 * @param name the program's name in reports: the file's name without directory and extension
 * @param format what kind of file it came from
 * @param segments what to load, ascending, not overlapping
 * @param entry address of the first instruction; bit 0 set for Thumb state
 * @param heapStart where sbrk's memory begins
 * @param heapLimit first address that sbrk may not reach
 * @param stackTop initial stack pointer before any arguments; the stack grows down
 * @param stackBytes how much below {@code stackTop} is mapped
 * @param abi the ABI that the image names itself
 * @param programHash prog-hash over the bytes of the code segment
 * @param symbols its functions
 */
public record Image(
        String name,
        Format format,
        List<Segment> segments,
        int entry,
        int heapStart,
        int heapLimit,
        int stackTop,
        int stackBytes,
        Optional<String> abi,
        int programHash,
        Symbols symbols) {
    /** The kinds of program file. */
    public enum Format {
        /** Ten header words, code, data. */
        SMALL,
        /** ELF32 executable. */
        ELF
    }
}
