/* SPDX-License-Identifier: Apache-2.0 */
/* Checks a whole tree of processes. Node n forks nodes 2n and 2n+1 down to the given depth and exits with its own
   number plus its children's codes (mod 256), so the root must hold the sum of all numbers.
   fork-tree [DEPTH]: default 4, which is 31 processes; at most 20. */
#include "libos.h"

static int node(uint32_t number, uint32_t depth)
{
    if (depth == 0)
        return (int)(number & 0xff);
    int child[2], sum = (int)number;
    for (uint32_t side = 0; side < 2; side++) {
        child[side] = os_fork();
        if (child[side] < 0)
            printf("fork failed in node %u\n", number);
        if (child[side] == 0)
            exit(node(2 * number + side, depth - 1));
    }
    /* Both run before either is waited for. */
    for (uint32_t side = 0; side < 2; side++)
        sum += os_wait(child[side]);
    return sum & 0xff;
}

int main(int argc, char **argv)
{
    uint32_t depth = os_argument(argc, argv, 1, 4);
    if (depth > 20)
        return 2;
    uint32_t nodes = (2u << depth) - 1;
    uint32_t want = (uint32_t)((uint64_t)nodes * (nodes + 1) / 2) & 0xff;
    uint32_t sum = (uint32_t)node(1, depth);
    printf("fork-tree: %u nodes, sum %u (mod 256), %s\n", nodes, sum, sum == want ? "as expected" : "WRONG");
    return sum == want ? 0 : 1;
}
