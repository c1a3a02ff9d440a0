/* SPDX-License-Identifier: Apache-2.0 */
/* Physical memory in sections of 1 MB, with the count of processes that use each. The MMU is off while they are touched. */
#pragma once

#include <stdint.h>

enum { SECTION_BYTES = 1 << 20 };

/* Finds out how much there is. */
void memory_start(void);

/* Sections that nobody uses. */
unsigned sections_free(void);

/* A section with one user, whatever it holds: its physical address, or 0 when there is none. */
uint32_t section_take(void);

/* One user more, one less. The last one's going frees it. */
void section_share(uint32_t section);
void section_drop(uint32_t section);

/* Fills a whole section with zeros, or with what another holds. */
void section_clear(uint32_t section);
void section_copy(uint32_t to, uint32_t from);
