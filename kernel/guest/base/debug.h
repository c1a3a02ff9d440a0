/* SPDX-License-Identifier: Apache-2.0 */
/* Monitor debug-mode: breakpoints, watchpoints, and stepping by a mismatch breakpoint (DDI 0301, chapter 13). */
#pragma once

#include <stdint.h>

#include "arch.h"

/* Breakpoint and watchpoint control (DDI 0301, tables 13-11 and 13-16) */
#define DEBUG_ENABLED (1u << 0)
#define DEBUG_PRIVILEGED (1u << 1)
#define DEBUG_USER (2u << 1)
#define DEBUG_ANY_BYTE (0xfu << 5)
#define DEBUG_BYTE(n) (1u << (5 + (n)))
#define DEBUG_LINKED (1u << 20)
#define DEBUG_LINKED_TO(n) ((uint32_t)(n) << 16 | DEBUG_LINKED)
#define BREAK_CONTEXT (1u << 21)
#define BREAK_MISMATCH (2u << 21)
#define WATCH_LOADS (1u << 3)
#define WATCH_STORES (2u << 3)

/* How a debug exception was caused, DSCR[5:2] */
enum debug_cause { CAUSE_BREAKPOINT = 1, CAUSE_WATCHPOINT = 2, CAUSE_BKPT = 3 };

static inline enum debug_cause debug_cause(void)
{
    return debug_status_read() >> 2 & 0xf;
}

/* Selects and enables monitor debug-mode, DSCR[15:14] = 10. */
static inline void debug_on(void)
{
    debug_status_write((debug_status_read() & ~(1u << 14)) | 1u << 15);
    synchronize();
}

/* User code will be interrupted when it is about to execute anything but the instruction at the address. */
static inline void step_past(uint32_t address)
{
    breakpoint_value_0_write(address);
    breakpoint_control_0_write(BREAK_MISMATCH | DEBUG_ANY_BYTE | DEBUG_USER | DEBUG_ENABLED);
    synchronize();
}

static inline void step_off(void)
{
    breakpoint_control_0_write(0);
    synchronize();
}
