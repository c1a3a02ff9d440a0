/* SPDX-License-Identifier: Apache-2.0 */
/* What the memory of one process is made of, in 4 KB; to be looked at with the MMU off. */
#pragma once

#include "memory.h"
#include "mmu.h"
#include "pages.h"

/* TTBCR's border: a process's table is for addresses whose top 4 bits are 0, so below 256 MB. */
enum { BORDER = 4, SMALL_TABLE_WORDS = TABLE_WORDS >> BORDER };

struct record {
    uint32_t table[SMALL_TABLE_WORDS];          /* what the processor sees: */
    uint32_t pages_below[PARTS][PART_PAGES];    /* pages of code and of data, where they are not sections */
    page pages[PARTS][PART_PAGES];              /* what there is: 0 for pages not yet used */
};

_Static_assert(sizeof(struct record) == RECORD_BYTES, "a record is 4 KB");

static inline struct record *record_of(unsigned place)
{
    return (struct record *)record_address(place);
}
