/**
 * The ARM1176's memory management: {@link dev.lockstep.machine.mmu.Mmu} takes a virtual address to a physical one, from its
 * {@link dev.lockstep.machine.mmu.Tlb} or by a {@link dev.lockstep.machine.mmu.TableWalk} over the guest's tables, and says
 * no with an {@link dev.lockstep.machine.mmu.Abort}: of {@link dev.lockstep.machine.mmu.Permissions}, domain or alignment. An
 * entry of the TLB, {@link dev.lockstep.machine.mmu.TlbEntry}, is kept in the very words by which the guest writes and reads
 * locked ones. What the guest sets is in the {@link dev.lockstep.machine.mmu.TranslationRegisters}.
 */
package dev.lockstep.machine.mmu;
