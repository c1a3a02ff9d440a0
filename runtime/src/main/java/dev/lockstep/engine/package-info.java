/**
 * The contract between what executes instructions and what runs processes: {@link dev.lockstep.engine.Engine} executes at
 * most a budget of instructions and says why it stopped. The {@link dev.lockstep.engine.InterpretingEngine} lives here;
 * the translating one is a room of its own.
 */
package dev.lockstep.engine;
