package dev.lockstep.kernel.api;

/** A process at its end, for as long as a listener is being told of it. */
public interface ProcessEnd {
    /** Whether no process made it. */
    boolean startedByUser();

    /** Its number among the processes that the same parent forked, or among those that no process made; from 1. */
    int ordinal();

    /** Its exit code, as {@link ProcessReport#exit} tells. */
    int exit();

    /** Its reg-hash; 0 when nothing is hashed. */
    int registerHash();

    /** Its pc-hash; 0 when nothing is hashed. */
    int pcHash();

    /** All that is known of it. This alone makes an object. */
    ProcessReport report();
}
