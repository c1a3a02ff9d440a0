/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sections are copied when a process forks. Smaller pages come to be when they are first touched, and a fork shares them
 * until one side writes.
 */
#include "space.h"

#include "arch.h"
#include "board.h"
#include "image.h"
#include "mapping.h"
#include "process.h"
#include "record.h"
#include "tags.h"

static const struct mapping *mapping;
static unsigned depth; /* how many physical_begin() are open */
static bool toggled;

static const struct mapping *mapping_of(enum scheme scheme)
{
    switch (scheme) {
    case NO_MMU:
        return &identity_mapping;
    case PINNED:
        return &pinned_mapping;
    case SECTIONS:
    case LARGE:
    case SMALL:
        return &table_mapping;
    }
    return 0;
}

static uint32_t bytes_of(enum scheme scheme)
{
    switch (scheme) {
    case NO_MMU:
    case PINNED:
    case SECTIONS:
        return SECTION_BYTES;
    case LARGE:
        return 64 << 10;
    case SMALL:
        return 4 << 10;
    }
    return 0;
}

static bool sections(void)
{
    return page_bytes() == SECTION_BYTES;
}

void space_start(const struct options *options)
{
    mapping = mapping_of(options->scheme);
    toggled = options->toggled;
    pages_start(bytes_of(options->scheme), options->frames);
    for (unsigned k = 0; k < SPACES; k++)
        memory_clear((uint32_t)record_of(k)->pages, sizeof record_of(k)->pages);
    tags_start(options);
    mapping->start(options);
}

void space_stop(void)
{
    mapping->stop();
}

void physical_begin(void)
{
    if (depth++ > 0 || !mapping->mmu)
        return;
    control_write(control_read() & ~CONTROL_M);
    branch_predictor_flush_write(0);
    synchronize();
}

void physical_end(void)
{
    if (--depth > 0 || !mapping->mmu)
        return;
    synchronization_barrier_write(0); /* what was written to tables is there */
    control_write(control_read() | CONTROL_M);
    branch_predictor_flush_write(0);
    synchronize();
}

void space_kernel_begins(void)
{
    if (toggled)
        physical_begin();
}

void space_kernel_ends(void)
{
    if (toggled)
        physical_end();
}

bool space_suits(const struct image *image)
{
    return image->code_address < mapping->border() && image->data_address < mapping->border();
}

static unsigned pages_for(uint32_t bytes)
{
    return (bytes + page_bytes() - 1) / page_bytes();
}

bool space_has_room(const struct image *image)
{
    return pages_free() >= (sections() ? PARTS : pages_for(image->code_bytes) + pages_for(image->data_bytes));
}

/* Puts what the program file has for a part into new pages; a section is there even where the file has nothing. */
static void load_part(struct record *record, enum part part, uint32_t content, uint32_t bytes)
{
    uint32_t most = page_bytes(), frame = 0;

    if (bytes == 0 && sections())
        record->pages[part][0] = page_new(part, 0);
    for (uint32_t k = 0; k < bytes; k += 4) {
        if (k % most == 0) {
            page page = page_new(part, k / most);

            record->pages[part][k / most] = page;
            frame = page_fetch(page);
        }
        store(frame + k % most, load(content + k));
    }
}

void space_load(struct process *process, const struct image *image)
{
    struct record *record = record_of(process->place);

    physical_begin();
    load_part(record, CODE, (uint32_t)image + image->code_offset, image->code_bytes);
    load_part(record, DATA, (uint32_t)image + image->data_offset, image->data_bytes);
    process->address[CODE] = image->code_address;
    process->address[DATA] = image->data_address;
    mapping->begin(process);
    physical_end();
}

/* Shares all pages but a section of data, which is copied. */
static bool copy_pages(struct record *to, struct record *from)
{
    if (sections()) {
        page data = page_copy(from->pages[DATA][0]);

        if (data == 0)
            return false;
        to->pages[DATA][0] = data;
        to->pages[CODE][0] = from->pages[CODE][0];
        page_share(to->pages[CODE][0]);
        return true;
    }
    for (enum part part = CODE; part < PARTS; part++)
        for (unsigned k = 0; k < PART_PAGES; k++) {
            to->pages[part][k] = from->pages[part][k];
            if (to->pages[part][k] != 0)
                page_share(to->pages[part][k]);
        }
    return true;
}

bool space_fork(struct process *child, struct process *parent)
{
    bool copied;

    physical_begin();
    mapping->put_back();
    copied = copy_pages(record_of(child->place), record_of(parent->place));
    if (copied) {
        child->asid = 0;
        child->domain = 0;
        if (!sections())
            mapping->protect(parent);
        mapping->begin(child);
    }
    physical_end();
    return copied;
}

void space_drop(struct process *process)
{
    struct record *record = record_of(process->place);

    physical_begin();
    mapping->end(process);
    tags_drop(process);
    for (enum part part = CODE; part < PARTS; part++)
        for (unsigned k = 0; k < PART_PAGES; k++) {
            if (record->pages[part][k] != 0)
                page_drop(record->pages[part][k]);
            record->pages[part][k] = 0;
        }
    physical_end();
}

void space_enter(struct process *process)
{
    const struct record *record = record_of(process->place);

    physical_begin();
    if (sections()) {
        page_fetch(record->pages[CODE][0]);
        page_hold(record->pages[CODE][0]);
        page_fetch(record->pages[DATA][0]);
        page_let_go(record->pages[CODE][0]);
        page_write(record->pages[DATA][0]);
    }
    mapping->enter(process);
    physical_end();
}

/* Makes a page writable by this process alone. False when there is no room for a copy. */
static bool own(page *page_here)
{
    page copy;

    if (page_is_shared(*page_here)) {
        copy = page_copy(*page_here);
        if (copy == 0)
            return false;
        page_drop(*page_here);
        *page_here = copy;
    }
    page_write(*page_here);
    return true;
}

/* Gives user code a page as it wants it; one that was never touched is zeros. */
static enum fault give(struct process *process, enum part part, unsigned index, bool write)
{
    page *page_here = &record_of(process->place)->pages[part][index];
    uint32_t frame;

    if (*page_here == 0)
        *page_here = page_new(part, index);
    if (*page_here == 0 || (write && !own(page_here)))
        return NO_ROOM;
    frame = page_fetch(*page_here);
    mapping->map(process, part, index, frame, page_is_written(*page_here) && !page_is_shared(*page_here));
    return MENDED;
}

static bool is_about_pages(uint32_t status)
{
    switch (status & FAULT_STATUS) {
    case FAULT_SECTION_TRANSLATION:
    case FAULT_PAGE_TRANSLATION:
    case FAULT_PAGE_PERMISSION:
        return true;
    default:
        return false;
    }
}

enum fault space_fault(struct process *process, uint32_t address, uint32_t status, bool write)
{
    enum fault fault = FORBIDDEN;

    if (sections() || !is_about_pages(status))
        return FORBIDDEN;
    physical_begin();
    for (enum part part = CODE; part < PARTS; part++)
        if (address - process->address[part] < SECTION_BYTES)
            fault = give(process, part, (address - process->address[part]) / page_bytes(), write);
    physical_end();
    return fault;
}

char space_byte(struct process *process, uint32_t address)
{
    char byte = 0;

    physical_begin();
    mapping->put_back();
    for (enum part part = CODE; part < PARTS; part++) {
        uint32_t offset = address - process->address[part];

        if (offset < SECTION_BYTES && record_of(process->place)->pages[part][offset / page_bytes()] != 0)
            byte = *(const volatile char *)(page_content(
                                                record_of(process->place)->pages[part][offset / page_bytes()]) +
                offset % page_bytes());
    }
    physical_end();
    return byte;
}

void space_forget(page page, enum part part, unsigned index)
{
    for (unsigned k = 0; k < processes_at_most(); k++)
        if (record_of(k)->pages[part][index] == page)
            mapping->forget(process_in(k), part, index);
}
