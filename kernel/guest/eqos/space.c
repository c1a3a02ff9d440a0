/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The schemes. With tables, a process has 32 words for the 32 MB below TTBCR's border, and all share one table above it,
 * where the devices are (DDI 0301, 6.12). The kernel's own section is global and for privileged modes only.
 */
#include "space.h"

#include <stdbool.h>

#include "arch.h"
#include "memory.h"
#include "mmu.h"
#include "process.h"

enum {
    BORDER = 7, /* TTBR0 is for addresses whose top 7 bits are 0 */
    SMALL_TABLE_WORDS = TABLE_WORDS >> BORDER,
    ONE_ASID = 1,
    FIRST_USER_PIN = 4,
    PAIRS = 2,
};

/* Words of locked TLB entries (DDI 0301, 3.2.60) */
enum {
    PIN_GLOBAL = 1 << 9,
    PIN_MEGABYTE = 3 << 6,
    PIN_KERNEL = 1 << 1,
    PIN_USER_READS = 2 << 1,
    PIN_USER = 3 << 1,
    PIN_VALID = 1 << 0,
    PIN_NORMAL = 1 << 3,
    PIN_NEVER_EXECUTE = 1 << 6,
};

const char *const scheme_names[SCHEMES] = {
    "no MMU", "pinned sections, one ASID", "pinned sections, many ASIDs", "tables, one ASID", "tables, many ASIDs",
};

static enum scheme scheme;
static uint32_t shared_table[TABLE_WORDS] TABLE;
static uint32_t tables[SPACES][SMALL_TABLE_WORDS] __attribute__((aligned(4 * SMALL_TABLE_WORDS)));
static const struct process *pinned[PAIRS]; /* whose sections the pairs of locked entries are, or null */
static const struct process *home;          /* PHYSICAL: whose memory lies at its addresses, or null */
static uint32_t home_code;                  /* PHYSICAL: the code section of which a copy lies at its address, or 0 */

static bool many_asids(void)
{
    return scheme == PINNED_ASIDS || scheme == PAGED_ASIDS;
}

static uint32_t asid(const struct process *process)
{
    return many_asids() ? ONE_ASID + 1 + process->place : ONE_ASID;
}

/* What every table below the border has. */
static void map_low(uint32_t *table)
{
    for (uint32_t k = 0; k < SMALL_TABLE_WORDS; k++)
        table[k] = 0;
    map_section(table, 0, 0, SECTION_NORMAL | SECTION_KERNEL);
}

static void pin(uint32_t index, uint32_t va, uint32_t pa, uint32_t attributes)
{
    lockdown_index_write(index);
    lockdown_va_write(va);
    lockdown_attributes_write(attributes);
    lockdown_pa_write(pa | PIN_MEGABYTE);
}

static void pin_kernel(void)
{
    pin(0, 0 | PIN_GLOBAL, 0 | PIN_KERNEL | PIN_VALID, PIN_NORMAL);
    for (uint32_t k = 1; k < FIRST_USER_PIN; k++) {
        uint32_t device = 0x20000000 + (k - 1) * SECTION_BYTES;
        pin(k, device | PIN_GLOBAL, device | PIN_KERNEL | PIN_VALID, PIN_NEVER_EXECUTE);
    }
    for (uint32_t k = 0; k < PAIRS; k++) {
        pin(FIRST_USER_PIN + 2 * k, 0, 0, 0);
        pin(FIRST_USER_PIN + 2 * k + 1, 0, 0, 0);
        pinned[k] = 0;
    }
}

static void unpin_all(void)
{
    for (uint32_t k = 0; k < FIRST_USER_PIN + 2 * PAIRS; k++)
        pin(k, 0, 0, 0);
}

static void enter_pinned(const struct process *process)
{
    uint32_t pair = many_asids() ? process->place % PAIRS : 0;
    uint32_t first = FIRST_USER_PIN + 2 * pair;

    if (pinned[pair] != process) {
        pin(first, process->code_address | asid(process), process->code | PIN_USER_READS | PIN_VALID, PIN_NORMAL);
        pin(first + 1, process->data_address | asid(process), process->data | PIN_USER | PIN_VALID, PIN_NORMAL);
        pinned[pair] = process;
        if (!many_asids())
            tlb_flush(); /* the micro-TLBs may hold what was pinned before */
    }
    context_id_write(asid(process));
    synchronize();
}

static void enter_physical(struct process *process)
{
    if (home == process)
        return;
    space_leave();
    if (home_code != process->code) {
        section_copy(process->code_address, process->code);
        home_code = process->code;
        instruction_cache_invalidate_write(0);
        branch_predictor_flush_write(0);
        synchronize();
    }
    section_copy(process->data_address, process->data);
    home = process;
}

void space_start(enum scheme wanted)
{
    scheme = wanted;
    switch (scheme) {
    case PHYSICAL:
        home = 0;
        home_code = 0;
        return;
    case PINNED:
    case PINNED_ASIDS:
        for (uint32_t k = 0; k < TABLE_WORDS; k++)
            shared_table[k] = 0;
        tlb_flush();
        pin_kernel();
        mmu_on(shared_table, ONE_ASID);
        return;
    case PAGED:
    case PAGED_ASIDS:
        map_kernel(shared_table, SECTION_KERNEL);
        map_low(tables[0]);
        ttbr1_write((uint32_t)shared_table);
        ttbcr_write(BORDER);
        mmu_on(tables[0], ONE_ASID);
        return;
    case SCHEMES:
        return;
    }
}

void space_stop(void)
{
    space_leave();
    if (scheme == PHYSICAL)
        return;
    mmu_off();
    ttbcr_write(0);
    unpin_all();
}

void space_make(const struct process *process)
{
    uint32_t *table = tables[process->place];

    /* What is invalidated below by its ASID is so even where it is locked (DDI 0301, 3.2.23). */
    for (uint32_t k = 0; k < PAIRS; k++)
        if (pinned[k] != 0 && asid(pinned[k]) == asid(process))
            pinned[k] = 0;
    if (home_code == process->code)
        home_code = 0; /* its section may hold another program now */
    map_low(table);
    map_section(table, process->code_address, process->code, SECTION_NORMAL | SECTION_USER_READS | SECTION_OF_ASID);
    map_section(table, process->data_address, process->data, SECTION_NORMAL | SECTION_USER | SECTION_OF_ASID);
    synchronization_barrier_write(0);
    tlb_invalidate_asid_write(asid(process));
    synchronize();
}

void space_enter(struct process *process)
{
    switch (scheme) {
    case PHYSICAL:
        enter_physical(process);
        break;
    case PINNED:
    case PINNED_ASIDS:
        enter_pinned(process);
        break;
    case PAGED:
        mmu_switch(tables[process->place], ONE_ASID);
        tlb_flush();
        break;
    case PAGED_ASIDS:
        mmu_switch(tables[process->place], asid(process));
        break;
    case SCHEMES:
        break;
    }
}

void space_leave(void)
{
    if (home != 0)
        section_copy(home->data, home->data_address);
    home = 0;
}

void physical_begin(void)
{
    control_write(control_read() & ~CONTROL_M);
    synchronize();
}

void physical_end(void)
{
    if (scheme != PHYSICAL)
        control_write(control_read() | CONTROL_M);
    synchronize();
}
