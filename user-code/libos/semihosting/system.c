/* SPDX-License-Identifier: Apache-2.0 */
/* What programs of bench/ need of the system, by Arm's semihosting (version 2.0): output, an end, and a heap. */
#include "libos.h"

int semihosting_call(int operation, const void *parameters); /* start.S */

enum {
    SYS_OPEN = 0x01,
    SYS_WRITE = 0x05,
    SYS_EXIT_EXTENDED = 0x20,
    MODE_WRITE = 4, /* "w": of the console :tt, standard output */
    APPLICATION_EXIT = 0x20026,
    APPLICATION_ERROR = 0x20023,
    HEAP_BYTES = 4 << 20
};

void exit(int code)
{
    const uint32_t block[2] = {APPLICATION_EXIT, (uint32_t)code};
    for (;;)
        semihosting_call(SYS_EXIT_EXTENDED, block);
}

void abort(void)
{
    const uint32_t block[2] = {APPLICATION_ERROR, 0};
    for (;;)
        semihosting_call(SYS_EXIT_EXTENDED, block);
}

/* Standard output is all there is. The bytes written, or -1. */
int write(int fd, const void *from, size_t bytes)
{
    static int console;
    if (fd != 1)
        return -1;
    if (!console) {
        static const char name[] = ":tt";
        const uint32_t block[3] = {(uint32_t)name, MODE_WRITE, sizeof name - 1};
        console = semihosting_call(SYS_OPEN, block);
    }
    const uint32_t block[3] = {(uint32_t)console, (uint32_t)from, bytes};
    return (int)bytes - semihosting_call(SYS_WRITE, block);
}

/* The heap stands in bss: SYS_HEAPINFO gives too different ones to compare speeds with. */
void *os_sbrk(int bytes)
{
    static uint8_t heap[HEAP_BYTES] __attribute__((aligned(8)));
    static int used;
    if (bytes > HEAP_BYTES - used || bytes < -used)
        return NULL;
    void *old = heap + used;
    used += bytes;
    return old;
}
