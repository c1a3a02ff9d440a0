/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Eight locked TLB entries and no table: four for the kernel and the devices, two for each of two processes, or, where all
 * have one ASID, of one. An entry that is invalidated by its ASID or address is so even where it is locked (DDI 0301,
 * 3.2.23).
 */
#include "arch.h"
#include "mapping.h"
#include "mmu.h"
#include "record.h"
#include "tags.h"

enum { FIRST_USER_PIN = 4, PAIRS = 2, DEVICES = 0x20000000 };

/* Words of locked entries (DDI 0301, 3.2.60) */
enum {
    PIN_GLOBAL = 1 << 9,
    PIN_MEGABYTE = 3 << 6,
    PIN_KERNEL = 1 << 1,
    PIN_USER_READS = 2 << 1,
    PIN_USER = 3 << 1,
    PIN_VALID = 1 << 0,
    PIN_NORMAL = 1 << 3,
    PIN_NEVER_EXECUTE = 1 << 6,
    PIN_DOMAIN_SHIFT = 7,
};

static uint32_t empty_table[TABLE_WORDS] TABLE;
static struct process *pinned[PAIRS]; /* whose sections the pairs are, or null */

static void pin(uint32_t index, uint32_t va, uint32_t pa, uint32_t attributes)
{
    lockdown_index_write(index);
    lockdown_va_write(va);
    lockdown_attributes_write(attributes);
    lockdown_pa_write(pa | PIN_MEGABYTE);
}

static void unpin(unsigned pair)
{
    for (uint32_t k = 0; k < PARTS; k++)
        pin(FIRST_USER_PIN + PARTS * pair + k, 0, 0, 0);
    pinned[pair] = 0;
}

static void start(const struct options *options)
{
    (void)options;
    tlb_flush();
    pin(0, 0 | PIN_GLOBAL, 0 | PIN_KERNEL | PIN_VALID, PIN_NORMAL);
    for (uint32_t k = 1; k < FIRST_USER_PIN; k++) {
        uint32_t device = DEVICES + (k - 1) * SECTION_BYTES;
        pin(k, device | PIN_GLOBAL, device | PIN_KERNEL | PIN_VALID, PIN_NEVER_EXECUTE);
    }
    for (unsigned k = 0; k < PAIRS; k++)
        unpin(k);
    mmu_on(empty_table, THE_ASID);
}

static void stop(void)
{
    mmu_off();
    for (uint32_t k = 0; k < FIRST_USER_PIN; k++)
        pin(k, 0, 0, 0);
    for (unsigned k = 0; k < PAIRS; k++)
        unpin(k);
}

static uint32_t border(void)
{
    return DEVICES;
}

/* The process is nowhere pinned any longer; the micro-TLBs may hold what was. */
static void end(struct process *process)
{
    for (unsigned k = 0; k < PAIRS; k++)
        if (pinned[k] == process) {
            unpin(k);
            tlb_flush();
        }
}

static void pin_part(unsigned index, const struct process *process, enum part part, uint32_t rights)
{
    uint32_t frame = page_fetch(record_of(process->place)->pages[part][0]);

    pin(index, process->address[part] | process->asid, frame | rights | PIN_VALID,
        PIN_NORMAL | process->domain << PIN_DOMAIN_SHIFT);
}

static void enter(struct process *process)
{
    unsigned pair = tags_flush() ? 0 : process->place % PAIRS;
    unsigned first = FIRST_USER_PIN + PARTS * pair;

    if (tags_take(process)) /* what it had pinned went with its old ASID, and so did another's with its new one */
        for (unsigned k = 0; k < PAIRS; k++)
            if (pinned[k] != 0 && (pinned[k] == process || pinned[k]->asid == process->asid))
                unpin(k);
    if (pinned[pair] != process) {
        pin_part(first + CODE, process, CODE, PIN_USER_READS);
        pin_part(first + DATA, process, DATA, PIN_USER);
        pinned[pair] = process;
        if (tags_flush())
            tlb_flush();
    }
    context_id_write(process->asid);
    synchronize();
}

static void put_back(void)
{
}

static void forget(struct process *process, enum part part, unsigned index)
{
    (void)part, (void)index;
    end(process);
}

const struct mapping pinned_mapping = {
    .mmu = true,
    .border = border,
    .start = start,
    .stop = stop,
    .begin = end,
    .end = end,
    .enter = enter,
    .put_back = put_back,
    .forget = forget,
};
