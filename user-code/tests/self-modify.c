/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks that code which is rewritten while it runs is executed as it then stands. Four ways, each thousands of
 * times, each with a changed instruction that changes the result; a model in C tells what must come out (the host
 * prints the model).
 *
 *     elsewhere    another function is patched and then called
 *     backward     a loop patches an instruction that it executes on its next turn
 *     own page     as elsewhere, but the patched function lies beside the loop that calls it
 *     next         a store patches the very next instruction: only with the argument `next`
 *
 * There are no barriers: user code on a real ARM1176 could not clean and invalidate its caches anyway. What Lockstep
 * promises, and this checks, is that a store to code is seen by the fetch of the following instruction.
 *
 * self-modify [ROUNDS] [next]: default 2000.
 */
#include "libos.h"

/* Round n executes one of four instructions with the immediate n & 255, then rotates, so that no later round can hide
   it. */
static uint32_t model_step(uint32_t sum, uint32_t n)
{
    uint32_t immediate = n & 255;
    switch (n & 3) {
    case 0:
        sum += immediate;
        break;
    case 1:
        sum ^= immediate;
        break;
    case 2:
        sum = immediate - sum;
        break;
    default:
        sum -= immediate;
    }
    return sum >> 7 | sum << 25;
}

static uint32_t model(uint32_t rounds)
{
    uint32_t sum = 0;
    for (uint32_t n = rounds; n > 0; n--)
        sum = model_step(sum, n);
    return sum;
}

#ifdef LIBOS_HOST

#define elsewhere model
#define backward model
#define own_page model
#define next_instruction model

#else

uint32_t patched(uint32_t sum);
extern uint32_t patched_at[1];
uint32_t backward(uint32_t rounds);
uint32_t own_page(uint32_t rounds);
uint32_t next_instruction(uint32_t rounds);

/* add, eor, rsb and sub of r0 and an immediate. Not static: the assembly reads it. */
const uint32_t opcodes[4] = {0xe2800000, 0xe2200000, 0xe2600000, 0xe2400000};

static uint32_t elsewhere(uint32_t rounds)
{
    uint32_t sum = 0;
    for (uint32_t n = rounds; n > 0; n--) {
        *(volatile uint32_t *)patched_at = opcodes[n & 3] | (n & 255);
        sum = patched(sum);
    }
    return sum;
}

/*
 * In all three loops: r0 sum, r1 the round, r2 where to patch, r3 the table of opcodes. prepare makes the instruction
 * for the round.
 */
__asm__(".pushsection .rwx, \"awx\", %progbits\n"
        ".arm\n"
        ".global patched, patched_at, backward, own_page, next_instruction\n"

        ".macro prepare\n"
        "    and     r12, r1, #3\n"
        "    ldr     r12, [r3, r12, lsl #2]\n"
        "    and     r4, r1, #255\n"
        "    orr     r12, r12, r4\n"
        ".endm\n"

        ".macro enter at\n"
        "    push    {r4, lr}\n"
        "    mov     r1, r0\n"
        "    mov     r0, #0\n"
        "    adr     r2, \\at\n"
        "    ldr     r3, =opcodes\n"
        ".endm\n"

        "patched:\n"
        "patched_at:\n"
        "    udf     #1\n"
        "    mov     r0, r0, ror #7\n"
        "    bx      lr\n"

        /* The turn before the first patches; the turn that finds r1 = 0 is not executed. */
        "backward:\n"
        "    enter   1f\n"
        "    b       2f\n"
        "1:  udf     #2\n"
        "    mov     r0, r0, ror #7\n"
        "    sub     r1, r1, #1\n"
        "2:  prepare\n"
        "    str     r12, [r2]\n"
        "    cmp     r1, #0\n"
        "    bne     1b\n"
        "    pop     {r4, pc}\n"

        "own_page:\n"
        "    enter   3f\n"
        "1:  prepare\n"
        "    str     r12, [r2]\n"
        "    bl      3f\n"
        "    mov     r0, r0, ror #7\n"
        "    subs    r1, r1, #1\n"
        "    bne     1b\n"
        "    pop     {r4, pc}\n"
        "3:  udf     #3\n"
        "    bx      lr\n"

        "next_instruction:\n"
        "    enter   4f\n"
        "1:  prepare\n"
        "    str     r12, [r2]\n"
        "4:  udf     #4\n"
        "    mov     r0, r0, ror #7\n"
        "    subs    r1, r1, #1\n"
        "    bne     1b\n"
        "    pop     {r4, pc}\n"
        "    .ltorg\n"
        ".popsection\n");

#endif

static int report(const char *name, uint32_t sum, uint32_t want)
{
    printf("%s: %08x, %s\n", name, sum, sum == want ? "as expected" : "WRONG");
    return sum != want;
}

int main(int argc, char **argv)
{
    uint32_t rounds = os_argument(argc, argv, 1, 2000);
    if (rounds == 0)
        return 2;
    uint32_t want = model(rounds);
    int bad = report("elsewhere", elsewhere(rounds), want);
    bad += report("backward", backward(rounds), want);
    bad += report("own page", own_page(rounds), want);
    if (argc > 2 && strcmp(argv[2], "next") == 0)
        bad += report("next", next_instruction(rounds), want);
    return bad;
}
