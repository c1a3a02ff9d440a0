/* SPDX-License-Identifier: Apache-2.0 */
/* All 17 words are saved and resumed by every exception that user code can meet, by VBAR and by vectors at 0. */
#include "arch.h"
#include "board.h"
#include "check.h"
#include "console.h"
#include "exceptions.h"

extern const uint32_t user_svc[], user_undefined[], user_bkpt[], user_load[], user_spin[];

static struct frame seen[2];
static unsigned count;
static uint32_t skip; /* bytes to go on after the first exception */

static struct frame *record(struct frame *frame)
{
    seen[count++] = *frame;
    if (count == 2)
        return leave(count);
    frame->pc += skip;
    return frame;
}

static struct frame *record_alarm(struct frame *frame)
{
    struct frame *next = record(frame);

    if (!alarm_taken())
        panic("an interrupt without a cause");
    if (count == 2)
        alarm_stop();
    else
        alarm_set(5);
    return next;
}

/* from: bytes from the first instruction to the pc seen; then: from there to the second pc seen. */
static void run_and_check(const char *name, const uint32_t *code, uint32_t from, uint32_t skipped, uint32_t then)
{
    struct frame user = {.sp = 0x00800000, .lr = 0x33333333, .pc = (uint32_t)code, .cpsr = 0x50060000 | MODE_USR};

    for (uint32_t k = 0; k < 13; k++)
        user.r[k] = 0x80000001 + 0x10 * k + (k << 16);
    count = 0;
    skip = skipped;
    print("%s: ", name);
    check("two exceptions", run(&user), 2);
    user.pc += from;
    print("%s: ", name);
    check_frame("17 words saved", &seen[0], &user);
    user.pc += then;
    print("%s: ", name);
    check_frame("17 words resumed", &seen[1], &user);
}

static void all(void)
{
    run_and_check("SVC", user_svc, 4, 0, 4);
    run_and_check("undefined", user_undefined, 4, 0, 4);
    run_and_check("prefetch abort", user_bkpt, 0, 4, 4);
    run_and_check("data abort", user_load, 0, 4, 4);
    alarm_set(5);
    run_and_check("IRQ", user_spin, 0, 0, 0);
}

void program(void)
{
    handle(SUPERVISOR_CALL, record);
    handle(UNDEFINED, record);
    handle(PREFETCH_ABORT, record);
    handle(DATA_ABORT, record);
    handle(INTERRUPT, record_alarm);
    control_write(control_read() | CONTROL_A); /* r2 is odd: loads by it abort */
    synchronize();
    all();

    volatile uint32_t *low = (volatile uint32_t *)vector_base_read();
    check("vectors where VBAR says", (uint32_t)low, (uint32_t)vectors);
    vector_base_write(0);
    synchronize();
    low = (volatile uint32_t *)0;
    asm("" : "+r"(low)); /* 0 is an address here */
    for (int k = 0; &vectors[k] < vectors_end; k++)
        low[k] = vectors[k];
    print("with vectors at 0\n");
    all();
}
