/* SPDX-License-Identifier: Apache-2.0 */
/* How user code comes to see the pages of a process: without an MMU, by locked TLB entries, or by tables. */
#pragma once

#include <stdbool.h>

#include "options.h"
#include "pages.h"
#include "process.h"

struct mapping {
    bool mmu; /* it is on while user code runs */
    uint32_t (*border)(void); /* programs are at addresses below */

    void (*start)(const struct options *options);
    void (*stop)(void);

    /* A process has new pages, or none any longer. */
    void (*begin)(struct process *process);
    void (*end)(struct process *process);

    /* Lets user code see a process's pages, which all have frames where they are sections. */
    void (*enter)(struct process *process);

    /* What a process's pages hold is in them. */
    void (*put_back)(void);

    /* A page goes to user code of the entered process, perhaps to be written; not where pages are sections. */
    void (*map)(struct process *process, enum part part, unsigned index, uint32_t frame, bool writable);

    /* No page of a process may be written any longer; not where pages are sections. */
    void (*protect)(struct process *process);

    /* A page of a process leaves its frame. */
    void (*forget)(struct process *process, enum part part, unsigned index);
};

extern const struct mapping identity_mapping, pinned_mapping, table_mapping;
