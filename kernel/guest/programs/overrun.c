/* SPDX-License-Identifier: Apache-2.0 */
/* Wrong on purpose: it recurses until its stack has run over everything below it, the kernel and the vectors included. */
#include "check.h"
#include "console.h"

enum { DEPTH = 1 << 20 };

static uint32_t deeper(uint32_t depth)
{
    volatile uint32_t space[16];

    for (unsigned k = 0; k < sizeof space / sizeof *space; k++)
        space[k] = 0xffffffff; /* an undefined instruction, when the processor comes here */
    return depth == 0 ? 0 : deeper(depth - 1) + space[0];
}

void program(void)
{
    print("about to overrun the stack\n");
    print("it came back: %x\n", deeper(DEPTH));
}
