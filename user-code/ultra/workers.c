/* SPDX-License-Identifier: Apache-2.0 */
/* Processes that have work to do: a parent forks workers, each of which keeps sums in memory for a while and ends with a
   code made of them, and waits for all of them by name. What the sums must be is known beforehand.
   workers [WORKERS=4 [ROUNDS=300]]: at most 1000 workers. */
#include "children.h"

enum { MOST = 1000, SUMS = 64 };

static uint32_t sums[SUMS];

/* All of 0 * factor, 1 * factor, ... (rounds - 1) * factor, each added to another of the sums. */
static uint32_t work(uint32_t factor, uint32_t rounds)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < rounds; i++)
        sums[i % SUMS] += i * factor;
    for (uint32_t i = 0; i < SUMS; i++)
        all += sums[i];
    return all;
}

static uint32_t expected(uint32_t factor, uint32_t rounds)
{
    uint64_t all = (uint64_t)rounds * (rounds - 1) / 2;
    return (uint32_t)all * factor;
}

static uint32_t code(uint32_t all)
{
    return (all ^ all >> 8 ^ all >> 16 ^ all >> 24) & 0xff;
}

int main(int argc, char **argv)
{
    uint32_t workers = os_argument(argc, argv, 1, 4), rounds = os_argument(argc, argv, 2, 300), right = 0;
    if (workers > MOST || rounds == 0)
        return 2;
    for (uint32_t worker = 1; worker <= workers; worker++) {
        int child = os_fork();
        if (child == 0)
            os_exit((int)code(work(worker, rounds)));
        if (child < 0 || !os_child_keep(worker, child))
            return 3;
    }
    for (uint32_t worker = 1; worker <= workers; worker++)
        right += (uint32_t)os_wait(os_child_name(worker)) == code(expected(worker, rounds));
    printf("workers: %u of %u right\n", right, workers);
    return right == workers ? 0 : 1;
}
