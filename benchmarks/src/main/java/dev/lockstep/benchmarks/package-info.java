/**
 * What the hot paths cost. Of the machine: {@link dev.lockstep.benchmarks.InstructionBenchmark} and
 * {@link dev.lockstep.benchmarks.LoopBenchmark} per guest instruction, {@link dev.lockstep.benchmarks.StepHashBenchmark} per
 * step event, {@link dev.lockstep.benchmarks.TranslationBenchmark} per function translated. Of processes:
 * {@link dev.lockstep.benchmarks.ProcessBenchmark} per fork, switch, system call and exec,
 * {@link dev.lockstep.benchmarks.BigForkBenchmark} per fork of much memory,
 * {@link dev.lockstep.benchmarks.AddressSpaceBenchmark} the part of memory in that.
 *
 * <p>Guest programs are made by a {@link dev.lockstep.benchmarks.GuestProgram}, or are prebuilt; without a kernel they run on
 * a {@link dev.lockstep.benchmarks.BareMachine}. Build with Maven, then {@code java -jar
 * benchmarks/target/benchmarks.jar [NAME]} in the folder of the project; {@code -prof gc} shows what a hot path allocates.
 */
package dev.lockstep.benchmarks;
