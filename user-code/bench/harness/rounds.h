/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a benchmark program is: a working set made once, and rounds that all do the same work with it. harness/rounds.c
 * has its main: PROG [ROUNDS=3 [SIZE]].
 */
#ifndef BENCH_ROUNDS_H
#define BENCH_ROUNDS_H

#include "libos.h"

/* What the program is measured with: a round takes qemu-arm 50 to 200 ms. */
struct bench {
    uint32_t size;     /* the SIZE when none is given */
    uint32_t checksum; /* of every round with that size */
};

extern const struct bench bench;

/* Makes the working set, and checks what can be checked beforehand; false when the size does not suit, or on a fault. */
bool bench_prepare(uint32_t size);

/* Does one round's work: its checksum, the same for each round; what a round changes, it makes anew. */
uint32_t bench_round(void);

/* The checksum of bytes. */
uint32_t bench_fold(uint32_t sum, const uint8_t *bytes, uint32_t count);

#endif
