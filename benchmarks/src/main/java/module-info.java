/** JMH benchmarks; the figures they gave are in docs/PERFORMANCE.md. */
module dev.lockstep.benchmarks {
    requires dev.lockstep.kernel;
    requires dev.lockstep.runtime;
    requires dev.lockstep.translator;
    requires jmh.core;
}
