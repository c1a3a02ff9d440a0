/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Doubles without a floating-point unit, as far as the programs of bench/ need them: what the compiler calls for a sum
 * and a product (Run-time ABI for the Arm Architecture, 5.1.2). IEEE 754, to nearest even, with denormal numbers. With
 * soft float a double is passed where a uint64_t is.
 */
#include "libos.h"

enum {
    FRACTION_BITS = 52,
    BIAS = 1023,
    SPECIAL = 2047, /* the exponent of infinities and of numbers that are not */
    EXTRA = 3,      /* bits kept below the fraction until it is rounded; the last one is set if any below it was */
    TOP = FRACTION_BITS + EXTRA
};

static const uint64_t SIGN = 1ull << 63, ONE = 1ull << FRACTION_BITS, FRACTION = (1ull << FRACTION_BITS) - 1;
static const uint64_t INFINITE = (uint64_t)SPECIAL << FRACTION_BITS, QUIET = 1ull << (FRACTION_BITS - 1);

uint64_t __aeabi_dadd(uint64_t a, uint64_t b);
uint64_t __aeabi_dmul(uint64_t a, uint64_t b);

static int exponent_of(uint64_t value)
{
    return (int)(value >> FRACTION_BITS) & SPECIAL;
}

static int leading_zeros(uint64_t value)
{
    uint32_t high = (uint32_t)(value >> 32);
    return high ? __builtin_clz(high) : 32 + __builtin_clz((uint32_t)value);
}

/* Shifts right by 1 or more; bits that are lost are remembered in the last one. */
static uint64_t shift_sticky(uint64_t value, int by)
{
    return by > 63 ? value != 0 : value >> by | (value << (64 - by) != 0);
}

/* Rounds a significand whose first bit is bit TOP; it may be lower where the exponent is 1: the number is denormal. */
static uint64_t rounded(uint64_t sign, int exponent, uint64_t significand)
{
    uint32_t extra = (uint32_t)significand & ((1 << EXTRA) - 1);
    /* The significand's first bit counts the exponent up by one. */
    uint64_t value = ((uint64_t)(exponent - 1) << FRACTION_BITS) + (significand >> EXTRA);
    uint32_t half = 1 << (EXTRA - 1);
    if (extra > half || (extra == half && (value & 1)))
        value++;
    return sign | (value < INFINITE ? value : INFINITE);
}

uint64_t __aeabi_dadd(uint64_t a, uint64_t b)
{
    if ((a & ~SIGN) < (b & ~SIGN)) {
        uint64_t held = a;
        a = b;
        b = held;
    }
    int exponent = exponent_of(a), lower = exponent_of(b);
    uint64_t large = a & FRACTION, small = b & FRACTION;
    if (exponent == SPECIAL) {
        if (large)
            return a | QUIET;
        return lower == SPECIAL && a != b ? INFINITE | QUIET : a;
    }
    if (exponent)
        large |= ONE;
    else
        exponent = 1;
    if (lower)
        small |= ONE;
    else
        lower = 1;
    large <<= EXTRA;
    small <<= EXTRA;
    if (exponent != lower)
        small = shift_sticky(small, exponent - lower);
    if ((int64_t)(a ^ b) >= 0) {
        large += small;
        if (large >> (TOP + 1)) {
            large = shift_sticky(large, 1);
            exponent++;
        }
    } else {
        large -= small;
        if (!large)
            return 0;
        int shift = leading_zeros(large) - (63 - TOP);
        if (shift >= exponent)
            shift = exponent - 1;
        large <<= shift;
        exponent -= shift;
    }
    return rounded(a & SIGN, exponent, large);
}

/* At least one of the two is infinite or not a number. */
static uint64_t special_product(uint64_t a, uint64_t b)
{
    uint64_t sign = (a ^ b) & SIGN;
    a &= ~SIGN;
    b &= ~SIGN;
    if (a > INFINITE || b > INFINITE)
        return (a > INFINITE ? a : b) | QUIET;
    return a && b ? sign | INFINITE : INFINITE | QUIET;
}

uint64_t __aeabi_dmul(uint64_t a, uint64_t b)
{
    uint64_t sign = (a ^ b) & SIGN, left = a & FRACTION, right = b & FRACTION;
    int left_exponent = exponent_of(a), right_exponent = exponent_of(b);
    if (left_exponent == SPECIAL || right_exponent == SPECIAL)
        return special_product(a, b);
    if (left_exponent) {
        left |= ONE;
    } else {
        if (!left)
            return sign;
        int shift = leading_zeros(left) - (63 - FRACTION_BITS);
        left <<= shift;
        left_exponent = 1 - shift;
    }
    if (right_exponent) {
        right |= ONE;
    } else {
        if (!right)
            return sign;
        int shift = leading_zeros(right) - (63 - FRACTION_BITS);
        right <<= shift;
        right_exponent = 1 - shift;
    }
    /* Shifted so that the product's first bit is bit TOP of its upper 64 bits, or the one above. */
    left <<= 8;
    right <<= 64 + TOP - 2 * FRACTION_BITS - 8;
    uint32_t a0 = (uint32_t)left, a1 = (uint32_t)(left >> 32), b0 = (uint32_t)right, b1 = (uint32_t)(right >> 32);
    uint64_t low = (uint64_t)a0 * b0;
    uint64_t middle = (uint64_t)a1 * b0 + (low >> 32);
    uint64_t other = (uint64_t)a0 * b1 + (uint32_t)middle;
    uint64_t high = (uint64_t)a1 * b1 + (middle >> 32) + (other >> 32);
    high |= ((uint32_t)low | (uint32_t)other) != 0;
    int exponent = left_exponent + right_exponent - BIAS;
    if (high >> (TOP + 1)) {
        high = shift_sticky(high, 1);
        exponent++;
    }
    if (exponent >= SPECIAL)
        return sign | INFINITE;
    if (exponent < 1) {
        high = shift_sticky(high, 1 - exponent);
        exponent = 1;
    }
    return rounded(sign, exponent, high);
}
