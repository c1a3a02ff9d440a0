/* SPDX-License-Identifier: Apache-2.0 */
/* Writing translation tables, and handing them to the processor. */
#include "mmu.h"

#include "arch.h"

enum { SECTION = 2, PAGES_BELOW = 1, MEGABYTE_SHIFT = 20, ASID_RESERVED = 0 };

void map_section(uint32_t *table, uint32_t va, uint32_t pa, uint32_t attributes)
{
    table[va >> MEGABYTE_SHIFT] = pa | attributes | SECTION;
}

void map_pages(uint32_t *table, uint32_t va, uint32_t *pages, uint32_t domain)
{
    table[va >> MEGABYTE_SHIFT] = (uint32_t)pages | domain << 5 | PAGES_BELOW;
}

void map_kernel(uint32_t *table, uint32_t attributes)
{
    map_section(table, 0, 0, SECTION_NORMAL | attributes);
    for (uint32_t device = 0x20000000; device < 0x20400000; device += 1u << MEGABYTE_SHIFT)
        map_section(table, device, device, SECTION_KERNEL | SECTION_NEVER_EXECUTE);
}

void tlb_flush(void)
{
    synchronization_barrier_write(0); /* the table's words are written */
    tlb_invalidate_write(0);
    branch_predictor_flush_write(0);
    synchronize();
}

void mmu_on(const uint32_t *table, uint32_t asid)
{
    instruction_cache_invalidate_write(0);
    ttbr0_write((uint32_t)table);
    dacr_write(DOMAIN_CLIENT(0));
    context_id_write(asid);
    tlb_flush();
    control_write(control_read() | CONTROL_XP | CONTROL_M);
    synchronize();
}

void mmu_off(void)
{
    control_write(control_read() & ~CONTROL_M);
    tlb_flush();
}

void mmu_switch(const uint32_t *table, uint32_t asid)
{
    synchronization_barrier_write(0);
    context_id_write(ASID_RESERVED);
    prefetch_flush_write(0);
    ttbr0_write((uint32_t)table);
    prefetch_flush_write(0);
    context_id_write(asid);
    branch_predictor_flush_write(0);
    synchronize();
}
