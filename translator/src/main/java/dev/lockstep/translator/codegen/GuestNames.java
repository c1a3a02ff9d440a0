package dev.lockstep.translator.codegen;

import dev.lockstep.image.Symbols;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.linkage.Mode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How the classes and methods made from a program are called, so that profilers and stack traces of Java show guest
 * functions:
 *
 * <pre>
 *   dev.lockstep.guest.sha256.transform.transform              a region that begins where a function does
 *   dev.lockstep.guest.sha256.transform$0001002c.transform     one that begins within it, or its name is not the only one
 *   dev.lockstep.guest.sha256.code$0001002c.code               one where no function is known
 *   dev.lockstep.guest.sha256.transform$flat.transform         for another mode than PAGED
 * </pre>
 *
 * The number is the region's root as an entry point. What Java does not allow in a name, or what has a meaning in it, is
 * an underscore. Names depend on the program's symbols alone, and no two regions of a program have the same class.
 */
public final class GuestNames {
    private static final String PACKAGE = "dev.lockstep.guest.";
    private static final String UNKNOWN = "code";

    /** The generated class has an instance method of this name and of the same shape. */
    private static final String BRIDGE = "run";

    private final Symbols symbols;

    /** How many functions have a name; empty until it is needed. */
    private final Map<String, Integer> functions = new HashMap<>();

    /** The names for one program. */
    public GuestNames(Symbols symbols) {
        this.symbols = symbols;
    }

    /** What the names are made from. */
    public Symbols symbols() {
        return symbols;
    }

    /**
     * Binary name of a region's class.
     *
     * @param root the region's root as an entry point
     * @param mode what it is for
     */
    public String className(int root, Mode mode) {
        String function = functionName(root);
        boolean whole = symbols.startsFunction(CodeState.address(root))
                && symbols.entryPoint(CodeState.address(root)) == root
                && count(function) == 1;
        return packageName()
                + function
                + (whole ? "" : "$%08x".formatted(root))
                + (mode == Mode.PAGED ? "" : "$" + mode.name().toLowerCase(Locale.ROOT));
    }

    /** Name of a region's static method. */
    public String methodName(int root) {
        String function = functionName(root);
        return function.equals(BRIDGE) ? BRIDGE + "$" : function;
    }

    private String packageName() {
        return symbols.program().isEmpty() ? PACKAGE : PACKAGE + legal(symbols.program()) + ".";
    }

    private String functionName(int root) {
        int start = symbols.functionStart(CodeState.address(root));
        return symbols.startsFunction(start) ? legal(symbols.functions().get(start & 0xffffffffL)) : UNKNOWN;
    }

    private int count(String function) {
        if (functions.isEmpty()) {
            symbols.functions().values().forEach(name -> functions.merge(legal(name), 1, Integer::sum));
        }
        return functions.get(function);
    }

    private static String legal(String name) {
        StringBuilder legal = new StringBuilder(name);
        for (int i = 0; i < legal.length(); i++) {
            char c = legal.charAt(i);
            boolean kept = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
            if (!kept) {
                legal.setCharAt(i, '_');
            }
        }
        return legal.toString();
    }
}
