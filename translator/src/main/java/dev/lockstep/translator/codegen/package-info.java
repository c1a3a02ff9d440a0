/**
 * Code generation. {@link dev.lockstep.translator.codegen.RegionCompiler} is the way in and tells the phases; the emitters
 * below it each know one thing: the method's frame, instructions, memory transfers, where memory lies, operands, flags, step events. The
 * {@linkplain dev.lockstep.translator.codegen.Local map of the JVM locals} is what they share.
 */
package dev.lockstep.translator.codegen;
