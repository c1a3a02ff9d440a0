/* SPDX-License-Identifier: Apache-2.0 */
/* Hashes the 17 words at every mismatch event. The five routines give what a Raspberry Pi gave (EQUIVALENCE.md). */
#include "board.h"
#include "check.h"
#include "console.h"
#include "debug.h"
#include "exceptions.h"
#include "hash.h"

extern const uint32_t nop_1[], nop_10[], mov_ident[], small1[], small2[], leave_user[], count_down[];

static const struct routine {
    const char *name;
    const uint32_t *code;
    unsigned events;
    uint32_t hash;
} routines[] = {
    {"nop_1", nop_1, 2, 0xf7e37b42},
    {"nop_10", nop_10, 12, 0xf5ae770b},
    {"mov_ident", mov_ident, 15, 0x984d6fbf},
    {"small1", small1, 2, 0x70916294},
    {"small2", small2, 2, 0x18e43fb1},
};

static uint32_t hash;
static unsigned events;

static struct frame *step(struct frame *frame)
{
    if ((ifsr_read() & FAULT_STATUS) != FAULT_DEBUG)
        panic("prefetch abort at %x with status %x", frame->pc, ifsr_read());
    events++;
    hash = hash_words(hash, (const uint32_t *)frame, sizeof *frame / 4);
    step_past(frame->pc);
    return frame;
}

static struct frame *end(struct frame *frame)
{
    step_off();
    return leave(frame->r[0]);
}

/* No event at the first instruction: stepping goes past it. */
static void run_stepping(struct frame *user)
{
    hash = 0;
    events = 0;
    step_past(user->pc);
    run(user);
}

void program(void)
{
    handle(PREFETCH_ABORT, step);
    handle(SUPERVISOR_CALL, end);
    debug_on();
    for (unsigned k = 0; k < sizeof routines / sizeof *routines; k++) {
        const struct routine *routine = &routines[k];
        struct frame user = {.lr = (uint32_t)leave_user, .pc = (uint32_t)routine->code, .cpsr = 0x190};

        run_stepping(&user);
        print("%s at %x: %u events, hash %08x\n", routine->name, user.pc, events, hash);
        check("events", events, routine->events);
        check("hash", hash, routine->hash);
    }

    struct frame user = {.r = {50000}, .pc = (uint32_t)count_down, .cpsr = 0x190};
    uint32_t start = microseconds();
    run_stepping(&user);
    print("%u steps in %u us\n", events, microseconds() - start);
}
