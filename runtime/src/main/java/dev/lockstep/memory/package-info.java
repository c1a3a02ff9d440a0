/**
 * Guest memory. An {@link dev.lockstep.memory.AddressSpace} is what the process that is switched in sees: pages with
 * rights, in a tree of tables that it shares with its relatives until one of them writes, and then only what lies on the
 * way to a {@link dev.lockstep.memory.Granule}. The {@link dev.lockstep.memory.SoftTlb} caches translations for generated
 * code. An access that may not happen is a {@link dev.lockstep.memory.MemoryFault}.
 *
 * <p>{@link dev.lockstep.memory.AddressSpaces} is the one object that a hart of a kernel owns; all that it takes comes out
 * of a {@link dev.lockstep.memory.MemoryBudget}.
 */
package dev.lockstep.memory;
