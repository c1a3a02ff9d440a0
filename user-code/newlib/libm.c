/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mathematical library over a grid of arguments, in float and double: for each function a checksum over all results
 * to the bit, and some values to find by eye what differs. Every NaN counts as the same.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef double (*unary)(double);
typedef float (*unary_float)(float);
typedef double (*binary)(double, double);
typedef float (*binary_float)(float, float);

static uint32_t sum;

static void absorb(uint32_t word)
{
    for (int i = 0; i < 4; i++) {
        sum = (sum ^ (word >> 8 * i & 0xff)) * 16777619u;
    }
}

static double absorbed(double value)
{
    uint64_t bits = 0x7ff8000000000000ULL;

    if (value == value) {
        memcpy(&bits, &value, sizeof bits);
    }
    absorb((uint32_t)bits);
    absorb((uint32_t)(bits >> 32));
    return value;
}

static float absorbed_float(float value)
{
    uint32_t bits = 0x7fc00000;

    if (value == value) {
        memcpy(&bits, &value, sizeof bits);
    }
    absorb(bits);
    return value;
}

static const double special[] = {
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 1e-300, 1e300, -1e300, 4.9e-324, 2.2250738585072014e-308,
    1.7976931348623157e308, HUGE_VAL, -HUGE_VAL, NAN, 3.14159265358979312, 1.57079632679489656, 0.693147180559945286,
    1e22, 710.0, -745.2, 170.5, 1.0000000000000002, 0.99999999999999989,
};

enum { SPECIAL = sizeof special / sizeof special[0] };

/* Argument number i of a grid: first the special values, then magnitudes from 2^-20 to 2^20 with either sign. */
static double argument(int i)
{
    if (i < SPECIAL) {
        return special[i];
    }
    i -= SPECIAL;
    uint32_t mixed = (uint32_t)i * 2654435761u;
    double fraction = 1.0 + mixed / 4294967296.0;
    double value = ldexp(fraction, i % 41 - 20);
    return mixed & 0x800 ? -value : value;
}

static const struct {
    const char *name;
    unary of;
    unary_float of_float;
} unaries[] = {
    {"sin", sin, sinf}, {"cos", cos, cosf}, {"tan", tan, tanf}, {"asin", asin, asinf}, {"acos", acos, acosf},
    {"atan", atan, atanf}, {"sinh", sinh, sinhf}, {"cosh", cosh, coshf}, {"tanh", tanh, tanhf},
    {"asinh", asinh, asinhf}, {"acosh", acosh, acoshf}, {"atanh", atanh, atanhf}, {"exp", exp, expf},
    {"exp2", exp2, exp2f}, {"expm1", expm1, expm1f}, {"log", log, logf}, {"log2", log2, log2f},
    {"log10", log10, log10f}, {"log1p", log1p, log1pf}, {"sqrt", sqrt, sqrtf}, {"cbrt", cbrt, cbrtf},
    {"erf", erf, erff}, {"erfc", erfc, erfcf}, {"tgamma", tgamma, tgammaf}, {"lgamma", lgamma, lgammaf},
    {"floor", floor, floorf}, {"ceil", ceil, ceilf}, {"trunc", trunc, truncf}, {"round", round, roundf},
    {"rint", rint, rintf}, {"nearbyint", nearbyint, nearbyintf}, {"fabs", fabs, fabsf}, {"logb", logb, logbf},
};

static const struct {
    const char *name;
    binary of;
    binary_float of_float;
} binaries[] = {
    {"pow", pow, powf}, {"atan2", atan2, atan2f}, {"fmod", fmod, fmodf}, {"hypot", hypot, hypotf},
    {"remainder", remainder, remainderf}, {"copysign", copysign, copysignf}, {"nextafter", nextafter, nextafterf},
    {"fdim", fdim, fdimf}, {"fmax", fmax, fmaxf}, {"fmin", fmin, fminf},
};

static void print_double(double value)
{
    if (value != value) {
        printf(" nan");
    } else {
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        printf(" %.17g %08x%08x", value, (unsigned)(bits >> 32), (unsigned)bits);
    }
}

static void unary_functions(int count)
{
    for (size_t f = 0; f < sizeof unaries / sizeof unaries[0]; f++) {
        sum = 2166136261u;
        for (int i = 0; i < count; i++) {
            absorbed(unaries[f].of(argument(i)));
        }
        printf("%-10s double %08x", unaries[f].name, (unsigned)sum);
        for (int i = SPECIAL; i < SPECIAL + 3; i++) {
            print_double(unaries[f].of(argument(i * 7)));
        }
        sum = 2166136261u;
        for (int i = 0; i < count; i++) {
            absorbed_float(unaries[f].of_float((float)argument(i)));
        }
        printf(" float %08x", (unsigned)sum);
        print_double((double)unaries[f].of_float((float)argument(SPECIAL * 5)));
        printf("\n");
    }
}

static void binary_functions(int count)
{
    for (size_t f = 0; f < sizeof binaries / sizeof binaries[0]; f++) {
        sum = 2166136261u;
        for (int i = 0; i < count; i++) {
            absorbed(binaries[f].of(argument(i), argument((i * 17 + 5) % count)));
        }
        printf("%-10s double %08x", binaries[f].name, (unsigned)sum);
        print_double(binaries[f].of(argument(SPECIAL + 9), argument(SPECIAL + 20)));
        sum = 2166136261u;
        for (int i = 0; i < count; i++) {
            absorbed_float(binaries[f].of_float((float)argument(i), (float)argument((i * 17 + 5) % count)));
        }
        printf(" float %08x\n", (unsigned)sum);
    }
}

static void others(int count)
{
    int exponent;
    double whole;

    sum = 2166136261u;
    for (int i = 0; i < count; i++) {
        double x = argument(i);
        if (isfinite(x)) {
            absorbed(frexp(x, &exponent));
            absorb((uint32_t)exponent);
        }
        absorbed(modf(x, &whole));
        absorbed(whole);
        absorbed(ldexp(x, i % 64 - 32));
        absorbed(scalbn(x, 3 - i));
        absorbed(fma(x, argument((i * 5 + 1) % count), argument((i * 3 + 2) % count)));
        absorb((uint32_t)fpclassify(x));
        absorb(signbit(x) != 0);
    }
    printf("others     double %08x\n", (unsigned)sum);

    sum = 2166136261u;
    for (int i = 0; i < count; i++) {
        double x = argument(i), y = argument((i * 11 + 3) % count);
        absorbed(x + y);
        absorbed(x - y);
        absorbed(x * y);
        absorbed(x / y);
        absorbed_float((float)x + (float)y);
        absorbed_float((float)x * (float)y);
        absorbed_float((float)x / (float)y);
        absorbed((double)(float)x);
        absorb((uint32_t)((x < y) | (x <= y) << 1 | (x == y) << 2 | (x != y) << 3 | (x > y) << 4));
        if (fabs(x) < 2e9) {
            absorb((uint32_t)(int32_t)x);
            absorbed((double)(int32_t)(x * 3));
            absorbed_float((float)(uint32_t)fabs(x));
            absorbed((double)(int64_t)(x * 1e6));
        }
    }
    printf("arithmetic        %08x\n", (unsigned)sum);
}

int main(int argc, char **argv)
{
    int count = SPECIAL + (argc > 1 ? atoi(argv[1]) : 60);

    unary_functions(count);
    binary_functions(count);
    others(count);
    return 0;
}
