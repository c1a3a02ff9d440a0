/** ARM to JVM bytecode: analysis, code generation, ahead-of-time jars, and the engine that runs what they make. */
module dev.lockstep.translator {
    requires transitive dev.lockstep.runtime;
    requires org.objectweb.asm;

    exports dev.lockstep.translator;
    exports dev.lockstep.translator.aot;
    // Translated classes live outside every module and link to this package by name.
    exports dev.lockstep.translator.linkage;
}
