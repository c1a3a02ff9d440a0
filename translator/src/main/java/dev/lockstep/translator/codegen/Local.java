package dev.lockstep.translator.codegen;

/**
 * The JVM locals of a region's method. The low ones are the cheapest to encode.
 *
 * <pre>
 *  0 processor     1 entry point, then where control goes     2 depth of the call     3 budget left
 *  4 where the flags are: their form     5 status register (hashing only)     6 tag for loads in the soft TLB
 *  8 to 12 flags n, z, a, b, s     13 place: see {@link Place}     14 reg-hash     15 pc-hash     16, 17 scratch
 * 18 to 32 r0 to r14     33 to 42 flat memory, else 33 the tag for stores
 * </pre>
 */
final class Local {
    static final int CPU = 0;
    static final int PC = 1;
    static final int DEPTH = 2;
    static final int BUDGET = 3;
    static final int STATUS = 5;
    static final int FORM = 4;
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
    static final int SCRATCH = 17;

    static final int WRITE_TAG = 33;
    static final int COUNT = 43;

    /** Of flat memory, see {@link dev.lockstep.translator.linkage.FlatAccess}. */
    static final int MASK = 33;

    static final int MAIN_BASE = 34;
    static final int MAIN_LENGTH = 35;
    static final int STORE_BASE = 36;
    static final int STORE_LENGTH = 37;
    static final int STACK_BASE = 38;
    static final int STACK_START = 39;
    static final int STACK_LENGTH = 40;
    static final int DISTANCE = 41;
    static final int BYTES = 42;

    private static final int REGISTERS = 18;

    private Local() {}

    /** The local of r0 to r14. */
    static int register(int number) {
        return REGISTERS + number;
    }
}
