/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks one function of over 100 KB of code, too large for one method of the JVM: straight through, entered by a switch
 * at 32 places, left early, and in loops whose branches span nearly all of it. A loop in C does the same work.
 * big-function [ROUNDS]: default 3.
 */
#include "libos.h"

enum { PARTS = 32, PART = 256, ALL = PARTS * PART };

/* Different in all bits from one step to the next, and no immediate of one instruction. */
#define CONSTANT(n) ((uint32_t)(n) * 2654435761u + 12345u)

/* The empty asm keeps the compiler from making a loop or a sum of neighbours. */
#define STEP(n)                                            \
    value = (value << 5 | value >> 27) ^ CONSTANT(n);      \
    __asm__ volatile("" : "+r"(value));
#define STEPS4(n) STEP(n) STEP((n) + 1) STEP((n) + 2) STEP((n) + 3)
#define STEPS16(n) STEPS4(n) STEPS4((n) + 4) STEPS4((n) + 8) STEPS4((n) + 12)
#define STEPS64(n) STEPS16(n) STEPS16((n) + 16) STEPS16((n) + 32) STEPS16((n) + 48)
#define STEPS256(n) STEPS64(n) STEPS64((n) + 64) STEPS64((n) + 128) STEPS64((n) + 192)
#define PART_OF(n)                                         \
    case n:                                                \
        if (parts-- == 0)                                  \
            goto out;                                      \
        STEPS256((n) * PART)                               \
        __attribute__((fallthrough));
#define PARTS4(n) PART_OF(n) PART_OF(n + 1) PART_OF(n + 2) PART_OF(n + 3)

/* From the given part on, around the end to the beginning, as many parts as are asked for. */
static __attribute__((noinline)) uint32_t big(uint32_t value, uint32_t from, uint32_t parts)
{
    for (;;) {
        switch (from) {
            PARTS4(0) PARTS4(4) PARTS4(8) PARTS4(12) PARTS4(16) PARTS4(20) PARTS4(24) PARTS4(28)
        default:
            break;
        }
        from = 0;
    }
out:
    return value;
}

static uint32_t model(uint32_t value, uint32_t from, uint32_t parts)
{
    for (uint32_t n = from * PART; n < (from + parts) * PART; n++)
        value = (value << 5 | value >> 27) ^ CONSTANT(n % ALL);
    return value;
}

int main(int argc, char **argv)
{
    uint32_t rounds = os_argument(argc, argv, 1, 3), value = 1, want = 1, state = 99u;
    value = big(value, 0, PARTS);
    want = model(want, 0, PARTS);
    for (uint32_t i = 0; i < rounds; i++) {
        uint32_t from = os_random(&state) % PARTS, parts = os_random(&state) % (PARTS + 5);
        value = big(value, from, parts);
        want = model(want, from, parts);
    }
    printf("big-function: %u rounds, %08x, %s\n", rounds, value, value == want ? "as expected" : "WRONG");
    return value == want ? 0 : 1;
}
