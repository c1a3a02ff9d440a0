/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks load- and store-exclusive (ARM ARM A2.9): loops that count with them, in parents and children that the scheduler
 * switches anywhere; and what opens the monitor. A store-exclusive gives 0 when it stored, 1 when not.
 * exclusives [N]: default 300. The host prints what must come out.
 */
#include "libos.h"

enum { CHILDREN = 3 };

#ifdef LIBOS_HOST

static uint32_t add_word(uint32_t *at, uint32_t amount) { return *at += amount; }
static uint32_t add_half(uint16_t *at, uint32_t amount) { return *at += amount; }
static uint32_t add_byte(uint8_t *at, uint32_t amount) { return *at += amount; }
static uint64_t add_pair(uint64_t *at, uint32_t amount) { return *at += amount; }

#else

/* Each loops until its store was done. */
#define ADD(name, type, size, register_type)                                           \
    static __attribute__((noinline)) register_type name(type *at, uint32_t amount)     \
    {                                                                                  \
        register_type value;                                                           \
        uint32_t failed;                                                               \
        do {                                                                           \
            __asm__ volatile("ldrex" size " %0, [%1]" : "=r"(value) : "r"(at) : "memory"); \
            value += amount;                                                           \
            __asm__ volatile("strex" size " %0, %1, [%2]"                              \
                             : "=&r"(failed)                                           \
                             : "r"(value), "r"(at)                                     \
                             : "memory");                                              \
        } while (failed);                                                              \
        return value;                                                                  \
    }

ADD(add_word, uint32_t, "", uint32_t)

#endif

#ifndef LIBOS_HOST

uint32_t exclusive_half(uint16_t *at, uint32_t amount);
uint32_t exclusive_byte(uint8_t *at, uint32_t amount);
uint64_t exclusive_pair(uint64_t *at, uint32_t amount);
uint32_t monitor_case(uint32_t number, uint32_t *words);

#define add_half exclusive_half
#define add_byte exclusive_byte
#define add_pair exclusive_pair

/* ldrexb and its like are of ARMv6K, which the ARM1176 has. */
__asm__(".pushsection .text.exclusives, \"ax\", %progbits\n"
        ".arm\n"
        ".macro function name\n"
        "    .global \\name\n"
        "    .type   \\name, %function\n"
        "\\name:\n"
        ".endm\n"
        "    function exclusive_half\n"
        "    ldrexh  r2, [r0]\n"
        "    add     r2, r2, r1\n"
        "    strexh  r3, r2, [r0]\n"
        "    cmp     r3, #0\n"
        "    bne     exclusive_half\n"
        "    uxth    r0, r2\n"
        "    bx      lr\n"
        "    function exclusive_byte\n"
        "    ldrexb  r2, [r0]\n"
        "    add     r2, r2, r1\n"
        "    strexb  r3, r2, [r0]\n"
        "    cmp     r3, #0\n"
        "    bne     exclusive_byte\n"
        "    uxtb    r0, r2\n"
        "    bx      lr\n"
        "    function exclusive_pair\n"
        "    push    {r4, r5}\n"
        "1:  ldrexd  r2, r3, [r0]\n"
        "    adds    r2, r2, r1\n"
        "    adc     r3, r3, #0\n"
        "    strexd  r4, r2, r3, [r0]\n"
        "    cmp     r4, #0\n"
        "    bne     1b\n"
        "    mov     r0, r2\n"
        "    mov     r1, r3\n"
        "    pop     {r4, r5}\n"
        "    bx      lr\n"

        /* r0 which, r1 two words; gives the results of the store-exclusives, two bits each, the last one lowest */
        "    function monitor_case\n"
        "    push    {r4, r5, r6, lr}\n"
        "    mov     r4, r1\n"
        "    add     r5, r1, #4\n"
        "    mov     r6, #0\n"
        "    clrex\n"
        "    ldr     r2, [pc, r0, lsl #2]\n"
        "    mov     pc, r2\n"
        "    .word   10f, 11f, 12f, 13f, 14f, 15f, 16f\n"
        ".macro try at\n"
        "    mov     r3, #77\n"
        "    strex   r2, r3, [\\at]\n"
        "    orr     r6, r2, r6, lsl #2\n"
        ".endm\n"
        /* without a load-exclusive */
        "10: try     r4\n"
        "    b       20f\n"
        /* a second store after a first */
        "11: ldrex   r3, [r4]\n"
        "    try     r4\n"
        "    try     r4\n"
        "    b       20f\n"
        /* another address, which opens the monitor too */
        "12: ldrex   r3, [r4]\n"
        "    try     r5\n"
        "    try     r4\n"
        "    b       20f\n"
        /* the later of two loads counts */
        "13: ldrex   r3, [r4]\n"
        "    ldrex   r3, [r5]\n"
        "    try     r5\n"
        "    b       20f\n"
        /* clrex */
        "14: ldrex   r3, [r4]\n"
        "    clrex\n"
        "    try     r4\n"
        "    b       20f\n"
        /* a plain store of the same process between the two, to the same address */
        "15: ldrex   r3, [r4]\n"
        "    str     r3, [r4]\n"
        "    try     r4\n"
        "    b       20f\n"
        /* a plain load and store elsewhere, and a failed condition */
        "16: ldrex   r3, [r4]\n"
        "    ldr     r2, [r5]\n"
        "    str     r2, [r5]\n"
        "    cmp     r4, r4\n"
        "    strexne r2, r3, [r4]\n"
        "    try     r4\n"
        "20: mov     r0, r6\n"
        "    pop     {r4, r5, r6, pc}\n"
        ".popsection\n");

#endif

/* What the cases above must give. */
static const uint32_t monitor_wanted[] = {1, 1, 5, 0, 1, 0, 0};

#ifdef LIBOS_HOST

static uint32_t monitor_case(uint32_t number, uint32_t *words)
{
    (void)words;
    return monitor_wanted[number];
}

/* After a call of the kernel the monitor is open. */
static uint32_t over_yield(uint32_t *at)
{
    (void)at;
    os_yield();
    return 1;
}

static uint32_t over_fork(uint32_t *at, int *child)
{
    (void)at;
    *child = os_fork();
    return 1;
}

#else

static uint32_t store_exclusive(uint32_t *at)
{
    uint32_t failed;
    __asm__ volatile("strex %0, %1, [%2]" : "=&r"(failed) : "r"(5), "r"(at) : "memory");
    return failed;
}

static void load_exclusive(uint32_t *at)
{
    uint32_t value;
    __asm__ volatile("ldrex %0, [%1]" : "=r"(value) : "r"(at) : "memory");
}

static uint32_t over_yield(uint32_t *at)
{
    load_exclusive(at);
    os_yield();
    return store_exclusive(at);
}

static uint32_t over_fork(uint32_t *at, int *child)
{
    load_exclusive(at);
    *child = os_fork();
    return store_exclusive(at);
}

#endif

struct counters {
    uint64_t pair;
    uint32_t word;
    uint16_t half;
    uint8_t byte;
};

/* Wraps byte and half; the amounts differ so that no two counters agree by chance. */
static uint32_t count(struct counters *c, uint32_t rounds)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < rounds; i++) {
        sum = os_checksum(sum, add_word(&c->word, i));
        sum = os_checksum(sum, add_half(&c->half, 1021));
        sum = os_checksum(sum, add_byte(&c->byte, 7));
        uint64_t pair = add_pair(&c->pair, 0xf0000001);
        sum = os_checksum(sum, (uint32_t)pair ^ (uint32_t)(pair >> 32));
        if (i % 32 == 31)
            os_yield();
    }
    return sum;
}

int main(int argc, char **argv)
{
    uint32_t rounds = os_argument(argc, argv, 1, 300), bad = 0;
    static uint32_t words[2] = {1, 2};
    static struct counters counters;
    for (uint32_t i = 0; i < sizeof monitor_wanted / sizeof *monitor_wanted; i++) {
        uint32_t got = monitor_case(i, words);
        printf("monitor %u: %u\n", i, got);
        bad += got != monitor_wanted[i];
    }
    uint32_t yielded = over_yield(&words[0]);
    printf("over a yield: %u\n", yielded);
    bad += yielded != 1;

    int child;
    uint32_t forked = over_fork(&words[0], &child);
    if (child == 0)
        exit((int)forked + 40);
    int code = os_wait(child);
    printf("over a fork: %u, in the child %d\n", forked, code - 40);
    bad += forked != 1 || code != 41;

    int children[CHILDREN];
    for (int i = 0; i < CHILDREN; i++) {
        children[i] = os_fork();
        if (children[i] == 0)
            exit((int)(count(&counters, rounds + (uint32_t)i) & 255));
    }
    uint32_t sum = count(&counters, rounds);
    for (int i = 0; i < CHILDREN; i++)
        printf("child %d: %d\n", i, os_wait(children[i]));
    printf("exclusives: %u rounds, %u %u %u, checksum %08x, %u bad\n", rounds, counters.word, counters.half,
           counters.byte, sum, bad);
    return bad ? 1 : 0;
}
