package dev.lockstep.image;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The functions of a program by address, as far as its image names them. Immutable. */
public final class Symbols {
    private static final Symbols NONE = new Symbols(Map.of());

    private final NavigableMap<Long, String> functions = new TreeMap<>();

    /**
     * Functions by the address of their first instruction.
     *
     * @param functions address (taken as unsigned, without the Thumb bit) to name
     */
    public Symbols(Map<Integer, String> functions) {
        functions.forEach((address, name) -> this.functions.put(address & 0xffffffffL, name));
    }

    /** For images that name nothing. */
    public static Symbols none() {
        return NONE;
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
