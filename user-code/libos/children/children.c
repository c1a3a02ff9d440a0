/* SPDX-License-Identifier: Apache-2.0 */
/* Many children under Lockstep's kernel: nothing has to be kept, so nothing is stored. */
#include "abi.h"
#include "children.h"

int system_call(int number, uintptr_t a, uintptr_t b, uintptr_t c); /* start.S */

#ifdef LIBOS_ABI_LOCKSTEP

int os_collect(int child, int *status)
{
    return system_call(SYS_WAITPID, (uintptr_t)child, (uintptr_t)status, 0);
}

/* The POSIX status word, as in system.c. */
int os_code(int collected, int status)
{
    int signal = status & 0x7f;
    return collected < 0 ? collected : signal ? 128 + signal : status >> 8 & 0xff;
}

#else

int os_collect(int child, int *status)
{
    (void)status;
    return system_call(SYS_WAITPID, (uintptr_t)child, 0, 0);
}

int os_code(int collected, int status)
{
    (void)status;
    return collected;
}

#endif

bool os_child_keep(uint32_t number, int child)
{
    return child == (int)number;
}

int os_child_name(uint32_t number)
{
    return (int)number;
}

bool os_gate_make(struct os_gate *gate)
{
    (void)gate;
    return true;
}

void os_gate_enter(struct os_gate *gate)
{
    (void)gate;
    os_yield();
}

/* All children are before this process in the queue. */
bool os_gate_await(struct os_gate *gate, uint32_t children)
{
    (void)gate, (void)children;
    os_yield();
    return true;
}

void os_gate_open(struct os_gate *gate)
{
    (void)gate;
}
