/* SPDX-License-Identifier: Apache-2.0 */
/* The system calls as C functions: the only C file that knows how the ABIs differ. */
#include "abi.h"
#include "libos.h"

int system_call(int number, uintptr_t a, uintptr_t b, uintptr_t c); /* start.S */

void exit(int code)
{
    for (;;)
        system_call(SYS_EXIT, (uintptr_t)code, 0, 0);
}

void abort(void)
{
    for (;;)
        system_call(SYS_ABORT, 0, 0, 0);
}

int os_fork(void)
{
    return system_call(SYS_FORK, 0, 0, 0);
}

int os_exec(const char *path, char *const argv[])
{
    return system_call(SYS_EXEC, (uintptr_t)path, (uintptr_t)argv, 0);
}

void *os_sbrk(int bytes)
{
    uint32_t result = (uint32_t)system_call(SYS_SBRK, (uintptr_t)bytes, 0, 0);
    /* Only the last page of numbers are errors; an address may well have its top bit set. */
    return result > (uint32_t)-4096 ? NULL : (void *)result;
}

void os_putc(int ch)
{
    system_call(SYS_PUTC, (uintptr_t)ch, 0, 0);
}

void os_put_hex(uint32_t value)
{
    system_call(SYS_PUT_HEX, value, 0, 0);
}

void os_put_int(int value)
{
    system_call(SYS_PUT_INT, (uintptr_t)value, 0, 0);
}

void os_put_pid(void)
{
    system_call(SYS_PUT_PID, 0, 0, 0);
}

#ifdef LIBOS_ABI_LOCKSTEP

int write(int fd, const void *from, size_t bytes)
{
    return system_call(SYS_WRITE, (uintptr_t)fd, (uintptr_t)from, bytes);
}

int read(int fd, void *to, size_t bytes)
{
    return system_call(SYS_READ, (uintptr_t)fd, (uintptr_t)to, bytes);
}

void os_yield(void)
{
    system_call(SYS_YIELD, 0, 0, 0);
}

/* The POSIX status word: the signal in bits 0..6, the exit code in bits 8..15. */
static int code_of(int status)
{
    int signal = status & 0x7f;
    return signal ? 128 + signal : status >> 8 & 0xff;
}

static int wait_for(int child, int *code, int options)
{
    int status = 0;
    int result = system_call(SYS_WAITPID, (uintptr_t)child, (uintptr_t)&status, (uintptr_t)options);
    if (result > 0)
        *code = code_of(status);
    return result;
}

int os_wait(int child)
{
    int code = 0;
    int result = wait_for(child, &code, 0);
    return result < 0 ? result : code;
}

int os_wait_any(int *code)
{
    return wait_for(-1, code, 0);
}

int os_poll(int child, int *code)
{
    return wait_for(child, code, WAIT_NOHANG);
}

#else

int write(int fd, const void *from, size_t bytes)
{
    (void)fd;
    for (size_t i = 0; i < bytes; i++)
        os_putc(((const uint8_t *)from)[i]);
    return (int)bytes;
}

int read(int fd, void *to, size_t bytes)
{
    (void)fd, (void)to, (void)bytes;
    return -OS_ENOSYS;
}

/* Without such a call the timer alone decides; a polling loop still ends. */
void os_yield(void)
{
}

int os_wait(int child)
{
    return system_call(SYS_WAITPID, (uintptr_t)child, 0, 0);
}

int os_wait_any(int *code)
{
    (void)code;
    return -OS_ENOSYS;
}

int os_poll(int child, int *code)
{
    int result = system_call(SYS_WAITPID, (uintptr_t)child, WAIT_NOHANG, 0);
    if (result <= 0)
        return result;
    *code = result;
    return child;
}

#endif
