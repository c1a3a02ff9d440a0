/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libos on 64-bit Linux: the os_* functions over the C library, so that the same sources run natively and tell what the
 * ARM programs must print.
 */
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <sys/wait.h>

#include "children.h"

/* libos keeps nothing in a buffer between calls; neither may the host, or a fork would print twice. */
__attribute__((constructor)) static void unbuffered(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
}

int os_fork(void)
{
    int child = fork();
    return child < 0 ? -errno : child;
}

/* A bare name is a program of the same folder, as it is for Lockstep's kernel. */
int os_exec(const char *path, char *const argv[])
{
    char sibling[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", sibling, sizeof sibling - 1);
    if (length < 0)
        return -errno;
    sibling[length] = '\0';
    char *name = strrchr(sibling, '/') + 1;
    if ((size_t)snprintf(name, sizeof sibling - (size_t)(name - sibling), "%s", path) >= sizeof sibling)
        return -ENAMETOOLONG;
    execv(strchr(path, '/') ? path : sibling, argv);
    return -errno;
}

static int wait_for(int child, int *code, int options)
{
    int status;
    int result = waitpid(child, &status, options);
    if (result < 0)
        return -errno;
    if (result > 0)
        *code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
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
    return wait_for(child, code, WNOHANG);
}

void os_yield(void)
{
    sched_yield();
}

void os_putc(int ch)
{
    putchar(ch);
}

void os_put_hex(uint32_t value)
{
    printf("0x%x", value);
}

void os_put_int(int value)
{
    printf("%d", value);
}

void os_put_pid(void)
{
    printf("%d", (int)getpid());
}

void os_exit(int code)
{
    _exit(code);
}

int os_collect(int child, int *status)
{
    int result = waitpid(child, status, 0);
    return result < 0 ? -errno : result;
}

int os_code(int collected, int status)
{
    return collected < 0 ? collected : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
