/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Frames are given away in turn. There are never more pages than blocks, less one where there is a store: so a page that
 * must give up its frame always finds a block, if need be that of the old content of one which is in a frame again.
 */
#include "pages.h"

#include "arch.h"
#include "console.h"
#include "memory.h"
#include "space.h"

enum { NOWHERE = 0xffff };

struct place {
    uint16_t users;       /* 0: the number is free */
    uint16_t frame, slot; /* blocks, or NOWHERE: where it is in a frame, and in the store */
    uint8_t index;
    uint8_t part : 1, held : 1;
};

static struct place places[MOST_BLOCKS + 1]; /* by page */
static page holders[MOST_BLOCKS];            /* by block */
static unsigned blocks, frames, limit, used;
static unsigned last_page, last_frame, last_slot; /* given away last */
static uint32_t bytes, returned;

void pages_start(uint32_t block_bytes, uint32_t wanted)
{
    bytes = block_bytes;
    blocks = memory_divide(bytes);
    if (wanted >= blocks)
        panic("found room for %u frames and a store, wanted %u", blocks - 1, wanted);
    frames = wanted == 0 ? blocks : wanted;
    limit = frames == blocks ? blocks : blocks - 1;
    used = 0;
    returned = 0;
    last_page = 0;
    last_frame = frames - 1;
    last_slot = blocks - 1;
    for (unsigned k = 0; k < blocks; k++)
        holders[k] = 0;
    for (unsigned k = 0; k <= blocks; k++)
        places[k].users = 0;
}

uint32_t page_bytes(void)
{
    return bytes;
}

unsigned pages_free(void)
{
    return limit - used;
}

uint32_t pages_returned(void)
{
    return returned;
}

static unsigned after(unsigned block, unsigned first, unsigned end)
{
    return block + 1 == end ? first : block + 1;
}

static void free_block(uint16_t *block)
{
    if (*block != NOWHERE)
        holders[*block] = 0;
    *block = NOWHERE;
}

/* A block of the store for the page. */
static void take_slot(page page)
{
    for (unsigned k = frames; k < blocks; k++) {
        last_slot = after(last_slot, frames, blocks);
        if (holders[last_slot] == 0)
            goto found;
    }
    for (unsigned k = frames; k < blocks; k++) {
        last_slot = after(last_slot, frames, blocks);
        if (places[holders[last_slot]].frame != NOWHERE)
            goto found;
    }
    panic("%u pages fill %u blocks", used, blocks);
found:
    if (holders[last_slot] != 0)
        free_block(&places[holders[last_slot]].slot);
    holders[last_slot] = page;
    places[page].slot = (uint16_t)last_slot;
}

/* Makes a page give up its frame. */
static void evict(page page)
{
    struct place *place = &places[page];

    if (place->slot == NOWHERE) {
        take_slot(page);
        memory_copy(block_address(place->slot), block_address(place->frame), bytes);
    }
    space_forget(page, (enum part)place->part, place->index);
    free_block(&place->frame);
}

static void take_frame(page page)
{
    for (unsigned k = 0; k < frames && used <= frames; k++) {
        last_frame = after(last_frame, 0, frames);
        if (holders[last_frame] == 0)
            goto found;
    }
    do
        last_frame = after(last_frame, 0, frames);
    while (places[holders[last_frame]].held);
    if (holders[last_frame] != 0)
        evict(holders[last_frame]);
found:
    holders[last_frame] = page;
    places[page].frame = (uint16_t)last_frame;
    instruction_cache_invalidate_write(0); /* it may come to hold other code */
    branch_predictor_flush_write(0);
}

page page_new(enum part part, unsigned index)
{
    if (used == limit)
        return 0;
    do
        last_page = after(last_page, 1, blocks + 1);
    while (places[last_page].users != 0);
    page page = (uint16_t)last_page;
    places[page] = (struct place){.users = 1, .frame = NOWHERE, .slot = NOWHERE, .index = (uint8_t)index, .part = part};
    used++;
    take_frame(page);
    memory_clear(block_address(places[page].frame), bytes);
    return page;
}

page page_copy(page from)
{
    page_hold(from);
    page copy = page_new((enum part)places[from].part, places[from].index);
    if (copy != 0)
        memory_copy(block_address(places[copy].frame), page_content(from), bytes);
    page_let_go(from);
    return copy;
}

void page_share(page page)
{
    places[page].users++;
}

void page_drop(page page)
{
    struct place *place = &places[page];

    if (place->users == 0)
        panic("page %u has no user to lose", page);
    if (--place->users > 0)
        return;
    free_block(&place->frame);
    free_block(&place->slot);
    used--;
}

bool page_is_shared(page page)
{
    return places[page].users > 1;
}

uint32_t page_fetch(page page)
{
    struct place *place = &places[page];

    if (place->frame == NOWHERE) {
        take_frame(page);
        memory_copy(block_address(place->frame), block_address(place->slot), bytes);
        returned++;
    }
    return block_address(place->frame);
}

void page_hold(page page)
{
    places[page].held = true;
}

void page_let_go(page page)
{
    places[page].held = false;
}

uint32_t page_content(page page)
{
    const struct place *place = &places[page];

    return block_address(place->frame != NOWHERE ? place->frame : place->slot);
}

bool page_is_written(page page)
{
    return places[page].slot == NOWHERE;
}

void page_write(page page)
{
    page_fetch(page);
    free_block(&places[page].slot);
}
