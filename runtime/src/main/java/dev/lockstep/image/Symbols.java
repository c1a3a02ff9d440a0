package dev.lockstep.image;

import dev.lockstep.image.dwarf.SourceLines;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a program's image tells of its code: functions by address, what its bytes are, the source lines it was made from.
 * Immutable.
 */
public final class Symbols {
    private static final Symbols NONE = none("");

    /** What bytes of a program are (ELF for the Arm Architecture, 5.5.5). */
    public enum Content {
        ARM,
        THUMB,
        DATA
    }

    private final String program;
    private final SourceLines lines;
    private final NavigableMap<Long, String> functions = new TreeMap<>();
    private final Set<Long> thumbFunctions = new HashSet<>();
    private final NavigableMap<Long, Content> contents = new TreeMap<>();

    /**
     * Functions by where they are entered.
     *
     * @param functions address of the first instruction, with the instruction set in bit 0 (1 for Thumb), to name
     * @param contents address to what the bytes from there on are
     */
    public Symbols(Map<Integer, String> functions, Map<Integer, Content> contents) {
        this("", functions, contents, SourceLines.none());
    }

    /**
     * Functions by where they are entered, of a program with source lines.
     *
     * @param program its name
     * @param functions address of the first instruction, with the instruction set in bit 0 (1 for Thumb), to name
     * @param contents address to what the bytes from there on are
     * @param lines that its instructions were made from
     */
    public Symbols(String program, Map<Integer, String> functions, Map<Integer, Content> contents, SourceLines lines) {
        this.program = program;
        this.lines = lines;
        functions.forEach((entryPoint, name) -> {
            long address = entryPoint & 0xfffffffeL;
            this.functions.put(address, name);
            if ((entryPoint & 1) != 0) {
                thumbFunctions.add(address);
            }
        });
        contents.forEach((address, content) -> this.contents.put(address & 0xffffffffL, content));
    }

    /** What the bytes at an address are; where nothing tells, code of the function around it, else ARM code. */
    public Content contentAt(int address) {
        Map.Entry<Long, Content> marked = contents.floorEntry(address & 0xffffffffL);
        if (marked != null) {
            return marked.getValue();
        }
        return thumbFunctions.contains(functionStart(address) & 0xffffffffL) ? Content.THUMB : Content.ARM;
    }

    /** Where the code at an address is entered: the address, with the instruction set in bit 0. */
    public int entryPoint(int address) {
        boolean thumb = thumbFunctions.contains(address & 0xffffffffL) || contentAt(address) == Content.THUMB;
        return thumb ? address | 1 : address;
    }

    /** For images that name nothing. */
    public static Symbols none() {
        return NONE;
    }

    /** For programs whose images name nothing. */
    public static Symbols none(String program) {
        return new Symbols(program, Map.of(), Map.of(), SourceLines.none());
    }

    /** The program's name; empty where it has none. */
    public String program() {
        return program;
    }

    /** The source line of each instruction. */
    public SourceLines lines() {
        return lines;
    }

    /** The names by unsigned address, ascending. */
    public NavigableMap<Long, String> functions() {
        return java.util.Collections.unmodifiableNavigableMap(functions);
    }

    /** Whether a function starts here. */
    public boolean startsFunction(int address) {
        return functions.containsKey(address & 0xffffffffL);
    }

    /** Start of the function that an address most likely belongs to: the last one at or before it; else the address. */
    public int functionStart(int address) {
        Long start = functions.floorKey(address & 0xffffffffL);
        return start == null ? address : start.intValue();
    }

    /** Something like {@code main+0x1c}, or the empty string where no function is near. */
    public String describe(int address) {
        Map.Entry<Long, String> function = functions.floorEntry(address & 0xffffffffL);
        if (function == null) {
            return "";
        }
        long distance = (address & 0xffffffffL) - function.getKey();
        return distance == 0 ? function.getValue() : function.getValue() + "+0x" + Long.toHexString(distance);
    }
}
