/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory and strings. Built with -fno-tree-loop-distribute-patterns: the compiler would otherwise recognise the loop of
 * memset as a memset and call itself.
 */
#include "libos.h"

/* A word that may lie over objects of any type. */
typedef uint32_t __attribute__((may_alias)) word;

enum { WORD = sizeof(word) };

static bool aligned(uintptr_t address)
{
    return address % WORD == 0;
}

void *memcpy(void *restrict to, const void *restrict from, size_t bytes)
{
    uint8_t *out = to;
    const uint8_t *in = from;
    /* Words help only when both sides reach a word boundary at the same time. */
    if (aligned((uintptr_t)out ^ (uintptr_t)in)) {
        for (; bytes && !aligned((uintptr_t)out); bytes--)
            *out++ = *in++;
        for (; bytes >= WORD; bytes -= WORD, out += WORD, in += WORD)
            *(word *)out = *(const word *)in;
    }
    while (bytes--)
        *out++ = *in++;
    return to;
}

void *memmove(void *to, const void *from, size_t bytes)
{
    uint8_t *out = to;
    const uint8_t *in = from;
    /* One unsigned comparison: copying upward is wrong only when to lies inside [from, from + bytes). */
    if ((uintptr_t)out - (uintptr_t)in >= bytes)
        return memcpy(to, from, bytes);
    while (bytes--)
        out[bytes] = in[bytes];
    return to;
}

void *memset(void *to, int byte, size_t bytes)
{
    uint8_t *out = to;
    word pattern = (uint8_t)byte * 0x01010101u;
    for (; bytes && !aligned((uintptr_t)out); bytes--)
        *out++ = (uint8_t)byte;
    for (; bytes >= WORD; bytes -= WORD, out += WORD)
        *(word *)out = pattern;
    while (bytes--)
        *out++ = (uint8_t)byte;
    return to;
}

int memcmp(const void *left, const void *right, size_t bytes)
{
    const uint8_t *l = left, *r = right;
    for (; bytes; bytes--, l++, r++)
        if (*l != *r)
            return *l - *r;
    return 0;
}

void *memchr(const void *from, int byte, size_t bytes)
{
    for (const uint8_t *in = from; bytes; bytes--, in++)
        if (*in == (uint8_t)byte)
            return (void *)in;
    return NULL;
}

size_t strlen(const char *text)
{
    const char *end = text;
    while (*end)
        end++;
    return (size_t)(end - text);
}

int strncmp(const char *left, const char *right, size_t most)
{
    for (; most; most--, left++, right++)
        if (*left != *right || !*left)
            return (uint8_t)*left - (uint8_t)*right;
    return 0;
}

int strcmp(const char *left, const char *right)
{
    return strncmp(left, right, SIZE_MAX);
}

char *strcpy(char *restrict to, const char *restrict from)
{
    return memcpy(to, from, strlen(from) + 1);
}

char *strncpy(char *restrict to, const char *restrict from, size_t bytes)
{
    size_t i = 0;
    for (; i < bytes && from[i]; i++)
        to[i] = from[i];
    memset(to + i, 0, bytes - i);
    return to;
}

char *strcat(char *restrict to, const char *restrict from)
{
    strcpy(to + strlen(to), from);
    return to;
}

char *strchr(const char *text, int wanted)
{
    for (;; text++) {
        if (*text == (char)wanted)
            return (char *)text;
        if (!*text)
            return NULL;
    }
}

char *strrchr(const char *text, int wanted)
{
    const char *last = NULL;
    do {
        if (*text == (char)wanted)
            last = text;
    } while (*text++);
    return (char *)last;
}

char *strstr(const char *text, const char *wanted)
{
    size_t length = strlen(wanted);
    for (;; text++) {
        if (strncmp(text, wanted, length) == 0)
            return (char *)text;
        if (!*text)
            return NULL;
    }
}
