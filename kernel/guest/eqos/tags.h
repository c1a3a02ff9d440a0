/* SPDX-License-Identifier: Apache-2.0 */
/* The ASIDs and domains by which the processor tells processes apart. */
#pragma once

#include <stdbool.h>

#include "options.h"

struct process;

enum { THE_ASID = 1, KERNEL_DOMAIN = 0 };

void tags_start(const struct options *options);

/* Whether all have the same ASID, so that a switch must flush the TLB. */
bool tags_flush(void);

/* Gives a process that is about to run an ASID and a domain, and opens the domain to it alone. Nothing of an ASID that it
   did not have before is in the TLB any longer, not even locked. True when either is new to it. */
bool tags_take(struct process *process);

/* It ends, or begins anew. */
void tags_drop(struct process *process);
