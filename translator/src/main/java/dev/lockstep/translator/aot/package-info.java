/**
 * Translation ahead of time. {@link dev.lockstep.translator.aot.Translation} finds and translates what can be reached in an
 * image; {@link dev.lockstep.translator.aot.ProgramJar} writes it, with the runtime, as a jar that runs alone; inside such a
 * jar {@link dev.lockstep.translator.aot.Pretranslated} hands image and regions to the engine.
 */
package dev.lockstep.translator.aot;
