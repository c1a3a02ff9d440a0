/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of the BCM2835 that programs use: clocks, interrupts, the mailbox and the watchdog. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* A device register. */
static inline uint32_t load(uint32_t address)
{
    return *(volatile uint32_t *)address;
}

static inline void store(uint32_t address, uint32_t value)
{
    *(volatile uint32_t *)address = value;
}

/* Microseconds since the board started, modulo 2^32. */
uint32_t microseconds(void);

/* The system timer's compare register 1 asks for an interrupt after so many microseconds from now. */
void alarm_set(uint32_t after);

/* Whether it has asked; then it no longer does. */
bool alarm_taken(void);

/* It will not ask again. */
void alarm_stop(void);

/* The ARM timer asks for an interrupt every so many of its microseconds. */
void tick_start(uint32_t every);
bool tick_taken(void);
void tick_stop(void);

/* Bytes of memory that the firmware gives the processor, from 0; 0 when it does not answer. */
uint32_t memory_bytes(void);

/* Resets the board by the watchdog. */
void reboot(void) __attribute__((noreturn));
