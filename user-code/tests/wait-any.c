/* SPDX-License-Identifier: Apache-2.0 */
/* Checks waiting for whoever comes first: three children of different lengths, each to be collected exactly once in
   whatever order; and a polling loop that ends when its child does.
   wait-any [WORK]: turns of the shortest child's loop, default 1000. */
#include "libos.h"

static int start_child(uint32_t turns, int code)
{
    int child = os_fork();
    if (child == 0) {
        for (volatile uint32_t i = 0; i < turns; i++)
            continue;
        exit(code);
    }
    return child;
}

int main(int argc, char **argv)
{
    uint32_t work = os_argument(argc, argv, 1, 1000), bad = 0;
    /* Powers of two: the sum tells which codes came, and that none came twice. */
    int child[3] = {start_child(4 * work, 4), start_child(work, 1), start_child(2 * work, 2)};
    int collected = 0, sum = 0, code, which;
    while ((which = os_wait_any(&code)) > 0) {
        collected++;
        sum += code;
        int index = code == 4 ? 0 : code;
        bad += (code != 1 && code != 2 && code != 4) || which != child[index];
    }
    printf("collected %d, sum of codes %d, then %d\n", collected, sum, which);
    bad += collected != 3 || sum != 7 || which != -OS_ECHILD;

    int polled = start_child(work, 44);
    code = 0;
    while ((which = os_poll(polled, &code)) == 0)
        os_yield();
    printf("polled: %d\n", code);
    bad += which != polled || code != 44;
    return bad ? 1 : 0;
}
