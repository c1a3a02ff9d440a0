package dev.lockstep.benchmarks.compare;

/** By what a program is run. */
enum Variant {
    /** The host's compiler with -O2. */
    NATIVE,
    /** The ARM program under qemu-arm. */
    QEMU,
    /** The same ARM program under Lockstep. */
    LOCKSTEP
}
