package dev.lockstep.kernel.diff;

/** Who wants to know of what happens on the bare machine to the process that has the processor, besides its steps and calls. */
@FunctionalInterface
interface MachineEvents {
    /** Nobody. */
    MachineEvents NOBODY = (kind, detail) -> {};

    /** Something has happened. */
    void machine(KernelEvent.Kind kind, String detail);
}
