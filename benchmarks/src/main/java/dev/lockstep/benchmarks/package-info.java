/**
 * What the hot paths cost: {@link dev.lockstep.benchmarks.InstructionBenchmark} per guest instruction,
 * {@link dev.lockstep.benchmarks.StepHashBenchmark} per step event,
 * {@link dev.lockstep.benchmarks.AddressSpaceBenchmark} per fork and copied page. Build with Maven, then
 * {@code java -jar benchmarks/target/benchmarks.jar [NAME]}; {@code -prof gc} shows what a hot path allocates.
 */
package dev.lockstep.benchmarks;
