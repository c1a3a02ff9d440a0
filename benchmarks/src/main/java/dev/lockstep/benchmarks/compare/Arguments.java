package dev.lockstep.benchmarks.compare;

import java.util.HashMap;
import java.util.Map;

/** The KEY=VALUE arguments that a script starts a comparison with. */
public final class Arguments {
    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException when one has no equals sign
     */
    public static Arguments of(String... args) {
        Map<String, String> values = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("found " + arg + ", wanted KEY=VALUE");
            }
            values.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        return new Arguments(values);
    }

    /**
     * What stands behind a key.
     *
     * @throws IllegalArgumentException when there is no such key
     */
    public String value(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("found no " + key + "=, wanted one");
        }
        return value;
    }

    /** Whether the value of a key is "true". */
    public boolean flag(String key) {
        return Boolean.parseBoolean(value(key));
    }
}
