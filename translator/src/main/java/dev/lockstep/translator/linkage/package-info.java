/**
 * What generated classes link to: the class they extend, guest memory, flags, and guest calls. Everything here is named
 * in bytecode by {@code dev.lockstep.translator.codegen}.
 */
package dev.lockstep.translator.linkage;
