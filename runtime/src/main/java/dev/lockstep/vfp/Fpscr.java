package dev.lockstep.vfp;

/**
 * The fields of the FPSCR, bits within a word (ARM1176JZF-S TRM DDI 0301H 20.4.2):
 *
 * <pre>
 *  31 30 29 28 27 26 25 24 23 22 21  20 19 18  16   8  7 6 5  4   3   2   1   0
 * +--+--+--+--+-----+--+--+-----+------+--+-----+----+---+---+---+---+---+---+---+
 * |N |Z |C |V |  0  |DN|FZ|RMODE|STRIDE|0 | LEN | 0  |IDC| 0 |IXC|UFC|OFC|DZC|IOC|
 * +--+--+--+--+-----+--+--+-----+------+--+-----+----+---+---+---+---+---+---+---+
 * </pre>
 *
 * Exceptions are not trapped: their enable bits are zero whatever is written.
 */
public final class Fpscr {
    /** Less than. */
    public static final int N = 1 << 31;

    /** Equal. */
    public static final int Z = 1 << 30;

    /** Greater than, equal, or unordered. */
    public static final int C = 1 << 29;

    /** Unordered. */
    public static final int V = 1 << 28;

    /** All four condition flags. */
    public static final int NZCV = N | Z | C | V;

    /** Default NaN mode: every NaN result is the default NaN. */
    public static final int DN = 1 << 25;

    /** Flush-to-zero mode. */
    public static final int FZ = 1 << 24;

    /** Rounding mode: nearest even, towards plus infinity, towards minus infinity, towards zero. */
    public static final int RMODE = 3 << 22;

    public static final int TO_NEAREST = 0;
    public static final int TO_PLUS_INFINITY = 1 << 22;
    public static final int TO_MINUS_INFINITY = 2 << 22;
    public static final int TO_ZERO = 3 << 22;

    /** How far apart the registers of a short vector are: 0 means 1, 3 means 2. */
    public static final int STRIDE = 3 << 20;

    /** The length of short vectors, minus 1. */
    public static final int LEN = 7 << 16;

    /** Cumulative: a denormal operand was flushed to zero. */
    public static final int IDC = 1 << 7;

    /** Cumulative: a result was inexact. */
    public static final int IXC = 1 << 4;

    /** Cumulative: a result was tiny and inexact, or flushed to zero. */
    public static final int UFC = 1 << 3;

    /** Cumulative: a result was too large. */
    public static final int OFC = 1 << 2;

    /** Cumulative: a finite number was divided by zero. */
    public static final int DZC = 1 << 1;

    /** Cumulative: an operation was invalid. */
    public static final int IOC = 1;

    /** Every bit that can be written. */
    public static final int WRITABLE = NZCV | DN | FZ | RMODE | STRIDE | LEN | IDC | IXC | UFC | OFC | DZC | IOC;

    private Fpscr() {}
}
