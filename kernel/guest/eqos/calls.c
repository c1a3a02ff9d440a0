/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers in r0, arguments from r1, the result in r0; where the mismatch breakpoint is after a call is the profile. */
#include "calls.h"

#include "console.h"
#include "process.h"
#include "space.h"
#include "turn.h"

enum {
#ifdef ABI_PIX
    CALL_EXIT = 1,
    CALL_PUT_CHAR = 128,
#else
    CALL_EXIT = 0,
    CALL_PUT_CHAR = 1,
#endif
    CALL_FORK = 2,
    CALL_EXEC = 3,
    CALL_WAIT = 4,
    CALL_SBRK = 5,
    CALL_ABORT = 11,
    CALL_GET_CPSR = 129,
    CALL_PUT_HEX = 130,
    CALL_PUT_INT = 131,
    CALL_PUT_PID = 132,
};

enum { NO_ENTRY = 2, NO_CHILD = 10, NO_MEMORY = 12, INVALID = 22, NO_CALL = 38 };
enum { NO_HANG = 4, STACK_TOP = 512 << 10, STACK_BYTES = 64 << 10, NAME_CHARS = 32 };

/* The call gives up the processor or resumes elsewhere: stepping goes past the next instruction, in both profiles. */
static void dispatched(struct process *process)
{
    process->past = process->frame.pc;
}

/* The call returns at once: pix leaves the breakpoint at the SVC, so the return is an event; eqx moves it. */
static struct frame *returns(uint32_t result)
{
    current()->frame.r[0] = result;
#ifndef ABI_PIX
    dispatched(current());
#endif
    return turn_resume();
}

/* There is no room for what the call wants: it is made again when there may be. No step is lost or won by that, since the
   breakpoint is at the call. So no hash depends on how much room there is. */
static struct frame *again(void)
{
    struct frame *frame = &current()->frame;

    frame->pc -= frame->cpsr & CPSR_T ? 2 : 4;
    return turn_starve();
}

static struct frame *fork_process(void)
{
    struct process *child = process_fork();

    if (child == 0)
        return again();
    child->frame.r[0] = 0;
    dispatched(child);
    return returns(child->ordinal);
}

/* A wait that may block counts as one that did, whether its child has ended or not: no hash depends on the schedule. */
static struct frame *wait_child(unsigned ordinal, uint32_t options)
{
    struct process *process = current(), *child = process_child(ordinal);

    if (options & ~(uint32_t)NO_HANG)
        return returns(-INVALID);
    if (child == 0)
        return returns(-NO_CHILD);
    if (options & NO_HANG)
        return returns(child->state == ENDED ? process_collect(child) : 0);
    dispatched(process);
    if (child->state == ENDED) {
        process->frame.r[0] = process_collect(child);
        return turn_resume();
    }
    process->state = WAITING;
    process->waits_for = ordinal;
    return turn_other();
}

static struct frame *move_heap_end(int32_t bytes)
{
    struct process *process = current();
    uint32_t old = process->heap_end, limit = process->address[DATA] + STACK_TOP - STACK_BYTES;
    int64_t next = (int64_t)old + bytes;

    if (next < process->heap_start || next > limit)
        return returns(-NO_MEMORY);
    process->heap_end = (uint32_t)next;
    return returns(old);
}

static struct frame *exec(uint32_t path)
{
    char name[NAME_CHARS] = "";

    for (unsigned k = 0; k < NAME_CHARS - 1; k++) {
        name[k] = space_byte(current(), path + k);
        if (name[k] == 0)
            break;
    }
    switch (process_exec(name)) {
    case NO_PROGRAM:
        break;
    case NO_ROOM_NOW:
        return again();
    case BECOME:
        dispatched(current());
        return turn_resume();
    }
    return returns(-NO_ENTRY);
}

static void put_string(const char *string)
{
    while (*string != 0)
        process_put(*string++);
}

static void put_number(uint32_t value, uint32_t base)
{
    char digits[10];
    unsigned count = 0;

    do {
        digits[count++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    while (count > 0)
        process_put(digits[--count]);
}

struct frame *system_call(struct frame *frame)
{
    struct process *process = current();
    uint32_t first = frame->r[1], second = frame->r[2];

    process->frame = *frame;
    switch (frame->r[0]) {
    case CALL_EXIT:
        process_end(first);
        return turn_other();
    case CALL_ABORT:
        print("%s: abort was called\n", process->path);
        process_end(0);
        return turn_other();
    case CALL_FORK:
        return fork_process();
    case CALL_EXEC:
        return exec(first);
    case CALL_WAIT:
        return wait_child(first, second);
    case CALL_SBRK:
        return move_heap_end((int32_t)first);
    case CALL_PUT_CHAR:
        process_put((char)first);
        return returns(0);
    case CALL_GET_CPSR:
        return returns(frame->cpsr);
    case CALL_PUT_HEX:
        put_string("0x");
        put_number(first, 16);
        return returns(0);
    case CALL_PUT_INT:
        if ((int32_t)first < 0)
            process_put('-');
        put_number((int32_t)first < 0 ? -first : first, 10);
        return returns(0);
    case CALL_PUT_PID:
        put_string(process->path);
        return returns(0);
    default:
        return returns(-NO_CALL);
    }
}
