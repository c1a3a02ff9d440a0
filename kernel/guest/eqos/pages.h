/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages: contents of one block each, which processes share until one of them writes. A page is in a frame, or in the
 * store, or in both while nobody has written to it. All of this with the MMU off.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* The two sections of a process. */
enum part { CODE, DATA, PARTS };

enum { PART_PAGES = 256 }; /* of a part, at most */

typedef uint16_t page; /* a page's number; 0: none */

/* Begins anew, with so many frames (0: no end of them) of so many bytes; nobody has a page. */
void pages_start(uint32_t bytes, uint32_t frames);
uint32_t page_bytes(void);

/* How many new pages there is still room for. */
unsigned pages_free(void);

/* A page of zeros, or of what another holds, with one user and in a frame; it can only ever be mapped at this place of this
   part. 0 when there is no room. */
page page_new(enum part part, unsigned index);
page page_copy(page from);

/* One user more, one less; the last one's going frees it. */
void page_share(page page);
void page_drop(page page);
bool page_is_shared(page page);

/* Where it is: in a frame, to which it comes if need be, at the cost of another page's frame, unless that one is held. */
uint32_t page_fetch(page page);
void page_hold(page page);
void page_let_go(page page);

/* Where it can be read: wherever it is. */
uint32_t page_content(page page);

/* It is about to be written to: it comes to a frame, and what the store has of it is no longer good. */
void page_write(page page);
bool page_is_written(page page);

/* How many came back from the store since the start. */
uint32_t pages_returned(void);
