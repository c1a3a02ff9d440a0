/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The heap: one list of free blocks in order of address, first fit, neighbours joined when a block comes back.
 *
 * A block is its 8-byte header and the bytes after it. In a block that is in use only `bytes` means something; in a
 * free one `next` is the next free block. Everything is a multiple of 8, the strictest alignment of the procedure
 * call standard.
 */
#include "libos.h"

struct block {
    uint32_t bytes; /* of the whole block, header included */
    struct block *next;
};

enum {
    UNIT = sizeof(struct block),
    GROWTH = 4096 /* bytes asked for at least, so that small requests seldom trap into the kernel */
};

static struct block *free_list;

/* Puts a block back where its address belongs and joins it with the free neighbours it touches. */
static void insert(struct block *block)
{
    struct block **link = &free_list;
    struct block *before = NULL;
    while (*link && *link < block) {
        before = *link;
        link = &before->next;
    }
    struct block *after = *link;
    block->next = after;
    *link = block;
    if (after && (uint8_t *)block + block->bytes == (uint8_t *)after) {
        block->bytes += after->bytes;
        block->next = after->next;
    }
    if (before && (uint8_t *)before + before->bytes == (uint8_t *)block) {
        before->bytes += block->bytes;
        before->next = block->next;
    }
}

static bool grow(uint32_t bytes)
{
    if (bytes < GROWTH)
        bytes = GROWTH;
    /* The heap may start at any address: the first unit is lost to rounding up. */
    uintptr_t start = (uintptr_t)os_sbrk((int)(bytes + UNIT));
    if (!start)
        return false;
    uintptr_t end = (start + bytes + UNIT) & -(uintptr_t)UNIT;
    struct block *block = (struct block *)((start + UNIT - 1) & -(uintptr_t)UNIT);
    block->bytes = (uint32_t)(end - (uintptr_t)block);
    insert(block);
    return true;
}

void *malloc(size_t bytes)
{
    if (bytes > INT32_MAX - 4 * UNIT)
        return NULL;
    uint32_t wanted = (uint32_t)(bytes + 2 * UNIT - 1) & -(uint32_t)UNIT;
    do {
        for (struct block **link = &free_list, *block; (block = *link); link = &block->next) {
            if (block->bytes < wanted)
                continue;
            if (block->bytes - wanted < 2 * UNIT) {
                *link = block->next;
            } else {
                /* Taking the upper end leaves the list as it is. */
                block->bytes -= wanted;
                block = (struct block *)((uint8_t *)block + block->bytes);
                block->bytes = wanted;
            }
            return block + 1;
        }
    } while (grow(wanted));
    return NULL;
}

void free(void *memory)
{
    if (memory)
        insert((struct block *)memory - 1);
}

void *calloc(size_t count, size_t bytes)
{
    size_t total;
    if (__builtin_mul_overflow(count, bytes, &total))
        return NULL;
    void *memory = malloc(total);
    return memory ? memset(memory, 0, total) : NULL;
}

void *realloc(void *memory, size_t bytes)
{
    if (!memory)
        return malloc(bytes);
    size_t held = ((struct block *)memory - 1)->bytes - UNIT;
    if (bytes <= held)
        return memory;
    void *moved = malloc(bytes);
    if (moved) {
        memcpy(moved, memory, held);
        free(memory);
    }
    return moved;
}
