package dev.lockstep.kernel.mutation;

import dev.lockstep.kernel.check.RunSpec;
import java.util.List;

/**
 * A way of running a program that is compared with another: a {@link RunSpec}'s text, and before it {@code --hash-stores} where
 * stores are compared too.
 */
record Way(String text) {
    /** Interpreted, alone, in one turn: what all others are compared with. */
    static final Way PLAIN = new Way("engine=interpreter");

    static final Way TRANSLATED = new Way("engine=translated");
    static final Way FLAT = new Way("engine=flat");
    static final Way QUANTUM = new Way("quantum=3");
    static final Way COPIES = new Way("company=copies,quantum=17");
    static final Way STORM = new Way("company=storm,quantum=17");

    /** The same, where memory is used again at once. */
    static final Way STARVED = new Way("company=storm,quantum=17,memory=starved");

    static final Way HARTS = new Way("harts=2,migration=always,quantum=50");

    /** Memory that is made flat and paged again, as it comes. */
    static final Way PROMOTION = new Way("engine=flat,promotion=random:3,quantum=50");

    /** With code that an earlier run has translated. */
    static final Way WARM = new Way("engine=translated,cache=warm");

    static final Way WARM_FLAT = new Way("engine=flat,cache=warm");

    /** The same, entered in the middle now and then. */
    static final Way WARM_TURNS = new Way("engine=translated,cache=warm,quantum=3");

    /** What faults of the translator meet for which nothing else is said. */
    static final List<Way> ENGINES = List.of(TRANSLATED, FLAT);

    /** And what others do. */
    static final List<Way> SCHEDULES = List.of(QUANTUM, COPIES);

    private static final String HASH_STORES = "--hash-stores ";

    /** The same, with stores compared. */
    Way withStores() {
        return new Way(HASH_STORES + text);
    }

    boolean stores() {
        return text.startsWith(HASH_STORES);
    }

    RunSpec spec() {
        return RunSpec.parse(stores() ? text.substring(HASH_STORES.length()) : text);
    }

    /** As the table tells it: an engine is known by its name. */
    @Override
    public String toString() {
        return text.replace("engine=", "");
    }
}
