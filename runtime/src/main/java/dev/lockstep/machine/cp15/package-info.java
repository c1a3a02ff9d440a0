/**
 * Coprocessor 15: {@link dev.lockstep.machine.cp15.SystemControl} is what MCR and MRC reach, made of groups of registers that
 * each add themselves to a {@link dev.lockstep.machine.cp15.RegisterTable}: {@code IdRegisters} (c0), {@code CacheOperations}
 * (c7), {@code FaultRegisters} (c5, c6), the {@code PerformanceMonitor} (c15). Those of translation are kept by the {@link
 * dev.lockstep.machine.mmu.TranslationRegisters}. What it wants of the core are the {@link
 * dev.lockstep.machine.cp15.SystemHooks}.
 */
package dev.lockstep.machine.cp15;
