/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that the guest's stack is the guest's own affair: a longjmp out of many calls at once, and two coroutines
   that swap stacks, so that returns do not match calls. The host uses its C library for both.
   longjmp [ROUNDS]: default 200. */
#include "libos.h"

enum { STACK_BYTES = 65536 };

#ifdef LIBOS_HOST

#include <setjmp.h>
#include <ucontext.h>

static ucontext_t contexts[2];

static void switch_to(int other)
{
    swapcontext(&contexts[!other], &contexts[other]);
}

static void prepare(void (*entry)(void), uint8_t *stack)
{
    getcontext(&contexts[1]);
    contexts[1].uc_stack.ss_sp = stack;
    contexts[1].uc_stack.ss_size = STACK_BYTES;
    makecontext(&contexts[1], entry, 0);
}

#else

typedef uint32_t jmp_buf[10];

int setjmp(jmp_buf buffer) __attribute__((returns_twice));
void longjmp(jmp_buf buffer, int value) __attribute__((noreturn));
void swap_stacks(uint32_t **save, uint32_t *load);

/* swap_stacks keeps what a call must preserve on the stack it leaves, and continues after the call that left the
   other. */
__asm__(".pushsection .text.longjmp, \"ax\", %progbits\n"
        ".arm\n"
        ".global setjmp, longjmp, swap_stacks\n"
        ".type setjmp, %function\n"
        ".type longjmp, %function\n"
        ".type swap_stacks, %function\n"
        "setjmp:\n"
        "    mov     r12, sp\n"
        "    stmia   r0, {r4-r11, r12, lr}\n"
        "    mov     r0, #0\n"
        "    bx      lr\n"
        "longjmp:\n"
        "    ldmia   r0, {r4-r11, r12, lr}\n"
        "    mov     sp, r12\n"
        "    movs    r0, r1\n"
        "    moveq   r0, #1\n"
        "    bx      lr\n"
        "swap_stacks:\n"
        "    push    {r4-r12, lr}\n"
        "    str     sp, [r0]\n"
        "    mov     sp, r1\n"
        "    pop     {r4-r12, pc}\n"
        ".popsection\n");

static uint32_t *stacks[2];

static void switch_to(int other)
{
    swap_stacks(&stacks[!other], stacks[other]);
}

/* Leaves a stack as if entry had just been about to begin when swap_stacks left it. */
static void prepare(void (*entry)(void), uint8_t *stack)
{
    uint32_t *top = (uint32_t *)((uintptr_t)(stack + STACK_BYTES) & ~(uintptr_t)7);
    *--top = (uint32_t)entry;
    stacks[1] = top - 9;
}

#endif

static jmp_buf back;
static volatile uint32_t depth_reached;

/* Comes back from the depth at once, or call by call with 1 added by each. */
static __attribute__((noinline)) uint32_t dive(uint32_t depth, uint32_t target)
{
    if (depth == target) {
        depth_reached = depth;
        if (target % 3)
            longjmp(back, (int)target);
        return depth;
    }
    return dive(depth + 1, target) + 1;
}

static uint32_t jumps(uint32_t rounds)
{
    /* volatile: they must survive the second return of setjmp. */
    volatile uint32_t sum = 0, bad = 0;
    for (volatile uint32_t i = 1; i <= rounds; i++) {
        uint32_t target = i % 37 + 1;
        uint32_t value = (uint32_t)setjmp(back);
        if (value == 0)
            value = dive(0, target);
        /* Not target: a register may hold what it held at the setjmp. */
        uint32_t depth = i % 37 + 1;
        sum = os_checksum(sum, value);
        bad += depth_reached != depth || value != (depth % 3 ? depth : 2 * depth);
    }
    printf("longjmp: %u dives, %u bad, checksum %08x\n", rounds, bad, sum);
    return bad;
}

static uint32_t passed;

/* Switches from a depth that changes, so that each side's frames must wait untouched. */
static __attribute__((noinline)) uint32_t nested_switch(uint32_t depth, int other)
{
    volatile uint32_t mine = passed + depth;
    if (depth)
        return nested_switch(depth - 1, other) + mine;
    switch_to(other);
    return mine;
}

static void second(void)
{
    for (uint32_t i = 0;; i++) {
        passed = passed * 5 + i;
        passed ^= nested_switch(i % 5, 0);
    }
}

static void coroutines(uint32_t rounds)
{
    uint8_t *stack = malloc(STACK_BYTES);
    if (!stack)
        exit(2);
    prepare(second, stack);
    for (uint32_t i = 0; i < rounds; i++) {
        passed += i;
        passed ^= nested_switch(i % 7, 1) << 1;
    }
    printf("coroutines: %u switches, passed %08x\n", 2 * rounds, passed);
}

int main(int argc, char **argv)
{
    uint32_t rounds = os_argument(argc, argv, 1, 200);
    uint32_t bad = jumps(rounds);
    coroutines(rounds);
    return bad ? 1 : 0;
}
