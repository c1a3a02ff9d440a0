/* SPDX-License-Identifier: Apache-2.0 */
/* What the size of the parent does to a fork: fork-storm's loop in a parent that has written to all of its large heap.
   The codes of all children of a round must add up, and in the end the heap must hold what was written.
   big-fork [MB [ROUNDS [FORKS]]]: default 1 MB, 3 rounds of 20 forks each; at most 1024 MB. */
#include "harness/rounds.h"

enum { STRIDE = 64 / sizeof(uint32_t), MOST_MEGABYTES = 1024 };

int main(int argc, char **argv)
{
    uint32_t megabytes = os_argument(argc, argv, 1, 1), rounds = os_argument(argc, argv, 2, 3);
    uint32_t forks = os_argument(argc, argv, 3, 20), words = megabytes << 18;
    if (megabytes > MOST_MEGABYTES)
        return 2;
    uint32_t *heap = malloc(megabytes << 20);
    if (!heap) {
        printf("big-fork: no memory of %u MB\n", megabytes);
        return 1;
    }
    for (uint32_t i = 0; i < words; i += STRIDE)
        heap[i] = i + 1;
    int code = ultra_rounds(rounds, ultra_fork_exit_wait, forks, ultra_sum_of_codes(forks));
    uint32_t bad = 0;
    for (uint32_t i = 0; i < words; i += STRIDE)
        bad += heap[i] != i + 1;
    printf("big-fork: %u MB, %u words changed\n", megabytes, bad);
    return bad ? 1 : code;
}
