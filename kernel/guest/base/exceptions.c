/* SPDX-License-Identifier: Apache-2.0 */
/* Who handles what, and how the kernel lends the processor to user code. */
#include "exceptions.h"

#include "arch.h"
#include "console.h"

static handler supervisor_call, unhandled_undefined, unhandled_prefetch_abort, unhandled_data_abort,
    unhandled_interrupt, unhandled_fast_interrupt;

/* Used by exceptions.S. */
handler *handlers[EXCEPTIONS] = {
    unhandled_undefined, supervisor_call, unhandled_prefetch_abort, unhandled_data_abort,
    unhandled_interrupt, unhandled_fast_interrupt,
};

static handler *user_supervisor_call; /* null: none */
static struct frame kernel;           /* the kernel while user code runs */

void handle(enum exception kind, handler *by)
{
    if (kind == SUPERVISOR_CALL)
        user_supervisor_call = by;
    else
        handlers[kind] = by;
}

struct frame *leave(uint32_t result)
{
    kernel.r[0] = result;
    return &kernel;
}

static struct frame *supervisor_call(struct frame *frame)
{
    if ((frame->cpsr & MODE_MASK) == MODE_SYS) {
        kernel = *frame;
        return (struct frame *)frame->r[0];
    }
    if (user_supervisor_call == 0)
        panic("supervisor call at %x", frame->pc - 4);
    return user_supervisor_call(frame);
}

static struct frame *unhandled_undefined(struct frame *frame)
{
    panic("undefined instruction at %x, cpsr %x", frame->pc - 4, frame->cpsr);
}

static struct frame *unhandled_prefetch_abort(struct frame *frame)
{
    panic("prefetch abort at %x, status %x, cpsr %x", frame->pc, ifsr_read(), frame->cpsr);
}

static struct frame *unhandled_data_abort(struct frame *frame)
{
    panic("data abort at %x on %x, status %x, cpsr %x", frame->pc, far_read(), dfsr_read(), frame->cpsr);
}

static struct frame *unhandled_interrupt(struct frame *frame)
{
    panic("interrupt at %x", frame->pc);
}

static struct frame *unhandled_fast_interrupt(struct frame *frame)
{
    panic("fast interrupt at %x", frame->pc);
}
