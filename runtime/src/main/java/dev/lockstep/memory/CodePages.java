package dev.lockstep.memory;

/** Which pages hold code, so that whoever executes must hear of each store to them. */
@FunctionalInterface
public interface CodePages {
    /**
     * The first of some pages that does.
     *
     * @param page number of the first, and
     * @param end of the one behind the last
     * @return {@code end} where there is none
     */
    int firstWithCode(int page, int end);
}
