/* SPDX-License-Identifier: Apache-2.0 */
/* Formatted output: one formatter, and a sink that is either the caller's buffer or a small one drained by write(). */
#include "libos.h"

enum { STDOUT = 1, DRAIN_BYTES = 128 };

struct sink {
    char *start; /* first byte of the buffer */
    char *next;  /* where the next byte goes */
    char *end;   /* when next is here the buffer is full */
    bool drains; /* a full buffer is written to standard output; otherwise what does not fit is only counted */
    int total;   /* bytes formatted so far */
};

/* One conversion: %[-][0][width][l|ll|z]letter */
struct conversion {
    bool left;
    bool zero;
    int width;
    int longs; /* how many l */
};

static void drain(struct sink *sink)
{
    if (sink->next != sink->start)
        write(STDOUT, sink->start, (size_t)(sink->next - sink->start));
    sink->next = sink->start;
}

static void put(struct sink *sink, char ch)
{
    sink->total++;
    if (sink->next == sink->end) {
        if (!sink->drains)
            return;
        drain(sink);
    }
    *sink->next++ = ch;
}

static void pad(struct sink *sink, char ch, int count)
{
    while (count-- > 0)
        put(sink, ch);
}

/* The prefix ("-", "0x") stands before padding zeros but after padding blanks. */
static void put_field(struct sink *sink, const struct conversion *how, const char *prefix, const char *text, int length)
{
    int missing = how->width - length - (int)strlen(prefix);
    if (!how->left && !how->zero)
        pad(sink, ' ', missing);
    while (*prefix)
        put(sink, *prefix++);
    if (!how->left && how->zero)
        pad(sink, '0', missing);
    for (int i = 0; i < length; i++)
        put(sink, text[i]);
    if (how->left)
        pad(sink, ' ', missing);
}

static void put_number(struct sink *sink, const struct conversion *how, const char *prefix, uint64_t value, bool hex)
{
    char digits[20];
    char *first = digits + sizeof digits;
    /* Long division is slow here: leave it as soon as the rest fits a word. */
    for (; value >> 32; value = hex ? value >> 4 : value / 10)
        *--first = "0123456789abcdef"[hex ? value & 15 : value % 10];
    uint32_t low = (uint32_t)value;
    do {
        *--first = "0123456789abcdef"[hex ? low & 15 : low % 10];
        low = hex ? low >> 4 : low / 10;
    } while (low);
    put_field(sink, how, prefix, first, (int)(digits + sizeof digits - first));
}

static void format_into(struct sink *sink, const char *format, va_list arguments)
{
    for (; *format; format++) {
        if (*format != '%') {
            put(sink, *format);
            continue;
        }
        struct conversion how = {0};
        for (format++; *format == '-' || *format == '0'; format++)
            *(*format == '-' ? &how.left : &how.zero) = true;
        if (*format == '*') {
            how.width = va_arg(arguments, int);
            format++;
        }
        for (; *format >= '0' && *format <= '9'; format++)
            how.width = how.width * 10 + *format - '0';
        for (; *format == 'l' || *format == 'z'; format++)
            how.longs += *format == 'l';
        switch (*format) {
        case 'd':
        case 'i': {
            int64_t value = how.longs > 1 ? va_arg(arguments, long long) : va_arg(arguments, int);
            put_number(sink, &how, value < 0 ? "-" : "", value < 0 ? -(uint64_t)value : (uint64_t)value, false);
            break;
        }
        case 'u':
        case 'x': {
            uint64_t value = how.longs > 1 ? va_arg(arguments, unsigned long long) : va_arg(arguments, unsigned);
            put_number(sink, &how, "", value, *format == 'x');
            break;
        }
        case 'p':
            put_number(sink, &how, "0x", va_arg(arguments, uintptr_t), true);
            break;
        case 's': {
            const char *text = va_arg(arguments, const char *);
            put_field(sink, &how, "", text, (int)strlen(text));
            break;
        }
        case 'c': {
            char ch = (char)va_arg(arguments, int);
            put_field(sink, &how, "", &ch, 1);
            break;
        }
        case '\0':
            return;
        default:
            put(sink, *format);
        }
    }
}

int vsnprintf(char *to, size_t bytes, const char *format, va_list arguments)
{
    struct sink sink = {to, to, bytes ? to + bytes - 1 : to, false, 0};
    format_into(&sink, format, arguments);
    if (bytes)
        *sink.next = '\0';
    return sink.total;
}

int snprintf(char *to, size_t bytes, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int total = vsnprintf(to, bytes, format, arguments);
    va_end(arguments);
    return total;
}

int printf(const char *format, ...)
{
    char buffer[DRAIN_BYTES];
    struct sink sink = {buffer, buffer, buffer + sizeof buffer, true, 0};
    va_list arguments;
    va_start(arguments, format);
    format_into(&sink, format, arguments);
    va_end(arguments);
    /* Nothing may stay behind: a fork would print it twice, and a fault would lose it. */
    drain(&sink);
    return sink.total;
}

int putchar(int ch)
{
    char byte = (char)ch;
    write(STDOUT, &byte, 1);
    return (unsigned char)byte;
}

int puts(const char *text)
{
    return printf("%s\n", text);
}
