/* SPDX-License-Identifier: Apache-2.0 */
/* A program that checks itself: it says what it found, line by line, and whether all was right. */
#pragma once

#include <stdint.h>

struct frame;

/* What an image does; its checks' verdict is printed when it returns. Each image has one. */
void program(void);

/* Prints one line: the name, and when it is not what was wanted, both values. */
void check(const char *name, uint32_t got, uint32_t wanted);

/* The same for the 17 words of a frame: the first that differs is shown. */
void check_frame(const char *name, const struct frame *got, const struct frame *wanted);
