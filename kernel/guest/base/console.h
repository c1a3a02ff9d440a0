/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel says, and how it ends. */
#pragma once

#include <stdint.h>

enum uart { MINI_UART, PL011 };

/* Makes a UART ready at 115200 baud, after what was said before is out; all later output goes there. */
void console_use(enum uart uart);

void put_char(char ch);

/* %s %c %d %u %x %%, with a width and a leading 0. %x prints no 0x. */
void print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Prints PANIC and the reason, and reboots. */
void panic(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* Prints DONE and reboots. */
void done(void) __attribute__((noreturn));
