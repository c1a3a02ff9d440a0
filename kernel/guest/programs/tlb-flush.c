/* SPDX-License-Identifier: Apache-2.0 */
/* Wrong on purpose: it remaps a section and forgets to flush the TLB. A board shows it, a forgiving machine does not. */
#include "arch.h"
#include "board.h"
#include "check.h"
#include "mmu.h"

enum { MEMORY = 0x00300000, OTHER_MEMORY = 0x00400000, VA = 0x40000000 };

static uint32_t table[TABLE_WORDS] TABLE;

void program(void)
{
    store(MEMORY, 1);
    store(OTHER_MEMORY, 2);
    map_kernel(table, SECTION_KERNEL);
    map_section(table, VA, MEMORY, SECTION_NORMAL | SECTION_KERNEL);
    mmu_on(table, 1);
    check("the first mapping", load(VA), 1);

    map_section(table, VA, OTHER_MEMORY, SECTION_NORMAL | SECTION_KERNEL);
    synchronize(); /* tlb_flush() belongs here */
    check("the second mapping", load(VA), 2);

    tlb_flush();
    check("the second mapping, after a flush", load(VA), 2);
    mmu_off();
}
