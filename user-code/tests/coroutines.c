/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks many stacks that switch among each other: a sieve of coroutines. The first makes numbers; each other asks the
 * one before it, and passes on what its prime does not divide. Each waits in the middle of a call of its own depth.
 * coroutines [N]: how many primes, default 30.
 */
#include "libos.h"

enum { STACK_BYTES = 16384, MOST = 200 };

static uint32_t values[MOST + 1]; /* what coroutine i passed on last */
static uint32_t primes[MOST + 1];
static uint32_t starting, switches;

#ifdef LIBOS_HOST

#include <ucontext.h>

static ucontext_t contexts[MOST + 2];

static void switch_stacks(uint32_t from, uint32_t to)
{
    swapcontext(&contexts[from], &contexts[to]);
}

static void prepare(uint32_t number, void (*entry)(void), uint8_t *stack)
{
    getcontext(&contexts[number]);
    contexts[number].uc_stack.ss_sp = stack;
    contexts[number].uc_stack.ss_size = STACK_BYTES;
    makecontext(&contexts[number], entry, 0);
}

#else

static uint32_t *stacks[MOST + 2];

void swap_stacks(uint32_t **save, uint32_t *load);

__asm__(".pushsection .text.swap_stacks, \"ax\", %progbits\n"
        ".arm\n"
        ".global swap_stacks\n"
        ".type swap_stacks, %function\n"
        "swap_stacks:\n"
        "    push    {r4-r12, lr}\n"
        "    str     sp, [r0]\n"
        "    mov     sp, r1\n"
        "    pop     {r4-r12, pc}\n"
        ".popsection\n");

static void switch_stacks(uint32_t from, uint32_t to)
{
    swap_stacks(&stacks[from], stacks[to]);
}

static void prepare(uint32_t number, void (*entry)(void), uint8_t *stack)
{
    uint32_t *top = (uint32_t *)(stack + STACK_BYTES);
    *--top = (uint32_t)entry;
    stacks[number] = top - 9;
}

#endif

static __attribute__((noinline)) uint32_t deep_switch(uint32_t depth, uint32_t from, uint32_t to)
{
    volatile uint32_t mine = depth ^ from;
    if (depth)
        return deep_switch(depth - 1, from, to) + (mine ^ from);
    switches++;
    switch_stacks(from, to);
    return 0;
}

/* The next number of coroutine i, for coroutine i + 1. Coroutine MOST + 1 is main. */
static uint32_t ask(uint32_t i, uint32_t asker)
{
    uint32_t depth = i % 4;
    /* 1 + ... + depth: what the frames add up to if none was harmed. */
    if (deep_switch(depth, asker, i) != depth * (depth + 1) / 2) {
        puts("a frame was changed");
        exit(1);
    }
    return values[i];
}

static uint32_t askers[MOST + 1];

static void pass(uint32_t i, uint32_t value)
{
    values[i] = value;
    switch_stacks(i, askers[i]);
}

static void numbers(void)
{
    for (uint32_t n = 2;; n++)
        pass(0, n);
}

static void filter(void)
{
    uint32_t me = starting;
    for (;;) {
        uint32_t value = ask(me - 1, me);
        if (value % primes[me])
            pass(me, value);
    }
}

int main(int argc, char **argv)
{
    uint32_t count = os_argument(argc, argv, 1, 30), sum = 0, last = 0;
    uint32_t const self = MOST + 1;
    if (count == 0 || count > MOST)
        return 2;
    for (uint32_t i = 0; i < count; i++) {
        uint8_t *stack = malloc(STACK_BYTES);
        if (!stack)
            return 2;
        prepare(i, i ? filter : numbers, stack);
        askers[i] = self;
        /* A filter takes its number when it first runs, which is now: it asks those before it. */
        if (i)
            askers[i - 1] = i;
        starting = i;
        if (i)
            primes[i] = last;
        last = ask(i, self);
        sum = os_checksum(sum, last);
    }
    printf("coroutines: prime %u is %u, checksum %08x, %u switches\n", count, last, sum, switches);
    return 0;
}
