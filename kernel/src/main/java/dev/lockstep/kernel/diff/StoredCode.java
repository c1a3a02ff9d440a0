package dev.lockstep.kernel.diff;

import dev.lockstep.translator.aot.CodeStore;

/** The translated code that the runs of a {@link Side} begin with. */
@FunctionalInterface
public interface StoredCode {
    /** All runs begin cold. */
    StoredCode NONE = observed -> CodeStore.NONE;

    /**
     * The store for one run; the same code for each of a kind.
     *
     * @param observed whether its engines are observed: code of theirs is of another flavour
     */
    CodeStore forRun(boolean observed);
}
