/* SPDX-License-Identifier: Apache-2.0 */
/* A tag is its length in words, its kind, and its content; the first says that there is a list. */
#include "boot-tags.h"

#include <stdint.h>

enum { TAG_NONE = 0, TAG_CORE = 0x54410001, TAG_COMMAND_LINE = 0x54410009, HEADER_WORDS = 2 };
enum { TAGS_END = 0x8000 }; /* the kernel begins there */

struct tag {
    uint32_t words, kind;
    char text[];
};

extern const struct tag *const volatile boot_tags; /* set by start.S */

const char *command_line(void)
{
    const struct tag *tag = boot_tags;

    if ((uint32_t)tag % 4 != 0 || (uint32_t)tag >= TAGS_END || tag->kind != TAG_CORE)
        return "";
    while (tag->kind != TAG_NONE && tag->words >= HEADER_WORDS && (uint32_t)tag < TAGS_END) {
        if (tag->kind == TAG_COMMAND_LINE)
            return tag->text;
        tag = (const struct tag *)((const uint32_t *)tag + tag->words);
    }
    return "";
}
