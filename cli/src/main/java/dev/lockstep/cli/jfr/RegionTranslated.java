package dev.lockstep.cli.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A region of a guest program was translated while it ran. */
@Name("dev.lockstep.RegionTranslated")
@Label("Region translated")
@Category("Lockstep")
@StackTrace(false)
final class RegionTranslated extends Event {
    @Label("Function")
    String function;

    @Label("Guest address")
    @MemoryAddress
    long address;

    @Label("Guest instructions")
    int instructions;

    @Label("Bytecode")
    @DataAmount
    int bytecode;

    @Label("Time taken")
    @Timespan(Timespan.NANOSECONDS)
    long time;
}
