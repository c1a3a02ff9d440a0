/* SPDX-License-Identifier: Apache-2.0 */
/* Wrong on purpose: it switches to another table and forgets the ASID. A board shows it, a forgiving machine does not. */
#include "arch.h"
#include "board.h"
#include "check.h"
#include "mmu.h"

enum { MEMORY = 0x00300000, OTHER_MEMORY = 0x00400000, VA = 0x40000000 };

static uint32_t table[TABLE_WORDS] TABLE, other_table[TABLE_WORDS] TABLE;

void program(void)
{
    store(MEMORY, 1);
    store(OTHER_MEMORY, 2);
    map_kernel(table, SECTION_KERNEL);
    map_section(table, VA, MEMORY, SECTION_NORMAL | SECTION_KERNEL | SECTION_OF_ASID);
    map_kernel(other_table, SECTION_KERNEL);
    map_section(other_table, VA, OTHER_MEMORY, SECTION_NORMAL | SECTION_KERNEL | SECTION_OF_ASID);
    mmu_on(table, 1);
    check("the first address space", load(VA), 1);

    ttbr0_write((uint32_t)other_table); /* mmu_switch(other_table, 2) would be right */
    synchronize();
    check("the second address space", load(VA), 2);

    mmu_switch(other_table, 2);
    check("the second address space, by its ASID", load(VA), 2);
    mmu_off();
}
