/* SPDX-License-Identifier: Apache-2.0 */
/* A loop that forks keeps all it needs in registers: what the parent stored while a child lives would be copied. */
#include "rounds.h"

int ultra_rounds(uint32_t rounds, uint32_t (*round)(uint32_t operations), uint32_t operations, uint32_t wanted)
{
    for (uint32_t i = 1; i <= rounds; i++) {
        uint32_t checksum = round(operations);
        printf("round %u %08x\n", i, checksum);
        if (checksum != wanted) {
            printf("wrong: wanted %08x\n", wanted);
            return 1;
        }
    }
    return 0;
}

uint32_t ultra_fork_exit_wait(uint32_t forks)
{
    static int status;
    uint32_t sum = 0;
    for (uint32_t i = 0; i < forks; i++) {
        int child = os_fork();
        if (child == 0)
            os_exit((int)(i & 0xff));
        if (child < 0)
            return (uint32_t)child;
        int collected = os_collect(child, &status);
        sum += (uint32_t)os_code(collected, status);
    }
    return sum;
}

uint32_t ultra_sum_of_codes(uint32_t forks)
{
    uint32_t rest = forks & 0xff;
    return (forks >> 8) * (255 * 128) + rest * (rest - 1) / 2;
}
