/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks jumps through tables of 1280 entries: a switch, a table of addresses (computed goto), a table of offsets, and in
 * ARM instructions a table of bytes that are added to pc. All walk the same random path; a model in C tells its end.
 * huge-tables [N]: steps of each, default 1500.
 */
#include "libos.h"

enum { CASES = 1280 };

#define CONSTANT(n) ((uint32_t)(n) * 2246822519u + 3266489917u)

#define FOUR(m, n) m(n##0) m(n##1) m(n##2) m(n##3)
#define SIXTEEN(m, n) FOUR(m, n##0) FOUR(m, n##1) FOUR(m, n##2) FOUR(m, n##3)
/* Names of cases are five digits to base 4; the first from 0 to 4. */
#define ALL_OF(m, n) SIXTEEN(m, n##0) SIXTEEN(m, n##1) SIXTEEN(m, n##2) SIXTEEN(m, n##3)
#define EVERY(m) ALL_OF1(m, 0) ALL_OF1(m, 1) ALL_OF1(m, 2) ALL_OF1(m, 3) ALL_OF1(m, 4)
#define ALL_OF1(m, n) ALL_OF(m, n##0) ALL_OF(m, n##1) ALL_OF(m, n##2) ALL_OF(m, n##3)

/* NUMBER(12301) is 1 * 256 + 2 * 64 + 3 * 16 + 0 * 4 + 1. */
#define NUMBER(n) (((1##n - 100000) / 10000) * 256 + ((1##n / 1000) % 10) * 64 + ((1##n / 100) % 10) * 16 \
                   + ((1##n / 10) % 10) * 4 + 1##n % 10)

/* The empty asm keeps the compiler from making a table of the constants instead. */
#define WORK(n)                                                     \
    value = (value << 7 | value >> 25) + CONSTANT(NUMBER(n));       \
    __asm__ volatile("" : "+r"(value));

static uint32_t next(uint32_t value)
{
    return (value ^ value >> 15) % CASES;
}

static uint32_t model(uint32_t value, uint32_t count)
{
    while (count--)
        value = (value << 7 | value >> 25) + CONSTANT(next(value));
    return value;
}

static __attribute__((noinline)) uint32_t by_switch(uint32_t value, uint32_t count)
{
    while (count--) {
        switch (next(value)) {
#define CASE(n)        \
    case NUMBER(n):    \
        WORK(n)        \
        break;
            EVERY(CASE)
        }
    }
    return value;
}

static __attribute__((noinline)) uint32_t by_address(uint32_t value, uint32_t count)
{
#define ADDRESS(n) &&l##n,
    static void *const table[CASES] = {EVERY(ADDRESS)};
#define LABEL(n)       \
    l##n:              \
    WORK(n)            \
    goto end;
    for (;;) {
        if (count-- == 0)
            return value;
        goto *table[next(value)];
        EVERY(LABEL)
    end:;
    }
}

static __attribute__((noinline)) uint32_t by_offset(uint32_t value, uint32_t count)
{
#define OFFSET(n) &&l##n - &&l00000,
    static const int table[CASES] = {EVERY(OFFSET)};
    for (;;) {
        if (count-- == 0)
            return value;
        goto *(&&l00000 + table[next(value)]);
        EVERY(LABEL)
    end:;
    }
}

/* 256 ways into a run of additions, given by bytes: entry i leaves out the first (i * 7 & 255). */
static uint32_t model_bytes(uint32_t value, uint32_t count)
{
    while (count--) {
        uint32_t skipped = (value ^ value >> 15) * 7 & 255;
        for (uint32_t i = skipped; i < 255; i++)
            value = (value ^ 0x5a) + 1;
        value = value << 9 | value >> 23;
    }
    return value;
}

#ifdef LIBOS_HOST

#define by_bytes model_bytes

#else

uint32_t by_bytes(uint32_t value, uint32_t count);

__asm__(".pushsection .text.by_bytes, \"ax\", %progbits\n"
        ".arm\n"
        ".global by_bytes\n"
        ".type by_bytes, %function\n"
        "2:  .set    entry, 0\n"
        "    .rept   256\n"
        "    .byte   entry\n"
        "    .set    entry, (entry + 7) & 255\n"
        "    .endr\n"
        "by_bytes:\n"
        "    push    {r4, lr}\n"
        "1:  subs    r1, r1, #1\n"
        "    poplo   {r4, pc}\n"
        "    adr     r2, 2b\n"
        "    eor     r3, r0, r0, lsr #15\n"
        "    and     r3, r3, #255\n"
        "    ldrb    r3, [r2, r3]\n"
        "    add     pc, pc, r3, lsl #3\n"
        "    udf     #3\n"
        "    .rept   255\n"
        "    eor     r0, r0, #0x5a\n"
        "    add     r0, r0, #1\n"
        "    .endr\n"
        "    mov     r0, r0, ror #23\n"
        "    b       1b\n"
        ".popsection\n");

#endif

static int report(const char *name, uint32_t got, uint32_t want)
{
    printf("%s: %08x, %s\n", name, got, got == want ? "as expected" : "WRONG");
    return got != want;
}

int main(int argc, char **argv)
{
    uint32_t count = os_argument(argc, argv, 1, 1500), want = model(1, count), few = count / 20;
    int bad = report("switch", by_switch(1, count), want);
    bad += report("addresses", by_address(1, count), want);
    bad += report("offsets", by_offset(1, count), want);
    bad += report("bytes", by_bytes(1, few), model_bytes(1, few));
    return bad;
}
