/* SPDX-License-Identifier: Apache-2.0 */
/* Products of matrices of doubles, SIZE by SIZE. Built with VFP instructions (matrix-double-vfp) and without
   (matrix-double-soft, where libos adds and multiplies); the bits of the results must be the host's. */
#include "harness/rounds.h"

const struct bench bench = {110, 0xecdc8b8f};

enum { MOST = 200 };

static double a[MOST * MOST], b[MOST * MOST], c[MOST * MOST];
static uint32_t n;

/* Between 1/16 and 16, of either sign, with all bits of the fraction. */
static double random_double(uint32_t *state)
{
    uint32_t exponent = 1019 + (os_random(state) >> 29), high = os_random(state), low = os_random(state);
    uint64_t bits = (uint64_t)((high & 0x800fffff) | exponent << 20) << 32 | low;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

bool bench_prepare(uint32_t size)
{
    uint32_t state = 2463534242u;
    if (size < 1 || size > MOST)
        return false;
    n = size;
    for (uint32_t i = 0; i < n * n; i++) {
        a[i] = random_double(&state);
        b[i] = random_double(&state);
    }
    return true;
}

static void multiply(double *restrict to, const double *restrict left, const double *restrict right)
{
    for (uint32_t row = 0; row < n; row++)
        for (uint32_t column = 0; column < n; column++) {
            double sum = 0;
            for (uint32_t k = 0; k < n; k++)
                sum += left[row * n + k] * right[k * n + column];
            to[row * n + column] = sum;
        }
}

uint32_t bench_round(void)
{
    uint32_t sum = 0;
    multiply(c, a, b);
    for (uint32_t i = 0; i < n * n; i++) {
        uint64_t bits;
        memcpy(&bits, &c[i], sizeof bits);
        sum = os_checksum(os_checksum(sum, (uint32_t)bits), (uint32_t)(bits >> 32));
    }
    return sum;
}
