/* SPDX-License-Identifier: Apache-2.0 */
/* Checks the end of the process table: forks without waiting until fork says no or a bound is reached, then collects
   every child and sees that fork works again.
   fork-bomb-small [BOUND]: default 100. */
#include "libos.h"

int main(int argc, char **argv)
{
    uint32_t bound = os_argument(argc, argv, 1, 100), forked = 0, collected = 0, bad = 0;
    int child = 0, code, error = 0;
    while (forked < bound) {
        child = os_fork();
        if (child == 0)
            exit((int)(forked % 200 + 1));
        if (child < 0) {
            error = child;
            break;
        }
        forked++;
    }
    printf("forked %u, stopped by %s\n", forked, error ? "fork" : "the bound");

    uint32_t sum = 0, want = 0;
    while (os_wait_any(&code) > 0) {
        collected++;
        sum += (uint32_t)code;
    }
    for (uint32_t i = 0; i < forked; i++)
        want += i % 200 + 1;
    bad += collected != forked || sum != want;
    printf("collected %u, sum of codes %u\n", collected, sum);

    child = os_fork();
    if (child == 0)
        exit(99);
    code = os_wait(child);
    bad += code != 99;
    printf("one more: %d\n", code);
    return bad ? 1 : 0;
}
