/* SPDX-License-Identifier: Apache-2.0 */
/* What follows the kernel in memory: with no program, it is zeros. */
#include "image.h"

#include <stdbool.h>

#include "console.h"
#include "hash.h"
#include "memory.h"
#include "table.h"

extern const uint32_t image_end[], bss_start[];

static const uint32_t magic = 0xfaf0faf0;

static bool is_good(const struct image *image)
{
    uint32_t code_end = image->code_offset + image->code_bytes;

    return image->header_bytes == sizeof *image && image->code_offset == sizeof *image && image->data_offset == code_end &&
        image->code_bytes % 4 == 0 && image->code_bytes <= SECTION_BYTES && image->data_bytes <= SECTION_BYTES / 2 &&
        image->code_address % SECTION_BYTES == 0 && image->data_address % SECTION_BYTES == 0 &&
        image->code_address != image->data_address && image->code_address != 0 && image->data_address != 0;
}

/* Behind the last place that a program may reach: another's header after it would have been wiped by start.S. */
static uint32_t room_end(void)
{
    return (uint32_t)bss_start - sizeof(struct image);
}

static const struct image *image_at(const uint32_t *address)
{
    const struct image *image = (const struct image *)address;

    if (image->magic != magic)
        return 0;
    if (!is_good(image))
        panic("the program at %x has a header that does not fit", (uint32_t)address);
    if ((uint32_t)image + image->data_offset + image->data_bytes > room_end())
        panic("found programs up to %x, wanted at most %u bytes of them",
            (uint32_t)image + image->data_offset + image->data_bytes, room_end() - (uint32_t)image_end);
    return image;
}

const struct image *image_first(void)
{
    return image_at(image_end);
}

const struct image *image_after(const struct image *image)
{
    return image_at((const uint32_t *)((uint32_t)image + image->data_offset + image->data_bytes));
}

uint32_t image_hash(const struct image *image)
{
    const uint32_t *code = (const uint32_t *)((uint32_t)image + image->code_offset);

    return hash_words(image->code_bytes, code, image->code_bytes / 4);
}

static bool same(const char *a, const char *b)
{
    while (*a != 0 && *a == *b)
        a++, b++;
    return *a == *b;
}

const struct image *image_named(const char *name)
{
    for (unsigned k = 0; k < known_program_count; k++)
        if (same(known_programs[k].name, name))
            for (const struct image *image = image_first(); image != 0; image = image_after(image))
                if (image_hash(image) == known_programs[k].program_hash)
                    return image;
    return 0;
}
