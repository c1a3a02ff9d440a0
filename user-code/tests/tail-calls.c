/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks long chains of functions that end by jumping to each other, so that one return ends them all: as the compiler
 * makes them, and by b, bx, mov pc, ldr pc from a table, and conditional branches. A loop in C tells what must come out.
 * tail-calls [N]: links in each chain, default 2000.
 */
#include "libos.h"

static uint32_t step(uint32_t value, uint32_t left)
{
    return (value << 5 | value >> 27) ^ left;
}

static uint32_t model(uint32_t value, uint32_t left)
{
    for (; left; left--)
        value = step(value, left) + 1;
    return value;
}

static uint32_t first(uint32_t value, uint32_t left);
static uint32_t (*volatile third_function)(uint32_t, uint32_t);

static __attribute__((noinline)) uint32_t third(uint32_t value, uint32_t left)
{
    return left ? first(step(value, left) + 1, left - 1) : value;
}

static __attribute__((noinline)) uint32_t second(uint32_t value, uint32_t left)
{
    return left ? third_function(step(value, left) + 1, left - 1) : value;
}

static __attribute__((noinline)) uint32_t first(uint32_t value, uint32_t left)
{
    return left ? second(step(value, left) + 1, left - 1) : value;
}

#ifdef LIBOS_HOST

#define by_b model
#define by_bx model
#define by_mov model
#define by_ldr model
#define by_condition model

#else

uint32_t by_b(uint32_t value, uint32_t left);
uint32_t by_bx(uint32_t value, uint32_t left);
uint32_t by_mov(uint32_t value, uint32_t left);
uint32_t by_ldr(uint32_t value, uint32_t left);
uint32_t by_condition(uint32_t value, uint32_t left);

/* Of each pair the one function adds before it looks whether it is the last, the other after. */
__asm__(".pushsection .text.tail_calls, \"ax\", %progbits\n"
        ".arm\n"
        ".global by_b, by_bx, by_mov, by_ldr, by_condition\n"
        ".macro function name\n"
        "    .type   \\name, %function\n"
        "\\name:\n"
        "    cmp     r1, #0\n"
        "    bxeq    lr\n"
        "    eor     r0, r1, r0, ror #27\n"
        "    add     r0, r0, #1\n"
        "    sub     r1, r1, #1\n"
        ".endm\n"
        "    function by_b\n"
        "    b       other_b\n"
        "    .balign 4096\n"
        "    function other_b\n"
        "    b       by_b\n"
        "    function by_bx\n"
        "    adr     r2, other_bx\n"
        "    bx      r2\n"
        "    function other_bx\n"
        "    adr     r2, by_bx\n"
        "    bx      r2\n"
        "    function by_mov\n"
        "    adr     r2, other_mov\n"
        "    mov     pc, r2\n"
        "    function other_mov\n"
        "    adr     r2, by_mov\n"
        "    mov     pc, r2\n"
        "    function by_ldr\n"
        "    adr     r2, 1f\n"
        "    and     r3, r1, #3\n"
        "    ldr     pc, [r2, r3, lsl #2]\n"
        "1:  .word   by_ldr, other_ldr, by_bx, other_mov\n"
        "    function other_ldr\n"
        "    ldr     pc, [pc, #-4]\n"
        "    .word   by_ldr\n"
        "    function by_condition\n"
        "    tst     r0, #1\n"
        "    beq     other_condition\n"
        "    bne     by_condition\n"
        "    function other_condition\n"
        "    tst     r1, #2\n"
        "    ldreq   r2, =by_condition\n"
        "    bxeq    r2\n"
        "    b       other_condition\n"
        "    .ltorg\n"
        ".popsection\n");

#endif

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        uint32_t (*chain)(uint32_t, uint32_t);
    } chains[] = {{"compiled", first}, {"b", by_b},     {"bx", by_bx},
                  {"mov pc", by_mov},  {"ldr pc", by_ldr}, {"conditional", by_condition}};
    uint32_t count = os_argument(argc, argv, 1, 2000), want = model(1, count);
    int bad = 0;
    third_function = third;
    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
        uint32_t got = chains[i].chain(1, count);
        printf("%s: %u links, %08x, %s\n", chains[i].name, count, got, got == want ? "as expected" : "WRONG");
        bad += got != want;
    }
    return bad;
}
