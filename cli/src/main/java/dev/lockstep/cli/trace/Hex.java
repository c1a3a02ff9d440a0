package dev.lockstep.cli.trace;

/** Hexadecimal digits. */
final class Hex {
    private Hex() {}

    /**
     * The lowest digits of a number, with zeros in front.
     *
     * @param count how many, 1 to 8
     */
    static String digits(int value, int count) {
        char[] digits = new char[count];
        for (int i = 0; i < count; i++) {
            digits[i] = Character.forDigit(value >>> 4 * (count - 1 - i) & 15, 16);
        }
        return new String(digits);
    }
}
