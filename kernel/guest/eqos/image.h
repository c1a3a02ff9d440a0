/* SPDX-License-Identifier: Apache-2.0 */
/* Small programs, appended to the kernel one after the other (EQUIVALENCE.md, section 3). */
#pragma once

#include <stdint.h>

struct image {
    uint32_t magic, header_bytes;
    uint32_t code_offset, code_address, code_bytes;
    uint32_t data_offset, data_address, data_bytes;
    uint32_t bss_address, bss_bytes;
};

/* The first program, and the one after another; null when there is none. A panic when one is not as it should be. */
const struct image *image_first(void);
const struct image *image_after(const struct image *image);

uint32_t image_hash(const struct image *image);

/* The appended program that is known by a name, or null. */
const struct image *image_named(const char *name);
