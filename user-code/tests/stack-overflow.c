/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that recursion without end runs off the stack's last page and ends with SIGSEGV, and that it is a child that
   can end so without harm to its parent. */
#include "libos.h"

static volatile uint32_t end;

/* Frames of a kilobyte, so that the end comes after some thousand calls. */
static __attribute__((noinline)) uint32_t deeper(uint32_t depth)
{
    volatile uint32_t frame[256];
    frame[depth % 256] = depth;
    return depth == end ? depth : deeper(depth + 1) + frame[depth % 256];
}

int main(void)
{
    int child = os_fork();
    if (child == 0)
        exit((int)deeper(1));
    int code = os_wait(child);
    printf("stack-overflow: the child ended by signal %d\n", code - 128);
    puts("recursing without end");
    printf("still here: %u\n", deeper(1));
    return 1;
}
