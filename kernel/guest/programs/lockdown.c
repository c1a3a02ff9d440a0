/* SPDX-License-Identifier: Apache-2.0 */
/* The other way to lock a TLB entry: a table walk while the lockdown register's P bit is set (DDI 0301, 3.2.32). */
#include "arch.h"
#include "board.h"
#include "check.h"
#include "mmu.h"

enum { MEMORY = 0x00300000, OTHER_MEMORY = 0x00400000, VA = 0x40000000, OTHER_VA = 0x40100000, ENTRY = 5 };
enum { PRESERVE = 1, VICTIM_SHIFT = 26, VA_GLOBAL = 1 << 9, PA_VALID = 1 << 0 };

static uint32_t table[TABLE_WORDS] TABLE;

void program(void)
{
    store(MEMORY, 1);
    store(OTHER_MEMORY, 2);
    map_kernel(table, SECTION_KERNEL);
    map_section(table, VA, MEMORY, SECTION_NORMAL | SECTION_KERNEL);
    map_section(table, OTHER_VA, MEMORY, SECTION_NORMAL | SECTION_KERNEL);
    mmu_on(table, 1);
    check("an entry that is not locked", load(OTHER_VA), 1);

    /* All else that is touched until P is clear again is in the TLB by now, so the only walk is for this load. */
    tlb_lockdown_write(ENTRY << VICTIM_SHIFT | PRESERVE);
    synchronize();
    uint32_t value = load(VA);
    uint32_t lockdown = tlb_lockdown_read();
    tlb_lockdown_write(0);
    synchronize();
    check("an entry that is locked", value, 1);
    check("the next victim", lockdown >> VICTIM_SHIFT & 7, ENTRY + 1);
    lockdown_index_write(ENTRY);
    check("its virtual address", lockdown_va_read(), VA | VA_GLOBAL);
    check("its physical address", lockdown_pa_read() >> 12, MEMORY >> 12);
    check("it is valid", lockdown_pa_read() & PA_VALID, PA_VALID);

    map_section(table, VA, OTHER_MEMORY, SECTION_NORMAL | SECTION_KERNEL);
    map_section(table, OTHER_VA, OTHER_MEMORY, SECTION_NORMAL | SECTION_KERNEL);
    tlb_flush();
    check("the one not locked is gone after a flush", load(OTHER_VA), 2);
    check("the locked one stays", load(VA), 1);
    tlb_invalidate_address_write(VA | 1);
    synchronize();
    check("it goes when its address is invalidated", load(VA), 2);
    mmu_off();
}
