/* SPDX-License-Identifier: Apache-2.0 */
/* Address spaces: the pages that processes have, and how each comes to see its own at the addresses of its program. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "options.h"
#include "pages.h"

struct process;
struct image;

/* From here on processes live in spaces of this kind; stop goes back to physical addresses. */
void space_start(const struct options *options);
void space_stop(void);

/* Whether programs at this program's addresses are possible, and whether there is room for one more of it now. */
bool space_suits(const struct image *image);
bool space_has_room(const struct image *image);

/* Gives a process, which has none, the memory with which a program starts. There must be room. */
void space_load(struct process *process, const struct image *image);

/* Gives a process, which has none, a copy of what another has; false when there is no room, and nothing was done. */
bool space_fork(struct process *child, struct process *parent);

/* Takes away a process's memory; before it ends, or loads another program. */
void space_drop(struct process *process);

/* Lets user code see this process's memory. */
void space_enter(struct process *process);

/* User code of the entered process could not load, store or execute. */
enum fault { MENDED, NO_ROOM, FORBIDDEN };
enum fault space_fault(struct process *process, uint32_t address, uint32_t status, bool write);

/* The byte at an address of the entered process; 0 where it has none. */
char space_byte(struct process *process, uint32_t address);

/* For pages: one is about to leave its frame, so nobody may see it there any longer. */
void space_forget(page page, enum part part, unsigned index);

/* Physical addresses are good between these two, whatever the scheme. May be nested. */
void physical_begin(void);
void physical_end(void);

/* The kernel gets the processor, and gives it back. */
void space_kernel_begins(void);
void space_kernel_ends(void);
