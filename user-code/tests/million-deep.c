/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks recursion of any depth on a stack that the program makes for itself: the kernel's is 8 MB and does not grow.
 * Recursion is direct, through a pointer, and by two calls in one function (which returns and calls again on the way).
 * million-deep [DEPTH]: default 3000.
 */
#include "libos.h"

/* For a frame of the host, which is the larger one, as it compiles the functions below. */
enum { FRAME_BYTES = 96, SPARE_BYTES = 65536 };

static uint32_t (*volatile through)(uint32_t);

static __attribute__((noinline)) uint32_t dive(uint32_t depth)
{
    volatile uint32_t mine = depth * 2654435761u;
    if (depth == 0)
        return 1;
    uint32_t below = depth % 3 ? dive(depth - 1) : through(depth - 1);
    /* Now and then a short call from far down, between two returns. */
    if (depth % 64 == 0)
        below += dive(2);
    return (below << 1 | below >> 31) ^ mine;
}

static uint32_t model(uint32_t depth)
{
    uint32_t two = 0;
    uint32_t below = 1;
    for (uint32_t i = 1; i <= depth; i++) {
        if (i % 64 == 0)
            below += two;
        below = (below << 1 | below >> 31) ^ i * 2654435761u;
        if (i == 2)
            two = below;
    }
    return below;
}

static uint32_t depth, result;

static void work(void)
{
    result = dive(depth);
}

#ifdef LIBOS_HOST

#include <ucontext.h>

static void on_stack(uint8_t *stack, size_t bytes)
{
    static ucontext_t here, there;
    getcontext(&there);
    there.uc_stack.ss_sp = stack;
    there.uc_stack.ss_size = bytes;
    there.uc_link = &here;
    makecontext(&there, work, 0);
    swapcontext(&here, &there);
}

static uint8_t *room(size_t bytes)
{
    return malloc(bytes);
}

#else

void call_on(void *top, void (*function)(void));

__asm__(".pushsection .text.call_on, \"ax\", %progbits\n"
        ".arm\n"
        ".global call_on\n"
        ".type call_on, %function\n"
        "call_on:\n"
        "    push    {r4, lr}\n"
        "    mov     r4, sp\n"
        "    mov     sp, r0\n"
        "    blx     r1\n"
        "    mov     sp, r4\n"
        "    pop     {r4, lr}\n"
        "    bx      lr\n"
        ".popsection\n");

static void on_stack(uint8_t *stack, size_t bytes)
{
    call_on((void *)((uintptr_t)(stack + bytes) & ~(uintptr_t)7), work);
}

static uint8_t *room(size_t bytes)
{
    return os_sbrk((int)bytes);
}

#endif

int main(int argc, char **argv)
{
    depth = os_argument(argc, argv, 1, 3000);
    if (depth < 2 || depth > 4000000)
        return 2;
    size_t bytes = (size_t)depth * FRAME_BYTES + SPARE_BYTES;
    uint8_t *stack = room(bytes);
    if (!stack)
        return 2;
    through = dive;
    on_stack(stack, bytes);
    bool right = result == model(depth);
    printf("million-deep: depth %u, result %08x, %s\n", depth, result, right ? "as expected" : "WRONG");
    return right ? 0 : 1;
}
