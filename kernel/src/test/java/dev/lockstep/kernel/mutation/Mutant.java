package dev.lockstep.kernel.mutation;

/**
 * A fault.
 *
 * @param room where it is: translator, memory, kernel, machine
 * @param name what is wrong, in a few words
 * @param className binary name of the class that is edited
 * @param method its method; of overloads, all are searched in their order
 * @param edit what is changed
 * @param program that meets the fault
 * @param expected regular expression for the instruction at the step that must be named; empty where the damage itself tells
 *     the step
 */
record Mutant(String room, String name, String className, String method, Edit edit, String program, String expected) {}
