package dev.lockstep.translator.codegen;

/**
 * Where in a region an instruction stands, packed into the int that the place local holds before every instruction that
 * may have to be left to the interpreter.
 *
 * <pre>
 *  31                                 16 15                                  0
 * +-------------------------------------+-------------------------------------+
 * | instructions of its block not       | distance from the region's base     |
 * | executed, itself included           | in halfwords                        |
 * +-------------------------------------+-------------------------------------+
 * </pre>
 */
final class Place {
    /** Halfwords that a region may span. */
    static final int MAX_SPAN = 0xffff;

    static final int DISTANCE_MASK = 0xffff;
    static final int REST_SHIFT = 16;

    private Place() {}

    static int of(int rest, int base, int address) {
        return rest << REST_SHIFT | (address - base) >>> 1;
    }
}
