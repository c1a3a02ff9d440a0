package dev.lockstep.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Pages are what has rights, and where code is looked for. And little-endian access to guest memory where it lies: in a
 * byte array, at an index.
 *
 * <p>Plain arrays, because an access needs little inlining: one through java.lang.foreign counts some 670 bytecodes against
 * the 8,000 that C2 inlines into one method (docs/PERFORMANCE.md). An index need not be aligned.
 */
public final class Page {
    /** log2 of the size. */
    public static final int SHIFT = 12;

    /** Bytes in a page. */
    public static final int BYTES = 1 << SHIFT;

    /** Two words at an index of a byte array. */
    public static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Words at an index of a byte array. */
    public static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** Halfwords at an index of a byte array. */
    public static final VarHandle HALFWORDS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Page() {}

    /** The two words at an index. */
    static long getLong(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** The word at an index. */
    public static int getInt(byte[] bytes, int at) {
        return (int) WORDS.get(bytes, at);
    }

    /** The halfword, zero-extended. */
    public static int getShort(byte[] bytes, int at) {
        return (short) HALFWORDS.get(bytes, at) & 0xffff;
    }

    /** The byte, zero-extended. */
    public static int getByte(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    public static void putInt(byte[] bytes, int at, int value) {
        WORDS.set(bytes, at, value);
    }

    public static void putShort(byte[] bytes, int at, int value) {
        HALFWORDS.set(bytes, at, (short) value);
    }

    public static void putByte(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
    }
}
