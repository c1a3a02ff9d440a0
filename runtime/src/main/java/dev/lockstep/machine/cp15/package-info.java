/**
 * Coprocessor 15: {@link dev.lockstep.machine.cp15.SystemControl} is what MCR and MRC reach, made of groups of registers that
 * each add themselves to a {@link dev.lockstep.machine.cp15.RegisterTable}.
 */
package dev.lockstep.machine.cp15;
