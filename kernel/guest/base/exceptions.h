/* SPDX-License-Identifier: Apache-2.0 */
/* Exceptions and contexts: everything that runs is a frame of 17 words, the kernel's own C code included. */
#pragma once

#include <stdint.h>

#include "modes.h"

/* The registers in the order in which the step hash takes them. */
struct frame {
    uint32_t r[13];
    uint32_t sp;
    uint32_t lr;
    uint32_t pc;
    uint32_t cpsr;
};

enum exception { UNDEFINED, SUPERVISOR_CALL, PREFETCH_ABORT, DATA_ABORT, INTERRUPT, FAST_INTERRUPT, EXCEPTIONS };

/* Handles an exception that interrupted the frame given, with interrupts masked; gives the frame to resume. */
typedef struct frame *handler(struct frame *interrupted);

/* Sets what handles exceptions of a kind. One that nobody handles is a panic. */
void handle(enum exception kind, handler *by);

/* Runs user code from the frame, until a handler leaves it; gives the result that it was left with. Not nested. */
uint32_t run(struct frame *user);

/* For a handler: what to resume so that run() returns the result. */
struct frame *leave(uint32_t result);

/* Calls function(a, b) in supervisor mode, on its stack. */
uint32_t in_supervisor(uint32_t (*function)(uint32_t a, uint32_t b), uint32_t a, uint32_t b);

extern const uint32_t vectors[], vectors_end[];
