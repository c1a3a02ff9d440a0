package dev.lockstep.kernel.diff;

/**
 * Some steps of a process, which count from 1.
 *
 * @param from after this step two runs were still equal
 * @param to after this one they were not, or one of them had ended
 */
record StepInterval(long from, long to) {
    long length() {
        return to - from;
    }
}
