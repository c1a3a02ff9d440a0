/* SPDX-License-Identifier: Apache-2.0 */
/* Address spaces: how a process comes to see its two sections at the addresses that its program is linked for. */
#pragma once

#include <stdint.h>

struct process;

enum scheme {
    PHYSICAL,     /* no MMU: the sections are copied to their addresses and back at each switch */
    PINNED,       /* no tables: locked TLB entries, written anew at each switch */
    PINNED_ASIDS, /* the same, an ASID for each process, and two processes stay pinned */
    PAGED,        /* a table for each process, one ASID, and a flush at each switch */
    PAGED_ASIDS,  /* a table and an ASID for each process, and no flush */
    SCHEMES,
};

enum { SPACES = 64 };

extern const char *const scheme_names[SCHEMES];

/* From here on processes live in spaces of this scheme; stop goes back to physical addresses. */
void space_start(enum scheme scheme);
void space_stop(void);

/* Makes the space of a process that has its sections, whose place (0 to 63) no other living one has. */
void space_make(const struct process *process);

/* Lets user code see this process's memory. */
void space_enter(struct process *process);

/* What this process's sections hold is in them, and it is no longer the one that user code sees. */
void space_leave(void);

/* Physical addresses are good between these two, whatever the scheme. */
void physical_begin(void);
void physical_end(void);
