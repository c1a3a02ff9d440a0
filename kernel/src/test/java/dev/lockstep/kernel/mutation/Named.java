package dev.lockstep.kernel.mutation;

/** How a place in a run is called, by whoever finds it. */
final class Named {
    private Named() {}

    /**
     * A step.
     *
     * @param number from 1; the process may have ended before it
     */
    static String step(String path, long number) {
        return path + " step " + number;
    }

    /** How a process ended. */
    static String end(String path) {
        return World.END + path;
    }
}
