package dev.lockstep.benchmarks.compare;

/**
 * What was measured of one program.
 *
 * @param program its name
 * @param rounds how many the whole processes did
 * @param cold whole processes, from start to exit
 * @param steady one round after the warm-up
 */
record Result(String program, int rounds, Times cold, Times steady) {}
