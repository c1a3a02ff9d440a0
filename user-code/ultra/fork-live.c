/* SPDX-License-Identifier: Apache-2.0 */
/* Many processes alive at one moment. Each writes values of its own to its stack and to its data, waits until its parent
   has forked all and all have come as far, checks that the values are still there, and exits with a code made of them. The
   parent waits for all by name and checks every code. It prints a line at the end of each phase, so that they can be timed
   from outside.
   fork-live [CHILDREN [hold]]: default 100 children; with "hold" it reads standard input to its end while all live. */
#include "children.h"

static volatile uint32_t data = 1;

/* What a child of this number writes to its stack, and what to its data. */
static inline uint32_t stack_value(uint32_t number)
{
    return os_checksum(0x811c9dc5u, number);
}

static inline uint32_t data_value(uint32_t number)
{
    return os_checksum(stack_value(number), 1);
}

static inline uint32_t code_of(uint32_t on_stack, uint32_t in_data)
{
    return os_checksum(on_stack, in_data) & 0xff;
}

static void __attribute__((noreturn, noinline)) live(uint32_t number, struct os_gate *gate)
{
    volatile uint32_t stack = stack_value(number);
    data = data_value(number);
    os_gate_enter(gate);
    uint32_t on_stack = stack, in_data = data;
    bool right = on_stack == stack_value(number) && in_data == data_value(number);
    os_exit((int)(code_of(on_stack, in_data) ^ (right ? 0 : 0xff)));
}

/* All in registers: what the parent stores between two forks would be copied for each child. How many there are. */
static uint32_t __attribute__((noinline)) fork_all(uint32_t children, struct os_gate *gate)
{
    for (uint32_t number = 1; number <= children; number++) {
        int child = os_fork();
        if (child == 0)
            live(number, gate);
        if (child < 0 || !os_child_keep(number, child))
            return number - 1;
    }
    return children;
}

static void hold(void)
{
    char byte;
    while (read(0, &byte, 1) > 0)
        continue;
}

int main(int argc, char **argv)
{
    uint32_t children = os_argument(argc, argv, 1, 100);
    struct os_gate gate;
    if (!os_gate_make(&gate))
        return 1;
    printf("fork-live: %u to fork\n", children);
    uint32_t forked = fork_all(children, &gate);
    printf("fork-live: %u forked\n", forked);
    bool all_came = os_gate_await(&gate, forked);
    printf("fork-live: %u alive\n", forked);
    if (argc > 2 && strcmp(argv[2], "hold") == 0)
        hold();
    os_gate_open(&gate);

    uint32_t wrong = 0, sum = 0;
    for (uint32_t number = 1; number <= forked; number++) {
        int code = os_wait(os_child_name(number));
        sum = os_checksum(sum, (uint32_t)code);
        wrong += code != (int)code_of(stack_value(number), data_value(number));
    }
    printf("fork-live: %u ended, %u wrong codes, checksum %08x\n", forked, wrong, sum);
    return forked == children && all_came && wrong == 0 ? 0 : 1;
}
