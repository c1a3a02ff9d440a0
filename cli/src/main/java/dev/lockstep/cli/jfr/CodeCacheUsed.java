package dev.lockstep.cli.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The code cache was asked for a program's code, or got it. */
@Name("dev.lockstep.CodeCacheUsed")
@Label("Code cache used")
@Category("Lockstep")
@StackTrace(false)
final class CodeCacheUsed extends Event {
    @Label("Key")
    String key;

    @Label("Result")
    String result;

    @Label("Entry")
    @DataAmount
    long bytes;

    @Label("Time taken")
    @Timespan(Timespan.NANOSECONDS)
    long time;
}
