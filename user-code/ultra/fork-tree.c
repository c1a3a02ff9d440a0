/* SPDX-License-Identifier: Apache-2.0 */
/* A binary tree of processes in which each knows its way: node n writes its number to its own level's place of a path on
   the stack and of another in data, forks nodes 2n and 2n+1, waits for both, and then checks that the paths still lead
   from the root to itself, and that its descendants' numbers are nowhere in them. It ends with its number folded with its
   children's codes. (programs/fork-tree only adds numbers up.)
   fork-tree [DEPTH]: default 5, which is 63 processes; at most 20. */
#include "children.h"

enum { MOST = 20 };

static uint32_t data[MOST + 1];

/* Whether a path leads from the root to a node, and no further. */
static bool leads_to(const uint32_t *path, uint32_t node, uint32_t level)
{
    bool right = true;
    for (uint32_t i = 0; i <= MOST; i++)
        right &= path[i] == (i <= level ? node >> (level - i) : 0);
    return right;
}

static uint32_t fold(uint32_t node, uint32_t left, uint32_t right)
{
    return (node + 31 * left + (right << 1 | right >> 7)) & 0xff;
}

/* What a tree of the given height below a node must answer. */
static uint32_t expected(uint32_t node, uint32_t height)
{
    return height == 0 ? fold(node, 0, 0)
                       : fold(node, expected(2 * node, height - 1), expected(2 * node + 1, height - 1));
}

/* The root's answer; all other nodes end here, each with its own. */
static uint32_t tree(uint32_t *path, uint32_t depth)
{
    uint32_t node = 1, level = 0, code[2] = {0, 0}, side = 0;
    int child[2] = {0, 0};
    path[0] = data[0] = node;
    while (level < depth && side < 2) {
        child[side] = os_fork();
        if (child[side] != 0) {
            side++;
            continue;
        }
        node = 2 * node + side;
        level++;
        path[level] = data[level] = node;
        side = 0;
    }
    for (uint32_t i = 0; i < side; i++)
        code[i] = (uint32_t)os_wait(child[i]);
    uint32_t answer = fold(node, code[0], code[1]);
    if (!leads_to(path, node, level) || !leads_to(data, node, level))
        answer = ~answer & 0xff;
    if (node != 1)
        os_exit((int)answer);
    return answer;
}

int main(int argc, char **argv)
{
    uint32_t depth = os_argument(argc, argv, 1, 5), path[MOST + 1] = {0};
    if (depth > MOST)
        return 2;
    uint32_t code = tree(path, depth), want = expected(1, depth);
    printf("fork-tree: %u processes, code %u, %s\n", (2u << depth) - 1, code, code == want ? "as expected" : "WRONG");
    return code == want ? 0 : 1;
}
