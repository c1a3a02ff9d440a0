/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libos: all that a user program needs, the same on every ABI of Lockstep and on a 64-bit Linux host.
 *
 * Functions with a name of the C library mean what they mean there (on the host they are the C library's, so a program
 * whose output agrees in both places has also checked ours against another implementation). Functions named os_* are
 * the system's: they return a negative errno instead of setting a variable, and hide how the ABIs differ.
 */
#ifndef LIBOS_H
#define LIBOS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef LIBOS_HOST
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#else

/* Memory and strings: string.c */
void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int byte, size_t bytes);
int memcmp(const void *left, const void *right, size_t bytes);
void *memchr(const void *from, int byte, size_t bytes);
size_t strlen(const char *text);
int strcmp(const char *left, const char *right);
int strncmp(const char *left, const char *right, size_t most);
char *strcpy(char *restrict to, const char *restrict from);
char *strncpy(char *restrict to, const char *restrict from, size_t bytes);
char *strcat(char *restrict to, const char *restrict from);
char *strchr(const char *text, int wanted);
char *strrchr(const char *text, int wanted);
char *strstr(const char *text, const char *wanted);

/* The heap, on top of os_sbrk: malloc.c */
void *malloc(size_t bytes) __attribute__((malloc));
void *calloc(size_t count, size_t bytes) __attribute__((malloc));
void *realloc(void *block, size_t bytes);
void free(void *block);

/*
 * Formatted output, unbuffered between calls: printf.c. Conversions d i u x s c p %, the flags - and 0, a width (also
 * given as *), and the lengths l, ll and z.
 */
int printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
int snprintf(char *to, size_t bytes, const char *format, ...) __attribute__((format(printf, 3, 4)));
int vsnprintf(char *to, size_t bytes, const char *format, va_list arguments) __attribute__((format(printf, 3, 0)));
int putchar(int ch);
int puts(const char *text);

/* The system: system.c. Without a write call in the ABI, write goes to the console byte by byte. */
int write(int fd, const void *from, size_t bytes);
int read(int fd, void *to, size_t bytes);
void exit(int code) __attribute__((noreturn));
void abort(void) __attribute__((noreturn));

/* The old end of the heap, or NULL when there is no room; bytes may be negative. */
void *os_sbrk(int bytes);

#endif

enum { OS_ENOENT = 2, OS_ECHILD = 10, OS_ENOSYS = 38 };

/* A new process: 0 in the child, the child's name (> 0) in the parent, a negative errno when there is none. */
int os_fork(void);

/* Becomes the named program; returns only on failure, with a negative errno. argv ends with NULL. */
int os_exec(const char *path, char *const argv[]);

/* Waits for one child: its exit code 0..255, 128 + signal when it was killed, or a negative errno. */
int os_wait(int child);

/* Waits for whichever child ends first: its name, its code (as os_wait) in *code. ENOSYS under pix and eqx. */
int os_wait_any(int *code);

/*
 * Looks whether the child has ended: its name and its code, 0 while it runs, or a negative errno. Under pix and eqx the
 * call itself cannot tell "runs" from "ended with 0", so there a polled child must end with another code.
 */
int os_poll(int child, int *code);

void os_yield(void);

/* Printing by the kernel, for values that must not enter a register of the program (and so its hash). */
void os_putc(int ch);
void os_put_hex(uint32_t value);
void os_put_int(int value);
void os_put_pid(void);

/* The decimal argument at index, or standard when there is none: portable.c. */
uint32_t os_argument(int argc, char **argv, int index, uint32_t standard);

/* Folds a value into a checksum; every bit of either reaches the result (FNV-1a over words, with a rotation). */
static inline uint32_t os_checksum(uint32_t sum, uint32_t value)
{
    sum = (sum ^ value) * 16777619u;
    return sum << 13 | sum >> 19;
}

/* The next of a fixed sequence of 2^32 - 1 values (xorshift); *state starts as anything but 0. */
static inline uint32_t os_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    return *state ^= *state << 5;
}

#endif
