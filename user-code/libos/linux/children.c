/* SPDX-License-Identifier: Apache-2.0 */
/* Many children under Linux; built for the host too. No signal interrupts a call here: nobody has a handler. */
#include "children.h"

#ifndef LIBOS_HOST
int pipe(int ends[2]);
int close(int fd);
#endif

/* The names that are kept, and for how many there is room. */
static int *names;
static uint32_t room;

bool os_child_keep(uint32_t number, int child)
{
    if (number > room) {
        room = number < 32 ? 64 : 2 * number;
        int *grown = realloc(names, room * sizeof *names);
        if (!grown)
            return false;
        names = grown;
    }
    names[number - 1] = child;
    return child > 0;
}

int os_child_name(uint32_t number)
{
    return names[number - 1];
}

bool os_gate_make(struct os_gate *gate)
{
    return pipe(gate->arriving) == 0 && pipe(gate->opening) == 0;
}

/* Nobody but the parent may hold open what it will close. A call that fails ends the child: 255 is no code that anybody expects. */
void os_gate_enter(struct os_gate *gate)
{
    char byte = 0;
    close(gate->opening[1]);
    if (write(gate->arriving[1], &byte, 1) != 1 || read(gate->opening[0], &byte, 1) != 0)
        os_exit(255);
}

bool os_gate_await(struct os_gate *gate, uint32_t children)
{
    char bytes[64];
    while (children) {
        int count = (int)read(gate->arriving[0], bytes, children < sizeof bytes ? children : sizeof bytes);
        if (count <= 0)
            return false;
        children -= (uint32_t)count;
    }
    return true;
}

void os_gate_open(struct os_gate *gate)
{
    close(gate->opening[1]);
}
