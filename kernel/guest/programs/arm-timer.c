/* SPDX-License-Identifier: Apache-2.0 */
/* Interrupts by the ARM timer, which repeats by itself; on the BCM2835 it counts the core clock by its own divider. */
#include "arch.h"
#include "board.h"
#include "check.h"
#include "console.h"
#include "exceptions.h"

enum { TICKS = 10, EVERY = 50 };

static volatile unsigned ticks;

static struct frame *count_tick(struct frame *frame)
{
    if (!tick_taken())
        panic("an interrupt without a cause");
    ticks++;
    return frame;
}

void program(void)
{
    uint32_t start = microseconds();

    handle(INTERRUPT, count_tick);
    tick_start(EVERY);
    interrupts_on();
    while (ticks < TICKS)
        if (microseconds() - start > 100 * TICKS * EVERY)
            panic("the ARM timer does not tick");
    interrupts_off();
    tick_stop();

    uint32_t elapsed = microseconds() - start;
    check("not faster than asked", elapsed >= (TICKS - 1) * EVERY, 1);
    check("not much slower", elapsed <= (TICKS + 2) * (EVERY + 1), 1);
    interrupts_on();
    while (microseconds() - start < 2 * elapsed)
        ;
    interrupts_off();
    check("none after it is stopped", ticks, TICKS);
}
