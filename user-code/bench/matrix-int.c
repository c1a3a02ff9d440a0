/* SPDX-License-Identifier: Apache-2.0 */
/* Products of integer matrices, SIZE by SIZE, by the definition: strided loads and multiply-accumulate. */
#include "harness/rounds.h"

const struct bench bench = {280, 0x308841f5};

enum { MOST = 320 };

static uint32_t a[MOST * MOST], b[MOST * MOST], c[MOST * MOST];
static uint32_t n;

bool bench_prepare(uint32_t size)
{
    uint32_t state = 521288629u;
    if (size < 1 || size > MOST)
        return false;
    n = size;
    for (uint32_t i = 0; i < n * n; i++) {
        a[i] = os_random(&state);
        b[i] = os_random(&state) | 1;
    }
    return true;
}

static void multiply(uint32_t *restrict to, const uint32_t *restrict left, const uint32_t *restrict right)
{
    for (uint32_t row = 0; row < n; row++)
        for (uint32_t column = 0; column < n; column++) {
            uint32_t sum = 0;
            for (uint32_t k = 0; k < n; k++)
                sum += left[row * n + k] * right[k * n + column];
            to[row * n + column] = sum;
        }
}

uint32_t bench_round(void)
{
    uint32_t sum = 0;
    multiply(c, a, b);
    for (uint32_t i = 0; i < n * n; i++)
        sum = os_checksum(sum, c[i]);
    return sum;
}
