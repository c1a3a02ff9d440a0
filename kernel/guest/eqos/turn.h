/* SPDX-License-Identifier: Apache-2.0 */
/* Turns: who has the processor, for how long, and what is hashed meanwhile. */
#pragma once

#include "exceptions.h"
#include "options.h"

/* Runs the processes that have been started until all have ended. Gives how many there were. */
unsigned turns_run(const struct options *options);

/* What to resume: the current process while it is ready and may go on, else another; the kernel when none is left. */
struct frame *turn_resume(void);
struct frame *turn_other(void);

/* What the current process asks for has no room: others go on, and it asks again when some has become free. */
struct frame *turn_starve(void);
