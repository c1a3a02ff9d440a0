/* SPDX-License-Identifier: Apache-2.0 */
/* How fast processes take turns: in each round a child is forked, both yield that many times, and the child ends with a
   code made of what it has counted.
   ping-pong [ROUNDS [YIELDS]]: default 3 rounds of 1000 yields of each of the two. */
#include "harness/rounds.h"

static uint32_t yield_often(uint32_t yields)
{
    uint32_t count = 0;
    while (count < yields) {
        os_yield();
        count++;
    }
    return count;
}

static uint32_t code_of(uint32_t count)
{
    return (31 * count + 7) & 0xff;
}

static uint32_t ping_pong(uint32_t yields)
{
    int child = os_fork();
    uint32_t count = yield_often(yields);
    if (child == 0)
        os_exit((int)code_of(count));
    return child < 0 ? (uint32_t)child : (uint32_t)os_wait(child) + count;
}

int main(int argc, char **argv)
{
    uint32_t rounds = os_argument(argc, argv, 1, 3), yields = os_argument(argc, argv, 2, 1000);
    return ultra_rounds(rounds, ping_pong, yields, code_of(yields) + yields);
}
