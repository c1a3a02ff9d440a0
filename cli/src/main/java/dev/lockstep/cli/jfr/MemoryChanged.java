package dev.lockstep.cli.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A process was promoted to flat memory, or went back to pages. */
@Name("dev.lockstep.MemoryChanged")
@Label("Memory changed")
@Category("Lockstep")
@StackTrace(false)
final class MemoryChanged extends Event {
    @Label("Process")
    String process;

    @Label("Flat")
    boolean flat;

    @Label("Reason")
    String reason;

    @Label("Memory")
    @DataAmount
    long bytes;

    @Label("Time taken")
    @Timespan(Timespan.NANOSECONDS)
    long time;
}
