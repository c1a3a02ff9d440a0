/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libos for programs with many processes, where a single store to memory between two forks would count: it would be copied
 * for each child. The functions are in children/; under Linux, and so on the host, in linux/.
 */
#ifndef LIBOS_CHILDREN_H
#define LIBOS_CHILDREN_H

#include "libos.h"

/* Ends at once: nothing is flushed, and nothing is stored to memory on the way. */
void os_exit(int code) __attribute__((noreturn));

/*
 * os_wait in two steps that store nothing to memory: only the kernel does, when the child has ended. A parent that stores
 * while a child lives has its memory copied. First waits for one child: a negative errno, or what os_code makes the exit
 * code of, together with the status.
 */
int os_collect(int child, int *status);
int os_code(int collected, int status);

/*
 * The name of each child by its number, 1 for the first that this process has forked. Lockstep's fork gives the number
 * itself, so there nothing is kept; Linux's gives any, so there it is remembered. False: there is no memory for it, or
 * the name is not what the kernel promises.
 */
bool os_child_keep(uint32_t number, int child);
int os_child_name(uint32_t number);

/*
 * A gate holds children until their parent has forked all of them. On Linux a child blocks in a read from a pipe that the
 * parent closes. Lockstep's run queue goes round, and new children join at its end: so whoever yields once has let all
 * others run, as long as a turn is long enough for what they do. Not under pix and eqx, which have no yield.
 */
struct os_gate {
    int arriving[2], opening[2]; /* pipes: a byte for each child that has come; closed to let them go */
};

bool os_gate_make(struct os_gate *gate);                     /* before the forks; false when there is no pipe */
void os_gate_enter(struct os_gate *gate);                    /* a child: comes, and goes on when the gate is open */
bool os_gate_await(struct os_gate *gate, uint32_t children); /* the parent: until so many have come */
void os_gate_open(struct os_gate *gate);                     /* the parent: lets them go */

#endif
