/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers that look random, the same ones for the same seed. */
#pragma once

#include <stdint.h>

/* The next number, 0 to 2^32 - 1: a counter in steps of the golden ratio, mixed as MurmurHash3 ends. */
static inline uint32_t random_next(uint32_t *state)
{
    uint32_t value = *state += 0x9e3779b9;

    value = (value ^ value >> 16) * 0x85ebca6b;
    value = (value ^ value >> 13) * 0xc2b2ae35;
    return value ^ value >> 16;
}

/* The next number below a limit that is not 0. */
static inline uint32_t random_below(uint32_t *state, uint32_t limit)
{
    return (uint32_t)((uint64_t)random_next(state) * limit >> 32);
}
