/* SPDX-License-Identifier: Apache-2.0 */
/* Watchpoints: loads, stores, bytes of a word, privilege (DDI 0301, 13.3.11 and 13.3.12). */
#include "check.h"
#include "console.h"
#include "debug.h"
#include "exceptions.h"

extern const uint32_t user_ldr[], user_str[], user_ldrb_2[], user_strb_2[], user_strb_3[], user_stm[], user_ldr_next[],
    user_swp[];

enum { WATCH_USER = DEBUG_USER | DEBUG_ENABLED, WATCH_BOTH = WATCH_LOADS | WATCH_STORES };

static volatile uint32_t target[4];
static volatile unsigned hits;
static uint32_t instruction; /* that hit */

static struct frame *end(struct frame *frame)
{
    return leave(frame->r[7]);
}

/* What is resumed may lie behind the instruction that hit: the exception need not be precise (DDI 0301, 13.7.1). */
static struct frame *hit(struct frame *frame)
{
    if ((dfsr_read() & FAULT_STATUS) != FAULT_DEBUG || debug_cause() != CAUSE_WATCHPOINT)
        panic("data abort with status %x, cause %u", dfsr_read(), debug_cause());
    hits++;
    instruction = watchpoint_fault_read() - 8;
    watchpoint_control_0_write(0);
    synchronize();
    return frame;
}

static void watch(uint32_t control)
{
    watchpoint_value_0_write((uint32_t)target);
    watchpoint_control_0_write(control);
    synchronize();
    hits = 0;
}

static void touch(const char *name, const uint32_t *code, uint32_t control, unsigned wanted)
{
    struct frame user = {.r = {(uint32_t)target, 0xa1, 0xa2, 0xa3, 0xa4}, .pc = (uint32_t)code, .cpsr = MODE_USR};

    watch(control);
    if (run(&user) != 7)
        panic("user code did not go on");
    check(name, hits, wanted);
    if (wanted != 0)
        check("  by its first instruction", instruction, (uint32_t)code);
}

void program(void)
{
    handle(SUPERVISOR_CALL, end);
    handle(DATA_ABORT, hit);
    debug_on();
    touch("a load, loads watched", user_ldr, WATCH_LOADS | DEBUG_ANY_BYTE | WATCH_USER, 1);
    touch("a load, stores watched", user_ldr, WATCH_STORES | DEBUG_ANY_BYTE | WATCH_USER, 0);
    touch("a store, stores watched", user_str, WATCH_STORES | DEBUG_ANY_BYTE | WATCH_USER, 1);
    touch("a store, loads watched", user_str, WATCH_LOADS | DEBUG_ANY_BYTE | WATCH_USER, 0);
    check("the store was done", target[0], 0xa1);
    touch("byte 2 loaded, byte 2 watched", user_ldrb_2, WATCH_BOTH | DEBUG_BYTE(2) | WATCH_USER, 1);
    touch("byte 2 stored, byte 2 watched", user_strb_2, WATCH_BOTH | DEBUG_BYTE(2) | WATCH_USER, 1);
    touch("byte 3 stored, byte 2 watched", user_strb_3, WATCH_BOTH | DEBUG_BYTE(2) | WATCH_USER, 0);
    touch("four words stored, the first watched", user_stm, WATCH_BOTH | DEBUG_ANY_BYTE | WATCH_USER, 1);
    check("the last of them was stored", target[3], 0xa4);
    touch("the word after it", user_ldr_next, WATCH_BOTH | DEBUG_ANY_BYTE | WATCH_USER, 0);
    touch("a swap, stores watched", user_swp, WATCH_STORES | DEBUG_ANY_BYTE | WATCH_USER, 1);
    touch("a user's load, privileged ones watched", user_ldr,
        WATCH_BOTH | DEBUG_ANY_BYTE | DEBUG_PRIVILEGED | DEBUG_ENABLED, 0);
    touch("a load, watchpoint disabled", user_ldr, WATCH_BOTH | DEBUG_ANY_BYTE | DEBUG_USER, 0);

    watch(WATCH_STORES | DEBUG_ANY_BYTE | WATCH_USER);
    target[0] = 5;
    check("the kernel's store, the user's watched", hits, 0);
    watch(WATCH_STORES | DEBUG_ANY_BYTE | DEBUG_PRIVILEGED | DEBUG_ENABLED);
    target[0] = 6;
    check("the kernel's store, its own watched", hits, 1);
    check("it was done", target[0], 6);
}
