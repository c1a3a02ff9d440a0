/* SPDX-License-Identifier: Apache-2.0 */
/* A turn ends after so many steps, or by the timer, or when its process cannot go on. */
#include "turn.h"

#include "arch.h"
#include "board.h"
#include "calls.h"
#include "console.h"
#include "debug.h"
#include "hash.h"
#include "process.h"
#include "random.h"
#include "space.h"

static struct options options;
static uint32_t turn_state, order_state; /* of what is drawn */
static uint32_t steps, most_steps;       /* of this turn; 0: until something else ends it */

static uint32_t turn_length(void)
{
    if (!options.turns.random)
        return options.turns.steps;
    return 1 + random_below(&turn_state, 2 * options.turns.steps - 1);
}

static struct process *next_in_turn(void)
{
    unsigned from = current()->place, places = processes_at_most();

    for (unsigned k = 1; k <= places; k++)
        if (process_in((from + k) % places)->state == READY)
            return process_in((from + k) % places);
    return 0;
}

static struct process *next_at_random(void)
{
    unsigned ready = 0, places = processes_at_most();

    for (unsigned k = 0; k < places; k++)
        ready += process_in(k)->state == READY;
    if (ready == 0)
        return 0;
    ready = random_below(&order_state, ready) + 1;
    for (unsigned k = 0;; k++)
        if (process_in(k)->state == READY && --ready == 0)
            return process_in(k);
}

struct frame *turn_resume(void)
{
    space_enter(current());
    step_past(current()->past);
    return &current()->frame;
}

static struct frame *turn_begin(struct process *process)
{
    struct frame *frame;

    current_is(process);
    steps = 0;
    most_steps = turn_length();
    frame = turn_resume();
    if (options.microseconds != 0)
        alarm_set(options.microseconds);
    return frame;
}

/* None is ready: all have ended, or those that have not want room that nobody will give. */
static struct frame *turns_end(void)
{
    for (unsigned k = 0; k < processes_at_most(); k++)
        if (process_in(k)->state == STARVED)
            panic("deadlock: %s waits for room in memory, and nobody is left who could give some", process_in(k)->path);
    step_off();
    alarm_stop();
    return leave(0);
}

struct frame *turn_other(void)
{
    struct process *next = options.random_order ? next_at_random() : next_in_turn();

    return next == 0 ? turns_end() : turn_begin(next);
}

struct frame *turn_starve(void)
{
    current()->state = STARVED;
    return turn_other();
}

/* One step event. Most of all time is spent here. */
static struct frame *step(struct frame *frame)
{
    struct process *process = current();

    process->register_hash = hash_words(process->register_hash, (const uint32_t *)frame, sizeof *frame / 4);
    process->pc_hash = hash_words(process->pc_hash, &frame->pc, 1);
    process->steps++;
    process->past = frame->pc;
    if (++steps == most_steps) {
        process->frame = *frame;
        return turn_other();
    }
    step_past(frame->pc);
    return frame;
}

/* An abort that is no step: the instruction is executed again when its memory is there. */
static struct frame *abort_user(struct frame *frame, const char *what, uint32_t address, uint32_t status, bool write)
{
    struct process *process = current();

    if ((frame->cpsr & MODE_MASK) != MODE_USR)
        panic("%s abort of the kernel at %x on %x, status %x", what, frame->pc, address, status);
    switch (space_fault(process, address, status, write)) {
    case MENDED:
        return frame;
    case NO_ROOM:
        process->frame = *frame;
        return turn_starve();
    case FORBIDDEN:
        break;
    }
    panic("%s: %s abort at %x on %x, status %x", process->path, what, frame->pc, address, status);
}

static struct frame *on_prefetch_abort(struct frame *frame)
{
    uint32_t status = ifsr_read();

    space_kernel_begins();
    if ((status & FAULT_STATUS) == FAULT_DEBUG)
        frame = step(frame);
    else
        frame = abort_user(frame, "prefetch", frame->pc, status, false);
    space_kernel_ends();
    return frame;
}

static struct frame *on_data_abort(struct frame *frame)
{
    uint32_t status = dfsr_read(), address = far_read();

    space_kernel_begins();
    frame = abort_user(frame, "data", address, status, status & FAULT_WRITE);
    space_kernel_ends();
    return frame;
}

static struct frame *on_call(struct frame *frame)
{
    space_kernel_begins();
    frame = system_call(frame);
    space_kernel_ends();
    return frame;
}

/* A turn without a step is not over yet, so that each turn gets on however short it is. */
static struct frame *on_interrupt(struct frame *frame)
{
    if (!alarm_taken())
        panic("an interrupt that nobody asked for, at %x", frame->pc);
    space_kernel_begins();
    if (steps > 0) {
        current()->frame = *frame;
        frame = turn_other();
        space_kernel_ends();
        return frame;
    }
    space_kernel_ends();
    alarm_set(options.microseconds);
    return frame;
}

unsigned turns_run(const struct options *how)
{
    struct frame *first;

    options = *how;
    turn_state = options.turns.seed;
    order_state = options.order_seed;
    handle(PREFETCH_ABORT, on_prefetch_abort);
    handle(DATA_ABORT, on_data_abort);
    handle(SUPERVISOR_CALL, on_call);
    handle(INTERRUPT, on_interrupt);
    debug_on();
    current_is(process_in(processes_at_most() - 1)); /* so that the first is the next in turn */
    first = turn_other();
    run(first);
    return processes_ended();
}
