/* SPDX-License-Identifier: Apache-2.0 */
/* A line of processes: each child forks the next, down to the given depth, and all are alive when the last one ends. Every
   process writes its level to a place that its descendants write to as well, and to one that is its own; when its child
   has ended it checks both, and ends with its child's code, folded with its own level.
   fork-deep [DEPTH]: default 60; at most 100000. */
#include "children.h"

enum { MOST = 100000, WORDS = 64 };

static volatile uint32_t same = 1;
static volatile uint32_t own[WORDS];

static uint32_t fold(uint32_t code, uint32_t level)
{
    return (31 * code + level + 7) & 0xff;
}

/* What a process of this level answers, when it has its child's code, 0 where there is no child. */
static int answer(uint32_t level, uint32_t code)
{
    bool right = same == level && own[level % WORDS] == level && own[(level + 1) % WORDS] != level + 1;
    return (int)(right ? fold(code, level) : ~fold(code, level) & 0xff);
}

/* The first process's answer, or a negative errno when it has no child. The others end here. */
static int line(uint32_t depth)
{
    for (uint32_t level = 0;; level++) {
        same = level;
        own[level % WORDS] = level;
        int child = level < depth ? os_fork() : 0;
        if (level < depth && child == 0)
            continue;
        int code = child > 0 ? answer(level, (uint32_t)os_wait(child)) : child == 0 ? answer(level, 0) : child;
        if (level == 0)
            return code;
        os_exit(code & 0xff);
    }
}

int main(int argc, char **argv)
{
    uint32_t depth = os_argument(argc, argv, 1, 60), want = 0;
    if (depth > MOST)
        return 2;
    for (uint32_t level = depth + 1; level-- > 0;)
        want = fold(want, level);
    int code = line(depth);
    printf("fork-deep: %u processes in a line, code %d, %s\n", depth + 1, code, code == (int)want ? "as expected" : "WRONG");
    return code == (int)want ? 0 : 1;
}
