/* SPDX-License-Identifier: Apache-2.0 */
/* The system calls of the ABIs pix and eqx (EQUIVALENCE.md, section 4). */
#pragma once

#include "exceptions.h"

/* Serves the call that the current process makes. */
handler system_call;
