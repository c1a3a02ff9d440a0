/* SPDX-License-Identifier: Apache-2.0 */
/* Checks deep recursion over bit sets: the ways to place N queens.
   nqueens [N]: default 8, which has 92; at most 16. */
#include "libos.h"

static uint32_t place(uint32_t all, uint32_t columns, uint32_t left, uint32_t right)
{
    if (columns == all)
        return 1;
    uint32_t ways = 0;
    for (uint32_t open = all & ~(columns | left | right), spot; open; open ^= spot) {
        spot = open & -open;
        ways += place(all, columns | spot, (left | spot) << 1, (right | spot) >> 1);
    }
    return ways;
}

int main(int argc, char **argv)
{
    static const uint32_t known[] = {1,   1,   0,    0,     2,     10,    4,      40,      92,
                                     352, 724, 2680, 14200, 73712, 365596, 2279184, 14772512};
    uint32_t n = os_argument(argc, argv, 1, 8);
    if (n > 16)
        return 2;
    uint32_t ways = place((1u << n) - 1, 0, 0, 0);
    printf("nqueens: %u queens, %u ways\n", n, ways);
    return ways == known[n] ? 0 : 1;
}
