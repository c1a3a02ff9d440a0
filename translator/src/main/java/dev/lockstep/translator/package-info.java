/**
 * ARM to JVM bytecode. {@link dev.lockstep.translator.TranslatingEngine} is the room's front door: it mixes translated code
 * with the interpreter so that every budget ends exactly. What a program's translated code looks like is told by
 * {@code codegen.RegionCompiler}, phase by phase; {@code analysis} prepares, {@code linkage} is what generated classes link
 * to, {@code aot} puts translated programs into jars.
 *
 * <p>Words: a <em>region</em> is what becomes one Java method; an <em>entry</em> is a block where a region can be entered;
 * the <em>place</em> says where a region was left; an instruction that is <em>left to the interpreter</em> has changed
 * nothing yet.
 */
package dev.lockstep.translator;
