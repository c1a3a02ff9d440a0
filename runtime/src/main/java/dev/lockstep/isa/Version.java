package dev.lockstep.isa;

/** Architecture versions, in the order in which each adds to the one before. {@code V4} also stands for all earlier. */
public enum Version {
    V4,
    V4T,
    V5T,
    V5TE,
    V5TEJ,
    V6,
    V6K
}
