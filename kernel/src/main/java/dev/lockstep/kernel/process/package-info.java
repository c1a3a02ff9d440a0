/**
 * Processes: what is kept of each, how they come and go, and how they wait for each other.
 *
 * <p>A process is a number: the slot of its record in {@code ProcessRecords}, with its registers, hashes, clock, page tables
 * and relatives. Only the process that is switched in is an object, {@link dev.lockstep.kernel.process.UserProcess}, one for
 * a hart. {@link dev.lockstep.kernel.process.ProcessTable} is the only one that makes, forks, replaces and ends processes;
 * begin to read there.
 *
 * <ul>
 *   <li>What a record holds: {@code SavedProcessor} the registers, as a switch stores and loads them; {@code ChildRecord} fills
 *       that of a forked child; {@code ProcessNames} its pid path; {@code Belongings} what few processes have, beside it.
 *   <li>What a process runs: a {@link dev.lockstep.kernel.process.Template} is a loaded image whose pages and decoded code all
 *       its processes share, {@code RunningPrograms} who runs which with what arguments. {@code ProcessMemory} gives memory
 *       and takes it back: it is freed the moment a process ends, and what stays until its parent has waited is the record.
 *   <li>Whose turn it is: {@code RunQueue}.
 *   <li>Children and waiting: {@code Family} has a parent's children, by ordinal ({@code ChildTables}) and in the order in which
 *       they may end ({@code ChildOrder}); {@link dev.lockstep.kernel.process.Waits} answers waitpid.
 *   <li>Between harts: {@code Migrator} decides who goes, {@code Lodgings} sends and takes in, as a {@code Traveller};
 *       {@code Post} tells the other hart what it needs to know, through {@link dev.lockstep.kernel.process.Mailboxes} to its
 *       {@code Recipient}.
 *   <li>At the end: {@link dev.lockstep.kernel.process.Obituary} tells why a process was killed.
 * </ul>
 *
 * <h2>Waiting without a schedule</h2>
 *
 * <p>Which child waitpid(-1) gives, and whether WNOHANG finds one, lands in registers and so in the hash; it may depend
 * on nothing but what the processes themselves did. Time is therefore counted, not measured. Each process has a
 * <em>clock</em>: it advances by one with each instruction that the process retires, a forked child's starts where its
 * parent's stands, and a parent that has waited for a child goes on at the later of both clocks. A child ends
 * <em>at</em> its clock. By that time, and the ordinal where two times are equal, there is one order of ends, and:
 *
 * <ul>
 *   <li>waitpid(-1) gives the first child in that order that has not been waited for. It may answer only when no child
 *       that still lives could end earlier.
 *   <li>WNOHANG, called at clock T, gives a child that ended at T or before. It may answer only when each child it asks
 *       about has ended or is past T.
 * </ul>
 *
 * <p>Until it may answer, the caller stands still inside the kernel and others run ({@link
 * dev.lockstep.kernel.process.Waits} tells how it is found out). How early a living child could end is its <em>lower
 * bound</em>: its clock, or when it waits itself the bound of what it waits for, if that is later. Waiting goes from
 * parent to child only, so the deepest waiter can always be answered and nothing locks up.
 *
 * <p>What does depend on the schedule, and must: what is left when memory or the process table runs out, and who reads
 * which part of a shared standard input.
 */
package dev.lockstep.kernel.process;
