/** The equivalence OS: processes, scheduler and system calls. Its door is {@link dev.lockstep.kernel.Kernel}. */
module dev.lockstep.kernel {
    requires transitive dev.lockstep.runtime;

    exports dev.lockstep.kernel;
    exports dev.lockstep.kernel.api;
    exports dev.lockstep.kernel.fs;
}
