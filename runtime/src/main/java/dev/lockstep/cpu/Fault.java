package dev.lockstep.cpu;

/**
 * Why the instruction at the pc cannot execute.
 *
 * @param kind what kind of exception the processor would take
 * @param address the guest address that could not be accessed; the pc for the kinds that are about the instruction
 */
public record Fault(Kind kind, int address) {
    /** The exceptions of user-mode code. */
    public enum Kind {
        /** Undefined instruction. */
        UNDEFINED,
        /** An encoding that the architecture calls UNPREDICTABLE; treated as undefined. */
        UNPREDICTABLE,
        /** BKPT. */
        BREAKPOINT,
        /** Data abort of a load. */
        READ,
        /** Data abort of a store. */
        WRITE,
        /** Prefetch abort. */
        EXECUTE,
        /** Data abort: alignment. */
        ALIGNMENT,
        /** A store that needs a frame when none is left. */
        OUT_OF_MEMORY
    }
}
