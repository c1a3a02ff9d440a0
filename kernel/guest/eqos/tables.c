/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process has a table of its own for what lies below TTBCR's border, and all share one above it, where the devices are
 * (DDI 0301, 6.12). The kernel's own section is global and for privileged modes only. Sections are all there when the
 * process is entered; pages are asked for by aborts.
 */
#include "arch.h"
#include "mapping.h"
#include "mmu.h"
#include "record.h"
#include "tags.h"

enum { LARGE_PAGE_BYTES = 64 << 10, SMALL_PAGE_BYTES = 4 << 10, REPEATED = 16, DOMAIN_SHIFT = 5, DOMAIN_MASK = 15 << 5 };
enum { LARGE_PAGE_NORMAL = 1 << 12 };

static uint32_t shared_table[TABLE_WORDS] TABLE;

static void clear(uint32_t *table)
{
    for (uint32_t k = 0; k < SMALL_TABLE_WORDS; k++)
        table[k] = 0;
    map_section(table, 0, 0, SECTION_NORMAL | SECTION_KERNEL);
}

static void start(const struct options *options)
{
    (void)options;
    map_kernel(shared_table, SECTION_KERNEL);
    ttbr1_write((uint32_t)shared_table);
    ttbcr_write(0); /* until a process is entered */
    mmu_on(shared_table, THE_ASID);
}

static void stop(void)
{
    mmu_off();
    ttbcr_write(0);
}

static uint32_t border(void)
{
    return (uint32_t)SMALL_TABLE_WORDS * SECTION_BYTES;
}

static uint32_t *word_of(struct record *record, const struct process *process, enum part part)
{
    return &record->table[process->address[part] / SECTION_BYTES];
}

static void begin(struct process *process)
{
    struct record *record = record_of(process->place);

    clear(record->table);
    for (unsigned part = 0; part < PARTS; part++) {
        for (unsigned k = 0; k < PART_PAGES; k++)
            record->pages_below[part][k] = 0;
        if (page_bytes() < SECTION_BYTES)
            map_pages(record->table, process->address[part], record->pages_below[part], process->domain);
    }
}

/* An old entry may be for the domain that the process had before. */
static void set_domain(struct record *record, const struct process *process)
{
    for (enum part part = CODE; part < PARTS; part++) {
        uint32_t *word = word_of(record, process, part);

        if (*word != 0)
            *word = (*word & ~(uint32_t)DOMAIN_MASK) | process->domain << DOMAIN_SHIFT;
    }
}

static void map_sections(struct record *record, const struct process *process)
{
    for (enum part part = CODE; part < PARTS; part++)
        map_section(record->table, process->address[part], page_fetch(record->pages[part][0]),
            SECTION_NORMAL | SECTION_OF_ASID | (part == CODE ? SECTION_USER_READS : SECTION_USER) |
                SECTION_DOMAIN(process->domain));
}

static void enter(struct process *process)
{
    struct record *record = record_of(process->place);

    if (tags_take(process))
        set_domain(record, process);
    if (page_bytes() == SECTION_BYTES)
        map_sections(record, process);
    mmu_switch(record->table, process->asid);
    ttbcr_write(BORDER);
    if (tags_flush())
        tlb_flush();
    synchronize();
}

static void put_back(void)
{
}

/* What the TLB knows of an address of a process. With one ASID for all it knows nothing of processes not entered. */
static void forget_address(const struct process *process, uint32_t address)
{
    synchronization_barrier_write(0);
    if (process->asid != 0)
        tlb_invalidate_address_write(address | process->asid);
    synchronize();
}

static uint32_t address_of(const struct process *process, enum part part, unsigned index)
{
    return process->address[part] + index * page_bytes();
}

/* Sets the words for a page: 16 equal ones for a large page. */
static void set_words(struct process *process, enum part part, unsigned index, uint32_t word)
{
    uint32_t *words = record_of(process->place)->pages_below[part];
    unsigned count = page_bytes() == LARGE_PAGE_BYTES ? REPEATED : 1;

    for (unsigned k = 0; k < count; k++)
        words[index * count + k] = word;
    forget_address(process, address_of(process, part, index));
}

static void map(struct process *process, enum part part, unsigned index, uint32_t frame, bool writable)
{
    uint32_t kind = page_bytes() == LARGE_PAGE_BYTES ? PAGE_LARGE | LARGE_PAGE_NORMAL : PAGE_SMALL | PAGE_NORMAL;

    set_words(process, part, index, frame | kind | PAGE_OF_ASID | (writable ? PAGE_USER : PAGE_USER_READS));
}

static void protect(struct process *process)
{
    struct record *record = record_of(process->place);

    for (enum part part = CODE; part < PARTS; part++)
        for (unsigned k = 0; k < PART_PAGES; k++)
            if ((record->pages_below[part][k] & PAGE_USER) == PAGE_USER)
                record->pages_below[part][k] ^= PAGE_USER ^ PAGE_USER_READS;
    synchronization_barrier_write(0);
    if (process->asid != 0)
        tlb_invalidate_asid_write(process->asid);
    synchronize();
}

static void forget(struct process *process, enum part part, unsigned index)
{
    if (page_bytes() < SECTION_BYTES) {
        set_words(process, part, index, 0);
        return;
    }
    *word_of(record_of(process->place), process, part) = 0;
    forget_address(process, address_of(process, part, index));
}

static void end(struct process *process)
{
    (void)process; /* its ASID is not lent again without a flush */
}

const struct mapping table_mapping = {
    .mmu = true,
    .border = border,
    .start = start,
    .stop = stop,
    .begin = begin,
    .end = end,
    .enter = enter,
    .put_back = put_back,
    .map = map,
    .protect = protect,
    .forget = forget,
};
