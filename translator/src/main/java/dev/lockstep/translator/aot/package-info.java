/**
 * Translated code that outlives a run. A {@link dev.lockstep.translator.aot.StoredRegion} is a region as bytes, a
 * {@code RegionArchive} many of them; the engine asks a {@link dev.lockstep.translator.aot.CodeStore} for those of a program.
 * There are two stores.
 *
 * <p>The jar: {@link dev.lockstep.translator.aot.Translation} finds and translates what can be reached in an image, with
 * {@code CodePointers} and {@code ThumbSwitch} for what no branch names; {@link dev.lockstep.translator.aot.ProgramJar}
 * writes it, with the runtime, as a jar that runs alone ({@code ScriptedZip}: even without {@code java -jar}); inside such a
 * jar {@link dev.lockstep.translator.aot.Pretranslated} hands image and code to the engine.
 *
 * <p>The cache: {@link dev.lockstep.translator.aot.CodeCache} keeps what runs translate in a
 * {@link dev.lockstep.translator.aot.CacheFolder}, by the content of the program ({@code ImageFingerprint}) and of this very
 * code ({@code BuildFingerprint}).
 */
package dev.lockstep.translator.aot;
