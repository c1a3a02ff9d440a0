package dev.lockstep.translator.codegen;

import dev.lockstep.translator.analysis.Neighbours;

/**
 * The JVM locals of a region's method. The low ones are the cheapest to encode.
 *
 * <pre>
 *  0 processor     1 guest address of flat memory's main window     2 mask of its indices     3 address of an access
 *  4 where the flags are: their form     5 status register (hashing only)     6, 7 tag for loads in the soft TLB
 *  8 to 12 flags n, z, a, b, s     13 place: see {@link Place}     14 reg-hash     15 pc-hash     16 scratch
 * 17 budget left     18 to 32 r0 to r14     33 to 40 flat memory, else 33, 34 the tag for stores
 * 41 entry point, then where control goes     42 depth of the call     43 to 46 addresses of neighbouring accesses
 * </pre>
 */
final class Local {
    static final int CPU = 0;

    /** Of flat memory, like those from {@link #MAIN_LENGTH} on, see {@link dev.lockstep.translator.linkage.FlatAccess}. */
    static final int MAIN_BASE = 1;

    static final int MASK = 2;
    static final int SCRATCH = 3;
    static final int FORM = 4;
    static final int STATUS = 5;
    static final int TAG = 6;
    static final int N = 8;
    static final int Z = 9;
    static final int A = 10;
    static final int B = 11;
    static final int S = 12;
    static final int PLACE = 13;
    static final int REG_HASH = 14;
    static final int PC_HASH = 15;
    static final int ADDRESS = 16;
    static final int BUDGET = 17;

    /** Where memory is not flat. */
    static final int WRITE_TAG = 33;

    static final int MAIN_LENGTH = 33;
    static final int STORE_START = 34;
    static final int STORE_LENGTH = 35;
    static final int STACK_BASE = 36;
    static final int STACK_START = 37;
    static final int STACK_LENGTH = 38;
    static final int DISTANCE = 39;
    static final int BYTES = 40;
    static final int PC = 41;
    static final int DEPTH = 42;
    static final int NEIGHBOURS = 43;
    static final int COUNT = NEIGHBOURS + Neighbours.MOST;

    private static final int REGISTERS = 18;

    private Local() {}

    /** The local of r0 to r14. */
    static int register(int number) {
        return REGISTERS + number;
    }
}
