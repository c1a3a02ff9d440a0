/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that fork copies: after it, each side changes the same variables and still sees only its own values. The child
   prints nothing (its exit code tells), so the output does not depend on who runs first. */
#include "libos.h"

static int initialized = 1000;
static int zero;

int main(void)
{
    int local = 7;
    printf("before: %d %d %d\n", initialized, zero, local);

    int child = os_fork();
    if (child < 0)
        return 2;
    if (child == 0) {
        bool inherited = initialized == 1000 && zero == 0 && local == 7;
        initialized -= 960;
        zero += 1;
        local -= 6;
        return inherited ? initialized + zero + local : 1;
    }

    initialized += 1;
    zero += 20;
    local += 300;
    printf("parent: %d %d %d\n", initialized, zero, local);
    int code = os_wait(child);
    printf("child: %d\n", code);
    return code == 42 && initialized == 1001 && zero == 20 && local == 307 ? 0 : 1;
}
