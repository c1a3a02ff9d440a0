/* SPDX-License-Identifier: Apache-2.0 */
/* Output by the mini-UART or by the PL011, and a printf of a page (BCM2835 ARM Peripherals, chapters 2 and 13). */
#include "console.h"

#include <stdarg.h>
#include <stdbool.h>

#include "board.h"

enum {
    AUX_ENABLES = 0x20215004,
    MINI_DATA = 0x20215040,
    MINI_INTERRUPTS = 0x20215044,
    MINI_FIFOS = 0x20215048,
    MINI_LINE = 0x2021504c,
    MINI_MODEM = 0x20215050,
    MINI_LINE_STATUS = 0x20215054,
    MINI_CONTROL = 0x20215060,
    MINI_BAUD = 0x20215068,

    PL011_DATA = 0x20201000,
    PL011_FLAGS = 0x20201018,
    PL011_BAUD_WHOLE = 0x20201024,
    PL011_BAUD_FRACTION = 0x20201028,
    PL011_LINE = 0x2020102c,
    PL011_CONTROL = 0x20201030,
    PL011_INTERRUPTS = 0x20201038,
};

/* GPIO 14 and 15 are the UART pins. */
enum { PINS_FUNCTION = 0x20200004, PINS_SHIFT = 12, PINS_MASK = 0x3f, TO_PL011 = 044, TO_MINI = 022 };

static enum uart current;

static void pins(uint32_t function)
{
    store(PINS_FUNCTION, (load(PINS_FUNCTION) & ~(uint32_t)(PINS_MASK << PINS_SHIFT)) | function << PINS_SHIFT);
}

static void mini_uart_start(void)
{
    store(AUX_ENABLES, load(AUX_ENABLES) | 1);
    store(MINI_CONTROL, 0);
    store(MINI_INTERRUPTS, 0);
    store(MINI_FIFOS, 6); /* empty both */
    store(MINI_LINE, 3);  /* 8 bits: the manual says 1, its errata 3 */
    store(MINI_MODEM, 0);
    store(MINI_BAUD, 250000000 / (8 * 115200) - 1);
    pins(TO_MINI);
    store(MINI_CONTROL, 3);
}

static void pl011_start(void)
{
    store(PL011_CONTROL, 0);
    store(PL011_INTERRUPTS, 0);
    store(PL011_BAUD_WHOLE, 26); /* 48 MHz / (16 * 115200) = 26 + 3/64 */
    store(PL011_BAUD_FRACTION, 3);
    store(PL011_LINE, 0x70); /* 8 bits, FIFOs */
    pins(TO_PL011);
    store(PL011_CONTROL, 0x301); /* enabled, both directions */
}

/* Waits until all is sent. */
static void drain(void)
{
    switch (current) {
    case MINI_UART:
        while (!(load(MINI_LINE_STATUS) & 0x40))
            ;
        break;
    case PL011:
        while (load(PL011_FLAGS) & 0x08)
            ;
        break;
    }
}

void console_use(enum uart uart)
{
    if (load(AUX_ENABLES) & 1)
        drain();
    current = uart;
    if (uart == MINI_UART)
        mini_uart_start();
    else
        pl011_start();
}

void put_char(char ch)
{
    switch (current) {
    case MINI_UART:
        while (!(load(MINI_LINE_STATUS) & 0x20))
            ;
        store(MINI_DATA, (uint8_t)ch);
        break;
    case PL011:
        while (load(PL011_FLAGS) & 0x20)
            ;
        store(PL011_DATA, (uint8_t)ch);
        break;
    }
}

static void put_string(const char *string)
{
    while (*string != 0)
        put_char(*string++);
}

static void put_number(uint32_t value, uint32_t base, bool negative, int width, char fill)
{
    char digits[12];
    int count = 0;

    do {
        digits[count++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    if (negative)
        digits[count++] = '-';
    for (int n = count; n < width; n++)
        put_char(fill);
    while (count > 0)
        put_char(digits[--count]);
}

static void print_list(const char *format, va_list list)
{
    for (; *format != 0; format++) {
        char fill = ' ';
        int width = 0;

        if (*format != '%') {
            put_char(*format);
            continue;
        }
        if (*++format == '0')
            fill = '0';
        for (; *format >= '0' && *format <= '9'; format++)
            width = 10 * width + *format - '0';
        switch (*format) {
        case 's':
            put_string(va_arg(list, const char *));
            break;
        case 'c':
            put_char((char)va_arg(list, int));
            break;
        case 'd': {
            int value = va_arg(list, int);
            put_number(value < 0 ? -(uint32_t)value : (uint32_t)value, 10, value < 0, width, fill);
            break;
        }
        case 'u':
            put_number(va_arg(list, uint32_t), 10, false, width, fill);
            break;
        case 'x':
            put_number(va_arg(list, uint32_t), 16, false, width, fill);
            break;
        default:
            put_char(*format);
        }
    }
}

void print(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    print_list(format, list);
    va_end(list);
}

void panic(const char *format, ...)
{
    va_list list;

    print("PANIC: ");
    va_start(list, format);
    print_list(format, list);
    va_end(list);
    print("\n");
    drain();
    reboot();
}

void done(void)
{
    print("DONE\n");
    drain();
    reboot();
}
