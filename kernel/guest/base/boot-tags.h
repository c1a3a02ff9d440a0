/* SPDX-License-Identifier: Apache-2.0 */
/* What the firmware tells the kernel: a list of tags, whose address it hands over in r2 (Linux: Documentation/arm/booting). */
#pragma once

/* The command line; "" when there is none. It may be overwritten by who takes the memory below 0x8000. */
const char *command_line(void);
