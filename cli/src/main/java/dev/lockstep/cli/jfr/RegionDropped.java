package dev.lockstep.cli.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A translated region was taken out of use because its instructions had changed. */
@Name("dev.lockstep.RegionDropped")
@Label("Region dropped")
@Category("Lockstep")
@StackTrace(false)
final class RegionDropped extends Event {
    @Label("Function")
    String function;

    @Label("Guest address")
    @MemoryAddress
    long address;
}
