/* SPDX-License-Identifier: Apache-2.0 */
/* The pool begins above the addresses that programs are linked for: without the MMU they run there. */
#include "memory.h"

#include "board.h"
#include "console.h"

enum { POOL_FIRST = 8, MOST = 256 };

static uint8_t users[MOST];
static uint32_t pool_end;

void memory_start(void)
{
    uint32_t sections = memory_bytes() / SECTION_BYTES;

    pool_end = sections < MOST ? sections : MOST;
}

unsigned sections_free(void)
{
    unsigned count = 0;

    for (uint32_t k = POOL_FIRST; k < pool_end; k++)
        count += users[k] == 0;
    return count;
}

uint32_t section_take(void)
{
    for (uint32_t k = POOL_FIRST; k < pool_end; k++)
        if (users[k] == 0) {
            users[k] = 1;
            return k * SECTION_BYTES;
        }
    return 0;
}

void section_share(uint32_t section)
{
    users[section / SECTION_BYTES]++;
}

void section_drop(uint32_t section)
{
    if (users[section / SECTION_BYTES]-- == 0)
        panic("section %x has no user to lose", section);
}

void section_clear(uint32_t section)
{
    uint32_t to = section, end = section + SECTION_BYTES;

    asm volatile("   mov r3, #0\n"
                 "   mov r4, #0\n"
                 "   mov r5, #0\n"
                 "   mov r6, #0\n"
                 "1: stm %0!, {r3-r6}\n"
                 "   stm %0!, {r3-r6}\n"
                 "   cmp %0, %1\n"
                 "   blo 1b"
                 : "+r"(to)
                 : "r"(end)
                 : "r3", "r4", "r5", "r6", "cc", "memory");
}

void section_copy(uint32_t to, uint32_t from)
{
    uint32_t end = to + SECTION_BYTES;

    asm volatile("1: ldm %1!, {r3-r10}\n"
                 "   stm %0!, {r3-r10}\n"
                 "   cmp %0, %2\n"
                 "   blo 1b"
                 : "+r"(to), "+r"(from)
                 : "r"(end)
                 : "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "cc", "memory");
}
