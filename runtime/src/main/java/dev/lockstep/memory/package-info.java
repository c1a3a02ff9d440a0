/**
 * Guest memory, copied on write.
 *
 * <p>From above: {@link dev.lockstep.memory.AddressSpaces} is the one object that a hart of a kernel owns. An {@link
 * dev.lockstep.memory.AddressSpace} is what the process that is switched in sees: pages with {@link
 * dev.lockstep.memory.Rights}, and an access that may not happen is a {@link dev.lockstep.memory.MemoryFault}. The {@link
 * dev.lockstep.memory.SoftTlb} caches where bytes lie, for interpreter and translated code; {@code SpaceTags} tell one space
 * from another there.
 *
 * <p>Below, nothing is a Java object, and all is shared by relatives until one of them writes: {@code PageTables} are trees
 * of tables, known by the number of their root ({@code TableKey} says what a table is for; {@code PageRanges} maps and unmaps);
 * {@code PageContents} are the pages at their leaves, each a table of {@linkplain dev.lockstep.memory.Granule granules};
 * {@link dev.lockstep.memory.TablePool} and {@code GranulePool} keep both in large arrays, with counts of who names them. All
 * that they take comes out of a {@link dev.lockstep.memory.MemoryBudget}, which harts share by an {@link
 * dev.lockstep.memory.Allowance}.
 *
 * <p>Two things beside that: {@code Promotion} lays the pages of a process that runs long side by side in one array, the
 * {@link dev.lockstep.memory.FlatMemory} of which translated code sees two {@linkplain dev.lockstep.memory.FlatWindow
 * windows}; and a {@link dev.lockstep.memory.MemoryParcel} takes a process's memory to another hart.
 */
package dev.lockstep.memory;
