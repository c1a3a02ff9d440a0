/* SPDX-License-Identifier: Apache-2.0 */
/* The rounds of a program that is timed from outside, and what all of them do in a round. */
#ifndef ULTRA_ROUNDS_H
#define ULTRA_ROUNDS_H

#include "children.h"

/*
 * Does a round of so many operations again and again. After each one it prints "round K CHECKSUM", by one write, so that
 * who measures can stamp the lines as they arrive: the program's exit code, 0 when every round's checksum was the one
 * wanted.
 */
int ultra_rounds(uint32_t rounds, uint32_t (*round)(uint32_t operations), uint32_t operations, uint32_t wanted);

/*
 * Forks so many children, each after the one before has ended, which end at once with the lowest 8 bits of their number:
 * the sum of their codes, or a negative errno when there is no child.
 */
uint32_t ultra_fork_exit_wait(uint32_t forks);

/* What ultra_fork_exit_wait should give. */
uint32_t ultra_sum_of_codes(uint32_t forks);

#endif
