/* SPDX-License-Identifier: Apache-2.0 */
/* Whole sections are taken, so that what is linked at an address may run there without the MMU. */
#include "memory.h"

#include <stdbool.h>

#include "board.h"
#include "console.h"

enum { MOST_SECTIONS = 512, RECORDS_PER_SECTION = SECTION_BYTES / RECORD_BYTES };
enum { RECORD_SECTIONS = SPACES / RECORDS_PER_SECTION };

static bool reserved[MOST_SECTIONS];
static uint16_t sections[MOST_SECTIONS]; /* those that may be used, the first ones for records */
static uint32_t section_count, bytes_of_block;

void memory_start(void)
{
    reserved[0] = true; /* the kernel */
    section_count = memory_bytes() / SECTION_BYTES;
    if (section_count > MOST_SECTIONS)
        section_count = MOST_SECTIONS;
    for (uint32_t k = section_count; k < MOST_SECTIONS; k++)
        reserved[k] = true; /* there is none */
}

void memory_reserve(uint32_t address)
{
    if (address / SECTION_BYTES < MOST_SECTIONS)
        reserved[address / SECTION_BYTES] = true;
}

unsigned memory_divide(uint32_t block_bytes)
{
    uint32_t blocks;

    bytes_of_block = block_bytes;
    section_count = 0;
    for (uint32_t k = 0; k < MOST_SECTIONS; k++)
        if (!reserved[k])
            sections[section_count++] = (uint16_t)k;
    if (section_count <= RECORD_SECTIONS)
        panic("found %u MB for processes, wanted more than %u", section_count, RECORD_SECTIONS);
    blocks = (section_count - RECORD_SECTIONS) * (SECTION_BYTES / block_bytes);
    return blocks < MOST_BLOCKS ? blocks : MOST_BLOCKS;
}

uint32_t block_address(unsigned block)
{
    uint32_t offset = block * bytes_of_block; /* MOST_BLOCKS of 64 KB are 512 MB */

    return (uint32_t)sections[RECORD_SECTIONS + offset / SECTION_BYTES] * SECTION_BYTES + offset % SECTION_BYTES;
}

uint32_t record_address(unsigned place)
{
    return (uint32_t)sections[place / RECORDS_PER_SECTION] * SECTION_BYTES + place % RECORDS_PER_SECTION * RECORD_BYTES;
}

void memory_clear(uint32_t at, uint32_t bytes)
{
    uint32_t end = at + bytes;

    asm volatile("   mov r3, #0\n"
                 "   mov r4, #0\n"
                 "   mov r5, #0\n"
                 "   mov r6, #0\n"
                 "1: stm %0!, {r3-r6}\n"
                 "   stm %0!, {r3-r6}\n"
                 "   cmp %0, %1\n"
                 "   blo 1b"
                 : "+r"(at)
                 : "r"(end)
                 : "r3", "r4", "r5", "r6", "cc", "memory");
}

void memory_copy(uint32_t to, uint32_t from, uint32_t bytes)
{
    uint32_t end = to + bytes;

    asm volatile("1: ldm %1!, {r3-r10}\n"
                 "   stm %0!, {r3-r10}\n"
                 "   cmp %0, %2\n"
                 "   blo 1b"
                 : "+r"(to), "+r"(from)
                 : "r"(end)
                 : "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "cc", "memory");
}
