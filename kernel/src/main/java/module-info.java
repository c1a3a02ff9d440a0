/** The equivalence OS: processes, scheduler and system calls. Its door is {@link dev.lockstep.kernel.Kernel}. */
module dev.lockstep.kernel {
    requires transitive dev.lockstep.runtime;
    requires transitive dev.lockstep.translator;

    exports dev.lockstep.kernel;
    exports dev.lockstep.kernel.api;
    exports dev.lockstep.kernel.check;
    exports dev.lockstep.kernel.diff;
    exports dev.lockstep.kernel.fs;
}
