/* SPDX-License-Identifier: Apache-2.0 */
/* BCM2835 ARM Peripherals, chapters 7 (interrupts), 12 (system timer), 14 (ARM timer). */
#include "board.h"

#include "arch.h"

enum {
    TIMER_STATUS = 0x20003000,
    TIMER_LOW = 0x20003004,
    TIMER_COMPARE_1 = 0x20003010,
    TIMER_MATCH_1 = 1 << 1,

    BASIC_PENDING = 0x2000b200,
    ENABLE_1 = 0x2000b210,
    DISABLE_1 = 0x2000b21c,
    ENABLE_BASIC = 0x2000b218,
    DISABLE_BASIC = 0x2000b224,
    BASIC_ARM_TIMER = 1 << 0,

    ARM_TIMER_LOAD = 0x2000b400,
    ARM_TIMER_CONTROL = 0x2000b408,
    ARM_TIMER_CLEAR = 0x2000b40c,
    ARM_TIMER_DIVIDER = 0x2000b41c,
    ARM_TIMER_ON = 1 << 7 | 1 << 5 | 1 << 1, /* enabled, interrupt, 23 bits */

    MAILBOX_READ = 0x2000b880,
    MAILBOX_STATUS = 0x2000b898,
    MAILBOX_WRITE = 0x2000b8a0,
    MAILBOX_FULL = 1u << 31,
    MAILBOX_EMPTY = 1 << 30,
    CHANNEL_PROPERTIES = 8,
    TAG_ARM_MEMORY = 0x10005,

    WATCHDOG_RESET = 0x2010001c,
    WATCHDOG_TIME = 0x20100024,
    WATCHDOG_PASSWORD = 0x5a000000,
    WATCHDOG_FULL_RESET = 0x20,
};

uint32_t microseconds(void)
{
    return load(TIMER_LOW);
}

void alarm_set(uint32_t after)
{
    store(TIMER_STATUS, TIMER_MATCH_1);
    store(TIMER_COMPARE_1, microseconds() + after);
    store(ENABLE_1, TIMER_MATCH_1);
}

bool alarm_taken(void)
{
    bool matched = load(TIMER_STATUS) & TIMER_MATCH_1;

    store(TIMER_STATUS, TIMER_MATCH_1);
    return matched;
}

void alarm_stop(void)
{
    store(DISABLE_1, TIMER_MATCH_1);
    store(TIMER_STATUS, TIMER_MATCH_1);
}

void tick_start(uint32_t every)
{
    store(ARM_TIMER_CONTROL, 0);
    store(ARM_TIMER_DIVIDER, 249); /* of the core clock of 250 MHz */
    store(ARM_TIMER_LOAD, every);
    store(ARM_TIMER_CLEAR, 0);
    store(ARM_TIMER_CONTROL, ARM_TIMER_ON);
    store(ENABLE_BASIC, BASIC_ARM_TIMER);
}

bool tick_taken(void)
{
    bool pending = load(BASIC_PENDING) & BASIC_ARM_TIMER;

    store(ARM_TIMER_CLEAR, 0);
    return pending;
}

void tick_stop(void)
{
    store(DISABLE_BASIC, BASIC_ARM_TIMER);
    store(ARM_TIMER_CONTROL, 0);
}

uint32_t memory_bytes(void)
{
    static volatile uint32_t message[8] __attribute__((aligned(16)));

    message[0] = sizeof message;
    message[1] = 0; /* a request */
    message[2] = TAG_ARM_MEMORY;
    message[3] = 8; /* bytes of answer */
    message[4] = 0;
    message[7] = 0; /* no more tags */
    memory_barrier_write(0);
    while (load(MAILBOX_STATUS) & MAILBOX_FULL)
        ;
    store(MAILBOX_WRITE, (uint32_t)message | CHANNEL_PROPERTIES);
    do {
        while (load(MAILBOX_STATUS) & MAILBOX_EMPTY)
            ;
    } while (load(MAILBOX_READ) != ((uint32_t)message | CHANNEL_PROPERTIES));
    memory_barrier_write(0);
    return message[1] == 0x80000000 ? message[6] : 0;
}

void reboot(void)
{
    store(WATCHDOG_TIME, WATCHDOG_PASSWORD | 1);
    store(WATCHDOG_RESET, WATCHDOG_PASSWORD | WATCHDOG_FULL_RESET);
    for (;;)
        ;
}
