/* SPDX-License-Identifier: Apache-2.0 */
/* Breakpoints: match, mismatch, privilege, and linked to a context id (DDI 0301, 13.3.8 to 13.3.10). */
#include "board.h"
#include "check.h"
#include "console.h"
#include "debug.h"
#include "exceptions.h"

extern const uint32_t user_loop[], user_loop_body[], user_path[], user_path_call[], user_path_end[], user_path_routine[],
    user_spin[];
uint32_t landmark(uint32_t x);

enum { BREAK_USER = DEBUG_ANY_BYTE | DEBUG_USER | DEBUG_ENABLED };

static uint32_t seen[16]; /* the pc of each event, up to 16 */
static unsigned events;

static struct frame *end(struct frame *frame)
{
    (void)frame;
    return leave(events);
}

/* One debug event; its status is checked here once for all. */
static void note(const struct frame *frame)
{
    if ((ifsr_read() & FAULT_STATUS) != FAULT_DEBUG || debug_cause() != CAUSE_BREAKPOINT)
        panic("prefetch abort with status %x, cause %u", ifsr_read(), debug_cause());
    if (events < sizeof seen / sizeof *seen)
        seen[events] = frame->pc;
    events++;
}

/* Breakpoint 1 matches; to go past it, breakpoint 0 stops after the instruction, and 1 is armed anew. */
static struct frame *match(struct frame *frame)
{
    if (breakpoint_control_1_read() & DEBUG_ENABLED) {
        note(frame);
        breakpoint_control_1_write(0);
        step_past(frame->pc);
    } else {
        step_off();
        breakpoint_control_1_write(BREAK_USER);
        synchronize();
    }
    return frame;
}

static struct frame *mismatch(struct frame *frame)
{
    note(frame);
    step_past(frame->pc);
    return frame;
}

static struct frame *stop_all(struct frame *frame)
{
    note(frame);
    breakpoint_control_1_write(0);
    synchronize();
    return frame;
}

static struct frame *spun(struct frame *frame)
{
    if (!alarm_taken())
        panic("an interrupt without a cause");
    alarm_stop();
    return end(frame);
}

static uint32_t run_at(const uint32_t *code, handler *by)
{
    struct frame user = {.pc = (uint32_t)code, .cpsr = MODE_USR};

    events = 0;
    handle(PREFETCH_ABORT, by);
    return run(&user);
}

static void matches(void)
{
    breakpoint_value_1_write((uint32_t)user_loop_body);
    breakpoint_control_1_write(BREAK_USER);
    synchronize();
    check("match: once for each time round", run_at(user_loop, match), 3);
    check("match: at the instruction", seen[0] == (uint32_t)user_loop_body && seen[2] == seen[0], 1);
    breakpoint_control_1_write(0);
    check("match: not when disabled", run_at(user_loop, match), 0);
}

static void mismatches(void)
{
    const uint32_t *const wanted[] = {user_path + 1, user_path_call, user_path_routine, user_path_end};

    step_past((uint32_t)user_path);
    check("mismatch: events", run_at(user_path, mismatch), 4);
    for (unsigned k = 0; k < 4; k++)
        check("mismatch: at each instruction in turn", seen[k], (uint32_t)wanted[k]);
    step_past((uint32_t)user_loop);
    check("mismatch: events in a loop", run_at(user_loop, mismatch), 7);
    step_past((uint32_t)user_spin);
    alarm_set(50);
    check("mismatch: no event when an instruction branches to itself", run_at(user_spin, mismatch), 0);
    step_past((uint32_t)user_loop);
    breakpoint_control_0_write(breakpoint_control_0_read() | DEBUG_PRIVILEGED);
    synchronize();
    events = 0;
    landmark(0);
    check("mismatch: ignored in privileged modes", events, 0);
    step_off();
}

static void privileged_match(void)
{
    handle(PREFETCH_ABORT, stop_all);
    breakpoint_value_1_write((uint32_t)landmark);
    breakpoint_control_1_write(BREAK_USER);
    synchronize();
    events = 0;
    landmark(0);
    check("a user breakpoint is ignored in system mode", events, 0);
    breakpoint_control_1_write(DEBUG_ANY_BYTE | DEBUG_PRIVILEGED | DEBUG_ENABLED);
    synchronize();
    check("the function goes on after its breakpoint", landmark(41), 42);
    check("a privileged breakpoint hits in system mode", events, 1);
    breakpoint_control_1_write(0);
}

/* Breakpoint 1 is linked to 4, which compares the context id. */
static void linked_match(void)
{
    enum { CONTEXT = 0x00123405 };

    for (int same = 0; same < 2; same++) {
        breakpoint_value_4_write(CONTEXT);
        breakpoint_control_4_write(BREAK_CONTEXT | DEBUG_LINKED | BREAK_USER);
        breakpoint_value_1_write((uint32_t)user_loop_body);
        breakpoint_control_1_write(DEBUG_LINKED_TO(4) | BREAK_USER);
        context_id_write(same ? CONTEXT : CONTEXT + 0x100);
        synchronize();
        check(same ? "linked: hits in its context" : "linked: misses in another", run_at(user_loop, stop_all), same);
    }
    breakpoint_control_1_write(0);
    breakpoint_control_4_write(0);
    context_id_write(0);
    synchronize();
}

void program(void)
{
    handle(SUPERVISOR_CALL, end);
    handle(INTERRUPT, spun);
    check("six breakpoint and two watchpoint pairs", debug_id_read() >> 24, 0x15);
    debug_on();
    matches();
    mismatches();
    privileged_match();
    linked_match();
}
