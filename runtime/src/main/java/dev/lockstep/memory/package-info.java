/**
 * Guest memory. A {@link dev.lockstep.memory.FramePool} holds all page frames and counts who names each; an
 * {@link dev.lockstep.memory.AddressSpace} is one process's pages with their rights, shared with its relatives until
 * written; the {@link dev.lockstep.memory.SoftTlb} caches translations for generated code. An access that may not happen
 * is a {@link dev.lockstep.memory.MemoryFault}.
 *
 * <p>{@link dev.lockstep.memory.AddressSpaces} is the one object that a kernel owns. No other room sees a frame.
 */
package dev.lockstep.memory;
