/* SPDX-License-Identifier: Apache-2.0 */
/* In how many ways SIZE queens stand on a board without threatening each other: recursion, bits, little memory. */
#include "harness/rounds.h"

const struct bench bench = {13, 0x00011ff0};

static uint32_t all;

bool bench_prepare(uint32_t size)
{
    all = (1u << size % 32) - 1;
    return size >= 1 && size <= 16;
}

/* Bits are columns: those taken, and those that are threatened along both diagonals in this row. */
static uint32_t ways(uint32_t taken, uint32_t left, uint32_t right)
{
    if (taken == all)
        return 1;
    uint32_t count = 0;
    for (uint32_t free = all & ~(taken | left | right); free; free &= free - 1) {
        uint32_t queen = free & -free;
        count += ways(taken | queen, (left | queen) << 1, (right | queen) >> 1);
    }
    return count;
}

uint32_t bench_round(void)
{
    return ways(0, 0, 0);
}
