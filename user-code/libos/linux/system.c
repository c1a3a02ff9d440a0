/* SPDX-License-Identifier: Apache-2.0 */
/* What programs of ultra/ need of the system, from Linux on ARM (EABI): qemu-arm runs these. */
#include "children.h"

int linux_call(int number, uintptr_t a, uintptr_t b, uintptr_t c); /* start.S */
int pipe(int ends[2]);
int close(int fd);

enum {
    SYS_FORK = 2,
    SYS_READ = 3,
    SYS_WRITE = 4,
    SYS_CLOSE = 6,
    SYS_PIPE = 42,
    SYS_BRK = 45,
    SYS_WAIT4 = 114,
    SYS_SCHED_YIELD = 158
};

int write(int fd, const void *from, size_t bytes)
{
    return linux_call(SYS_WRITE, (uintptr_t)fd, (uintptr_t)from, bytes);
}

int read(int fd, void *to, size_t bytes)
{
    return linux_call(SYS_READ, (uintptr_t)fd, (uintptr_t)to, bytes);
}

int pipe(int ends[2])
{
    return linux_call(SYS_PIPE, (uintptr_t)ends, 0, 0);
}

int close(int fd)
{
    return linux_call(SYS_CLOSE, (uintptr_t)fd, 0, 0);
}

int os_fork(void)
{
    return linux_call(SYS_FORK, 0, 0, 0);
}

void os_yield(void)
{
    linux_call(SYS_SCHED_YIELD, 0, 0, 0);
}

/* Linux answers with the end it has set, which is the old one when there is no room. */
void *os_sbrk(int bytes)
{
    static uintptr_t end;
    if (!end)
        end = (uintptr_t)linux_call(SYS_BRK, 0, 0, 0);
    uintptr_t old = end, wanted = old + (uintptr_t)bytes;
    end = (uintptr_t)linux_call(SYS_BRK, wanted, 0, 0);
    return end == wanted ? (void *)old : NULL;
}

/* The status word as Lockstep's: the signal in bits 0..6, the exit code in bits 8..15. */
int os_collect(int child, int *status)
{
    return linux_call(SYS_WAIT4, (uintptr_t)child, (uintptr_t)status, 0);
}

int os_code(int collected, int status)
{
    int signal = status & 0x7f;
    return collected < 0 ? collected : signal ? 128 + signal : status >> 8 & 0xff;
}

int os_wait(int child)
{
    int status = 0, collected = os_collect(child, &status);
    return os_code(collected, status);
}
