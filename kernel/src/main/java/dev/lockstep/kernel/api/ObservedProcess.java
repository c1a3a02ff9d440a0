package dev.lockstep.kernel.api;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.image.Image;

/** The process that a hart executes, for as long as a {@link HartObserver} is being told of it. */
public interface ObservedProcess {
    /** Its name. Makes an object. */
    PidPath path();

    /** A number that no other process of its hart has while it lives; another process may get it later. */
    int slot();

    /** What it runs. */
    Image image();

    /** Step events so far, as {@link ProcessReport#steps} counts them; meaningless when nothing is hashed. */
    long steps();

    /** Instructions that it retired itself so far. */
    long instructions();

    /** Registers, hashes and memory; to be looked at only. */
    CpuState cpu();
}
