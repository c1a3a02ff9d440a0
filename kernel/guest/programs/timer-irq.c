/* SPDX-License-Identifier: Apache-2.0 */
/* Interrupts by the system timer's compare register, and how many context switches a second there are. */
#include "arch.h"
#include "board.h"
#include "check.h"
#include "console.h"
#include "exceptions.h"

enum { ALARMS = 10, INTERVAL = 100, COUNTED_MICROSECONDS = 10000, PER_SECOND = 1000000 / COUNTED_MICROSECONDS };

extern const uint32_t user_yield[], user_spin[];

static volatile unsigned alarms;
static struct frame threads[2];
static unsigned current, switches;
static uint32_t start;

static struct frame *count_alarm(struct frame *frame)
{
    if (!alarm_taken())
        panic("an interrupt without a cause");
    alarms++;
    alarm_set(INTERVAL);
    return frame;
}

static struct frame *other_thread(const struct frame *frame)
{
    threads[current] = *frame;
    switches++;
    if (microseconds() - start >= COUNTED_MICROSECONDS)
        return leave(switches);
    current ^= 1;
    return &threads[current];
}

static struct frame *switch_by_call(struct frame *frame)
{
    return other_thread(frame);
}

static struct frame *switch_by_alarm(struct frame *frame)
{
    if (!alarm_taken())
        panic("an interrupt without a cause");
    alarm_set(INTERVAL);
    return other_thread(frame);
}

static unsigned switch_threads(const uint32_t *code)
{
    for (uint32_t k = 0; k < 2; k++)
        threads[k] = (struct frame){.r = {k}, .sp = k + 1, .pc = (uint32_t)code, .cpsr = MODE_USR};
    current = 0;
    switches = 0;
    start = microseconds();
    return run(&threads[0]);
}

void program(void)
{
    handle(INTERRUPT, count_alarm);
    start = microseconds();
    alarm_set(INTERVAL);
    check("no interrupt while masked", alarms, 0);
    interrupts_on();
    while (alarms < ALARMS)
        ;
    interrupts_off();
    alarm_stop();
    check("interrupts no faster than asked", microseconds() - start >= ALARMS * INTERVAL, 1);

    handle(SUPERVISOR_CALL, switch_by_call);
    unsigned count = switch_threads(user_yield);
    check("threads switch by a call", count > 1, 1);
    print("%u context switches a second\n", count * PER_SECOND);

    handle(INTERRUPT, switch_by_alarm);
    alarm_set(INTERVAL);
    count = switch_threads(user_spin);
    alarm_stop();
    check("threads switch by the timer", count > 1 && count <= COUNTED_MICROSECONDS / INTERVAL + 1, 1);
    print("%u context switches a second by the timer\n", count * PER_SECOND);
    check("the first has its registers", threads[0].r[0] == 0 && threads[0].sp == 1, 1);
    check("the second has its registers", threads[1].r[0] == 1 && threads[1].sp == 2, 1);
}
