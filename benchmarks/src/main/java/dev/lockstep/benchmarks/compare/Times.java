package dev.lockstep.benchmarks.compare;

import java.util.Map;

/**
 * One measure of one program by each variant.
 *
 * @param nativeMillis milliseconds, more than 0
 * @param qemuMillis milliseconds, more than 0
 * @param lockstepMillis milliseconds, more than 0
 */
record Times(double nativeMillis, double qemuMillis, double lockstepMillis) {
    static Times of(Map<Variant, Double> millis) {
        return new Times(millis.get(Variant.NATIVE), millis.get(Variant.QEMU), millis.get(Variant.LOCKSTEP));
    }

    /** How many times as fast as qemu-arm Lockstep is. */
    double speedUp() {
        return qemuMillis / lockstepMillis;
    }

    /** How many times as long as native code Lockstep takes. */
    double overNative() {
        return lockstepMillis / nativeMillis;
    }
}
