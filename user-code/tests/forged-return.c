/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks returns that do not go where the call came from. Each is compared with a model in C, which the host prints.
 *
 *     forged   a function overwrites its saved return address: it returns past its caller's next instruction, to a
 *              landing in its caller, or into the middle of another function; eight ways of returning
 *     swapped  two functions that are inside each other swap their return addresses
 *     chain    a stack that holds nothing but return addresses and operands: every instruction pair returns to the next
 *
 * forged-return [ROUNDS]: default 400.
 */
#include "libos.h"

enum { TARGETS = 4, WAYS = 8, GADGETS = 6, LINKS = 50 };

static uint32_t rotate(uint32_t value, int right)
{
    return value >> right | value << (32 - right);
}

/* What comes back from caller: the callee adds 1, then the rest of the caller or of `other` follows. */
static uint32_t model_forged(uint32_t value, uint32_t target)
{
    value += 1;
    switch (target) {
    case 0: return rotate(value ^ 0x11, 3); /* an honest return */
    case 1: return rotate(value, 3);        /* one instruction later */
    case 2: return value + 0x2200;          /* a landing in the caller */
    default: return value * 3 + 7;          /* the middle of another function */
    }
}

static uint32_t model_swapped(uint32_t value)
{
    return rotate((value + 5) ^ 0xaa, 9) + 0x300;
}

static uint32_t model_gadget(uint32_t value, uint32_t gadget, uint32_t operand)
{
    switch (gadget) {
    case 0: return value + 0x31;
    case 1: return value ^ operand;
    case 2: return rotate(value, 11);
    case 3: return operand - value;
    case 4: return rotate(value + 0x31, 1);
    default: return ~value;
    }
}

#ifdef LIBOS_HOST

static uint32_t forged(uint32_t value, uint32_t target, uint32_t way)
{
    (void)way;
    return model_forged(value, target);
}

#define swapped model_swapped

static uint32_t chain(uint32_t value, const uint32_t *gadgets, const uint32_t *operands)
{
    for (int i = 0; i < LINKS; i++)
        value = model_gadget(value, gadgets[i], operands[i]);
    return value;
}

#else

/* caller(value, where its callee shall return to, callee) */
uint32_t caller(uint32_t value, uint32_t target, void (*callee)(void));
uint32_t swapped(uint32_t value);
uint32_t run_chain(uint32_t value, const uint32_t *stack);
extern const uint32_t target_addresses[TARGETS], callee_addresses[WAYS], gadget_addresses[GADGETS + 1];

__asm__(".pushsection .text.forged_return, \"ax\", %progbits\n"
        ".arm\n"
        ".global caller, swapped, run_chain\n"
        ".type caller, %function\n"
        ".type swapped, %function\n"
        ".type run_chain, %function\n"
        "caller:\n"
        "    push    {r4, lr}\n"
        "    blx     r2\n"
        "1:  eor     r0, r0, #0x11\n"
        "2:  mov     r0, r0, ror #3\n"
        "    pop     {r4, pc}\n"
        "3:  add     r0, r0, #0x2200\n"
        "    pop     {r4, pc}\n"
        "other:\n"
        "    push    {r4, lr}\n"
        "    mov     r0, #7\n"
        "4:  add     r0, r0, r0, lsl #1\n"
        "    add     r0, r0, #7\n"
        "    pop     {r4, pc}\n"

        /* The callees. Each keeps its return address on the stack, has it overwritten there, and returns in its way. */
        ".macro callee\n"
        "    push    {r4, lr}\n"
        "    add     r0, r0, #1\n"
        "    str     r1, [sp, #4]\n"
        ".endm\n"
        "11: callee\n"
        "    pop     {r4, pc}\n"
        "12: callee\n"
        "    pop     {r4, lr}\n"
        "    bx      lr\n"
        "13: callee\n"
        "    pop     {r4, lr}\n"
        "    mov     pc, lr\n"
        "14: callee\n"
        "    ldr     r4, [sp], #4\n"
        "    ldr     pc, [sp], #4\n"
        "15: callee\n"
        "    pop     {r4, r12}\n"
        "    bx      r12\n"
        "16: callee\n"
        "    ldm     sp, {r4, r12}\n"
        "    add     sp, sp, #8\n"
        "    sub     r12, r12, #0x400\n"
        "    add     pc, r12, #0x400\n"
        "17: callee\n"
        "    pop     {r4, lr}\n"
        "    cmp     r0, r0\n"
        "    bxeq    lr\n"
        "    udf     #1\n"
        "18: callee\n"
        "    pop     {r4, lr}\n"
        "    push    {lr}\n"
        "    cmp     r0, r0\n"
        "    popeq   {pc}\n"
        "    udf     #2\n"

        /* The inner function swaps its return address with that of the outer one. It so returns to where the outer was
           called, with the outer's frame still there; the pop there goes to the rest of the outer, whose pop ends all. */
        "swapped:\n"
        "    push    {r4, lr}\n"
        "    bl      5f\n"
        "    eor     r0, r0, #0xaa\n"
        "    mov     r0, r0, ror #9\n"
        "    pop     {r4, pc}\n"
        "5:  push    {r4, lr}\n"
        "    bl      6f\n"
        "    add     r0, r0, #0x300\n"
        "    pop     {r4, pc}\n"
        "6:  push    {r4, lr}\n"
        "    add     r0, r0, #5\n"
        "    ldr     r1, [sp, #4]\n"
        "    ldr     r2, [sp, #12]\n"
        "    str     r2, [sp, #4]\n"
        "    str     r1, [sp, #12]\n"
        "    pop     {r4, pc}\n"

        "run_chain:\n"
        "    push    {r4-r11, lr}\n"
        "    mov     r11, sp\n"
        "    mov     sp, r1\n"
        "    pop     {r1, pc}\n"
        /* The fifth begins before the first and goes on into it; a pop of operand and next address ends each. */
        "21: mov     r2, #1\n"
        "    b       31f\n"
        "20: mov     r2, #0\n"
        "31: add     r0, r0, #0x31\n"
        "    mov     r0, r0, ror r2\n"
        "    pop     {r1, pc}\n"
        "22: eor     r0, r0, r1\n"
        "    pop     {r1, pc}\n"
        "23: mov     r0, r0, ror #11\n"
        "    pop     {r1, pc}\n"
        "24: rsb     r0, r0, r1\n"
        "    pop     {r1, pc}\n"
        "25: mvn     r0, r0\n"
        "    pop     {r1, pc}\n"
        "26: mov     sp, r11\n"
        "    pop     {r4-r11, pc}\n"

        ".global target_addresses, callee_addresses, gadget_addresses\n"
        "target_addresses: .word 1b, 2b, 3b, 4b\n"
        "callee_addresses: .word 11b, 12b, 13b, 14b, 15b, 16b, 17b, 18b\n"
        "gadget_addresses: .word 20b, 22b, 23b, 24b, 21b, 25b, 26b\n"
        ".popsection\n");

static uint32_t forged(uint32_t value, uint32_t target, uint32_t way)
{
    return caller(value, target_addresses[target], (void (*)(void))callee_addresses[way]);
}

static uint32_t chain(uint32_t value, const uint32_t *gadgets, const uint32_t *operands)
{
    uint32_t stack[2 * LINKS + 2];
    for (int i = 0; i < LINKS; i++) {
        stack[2 * i] = operands[i];
        stack[2 * i + 1] = gadget_addresses[gadgets[i]];
    }
    stack[2 * LINKS] = 0;
    stack[2 * LINKS + 1] = gadget_addresses[GADGETS];
    return run_chain(value, stack);
}

#endif

static uint32_t check_chain(uint32_t *state, uint32_t *sum)
{
    uint32_t gadgets[LINKS], operands[LINKS], value = os_random(state), want = value;
    for (int i = 0; i < LINKS; i++) {
        gadgets[i] = (os_random(state) >> 5) % GADGETS;
        operands[i] = os_random(state);
        want = model_gadget(want, gadgets[i], operands[i]);
    }
    uint32_t got = chain(value, gadgets, operands);
    *sum = os_checksum(*sum, got);
    return got != want;
}

int main(int argc, char **argv)
{
    uint32_t rounds = os_argument(argc, argv, 1, 400);
    uint32_t state = 31337u, sum = 0, bad = 0;
    for (uint32_t i = 0; i < rounds; i++) {
        uint32_t target = i % TARGETS, way = i / TARGETS % WAYS, value = os_random(&state);
        uint32_t got = forged(value, target, way);
        bad += got != model_forged(value, target);
        sum = os_checksum(sum, got);
    }
    printf("forged: %u returns, %u bad, checksum %08x\n", rounds, bad, sum);
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < rounds; i++) {
        uint32_t value = os_random(&state), got = swapped(value);
        wrong += got != model_swapped(value);
        sum = os_checksum(sum, got);
    }
    printf("swapped: %u pairs, %u bad, checksum %08x\n", rounds, wrong, sum);
    uint32_t broken = 0;
    for (uint32_t i = 0; i < rounds / 16; i++)
        broken += check_chain(&state, &sum);
    printf("chain: %u chains, %u bad, checksum %08x\n", rounds / 16, broken, sum);
    return bad + wrong + broken ? 1 : 0;
}
