/* SPDX-License-Identifier: Apache-2.0 */
/* Processes: their table, what they are made of, and the step hashes that they carry. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "exceptions.h"
#include "pages.h"

enum state {
    FREE,
    READY,
    WAITING, /* for a child */
    STARVED, /* for memory or a place: does again what it did when it last had the processor */
    ENDED,
};
enum { PATH_CHARS = 160, LINE_CHARS = 120 };

struct process {
    /* What somebody outside of the machine reads: the privileged thread id register points here while this is current. */
    char path[PATH_CHARS]; /* ordinals from the first process down: 1.2.1 */
    uint32_t program_hash;

    enum state state;
    unsigned place;         /* in the table */
    struct process *parent; /* null: nobody waits for it */
    unsigned ordinal;       /* within its parent */
    unsigned children;      /* forked so far */
    unsigned waits_for;     /* WAITING: the child's ordinal */
    uint32_t exit_code;

    struct frame frame;
    uint32_t past; /* the address of its mismatch breakpoint */
    uint32_t register_hash, pc_hash, steps;
    uint32_t started_as; /* the program hash that its first forebear had at the start: exec changes the other */

    unsigned asid, domain;   /* as tags.c has lent them; 0: none */
    uint32_t address[PARTS]; /* of its sections */
    uint32_t heap_start, heap_end;

    char line[LINE_CHARS]; /* what it has printed since the last newline */
    unsigned line_chars;
};

/* The process whose turn it is; the privileged thread id register says so too. */
struct process *current(void);
void current_is(struct process *process);

/* The process in a place; places that were ever used are below the number. */
struct process *process_in(unsigned place);
unsigned processes_at_most(void);

/* How many have ended since the start. */
unsigned processes_ended(void);

/* Starts one process for each appended program; false when there is none. */
bool processes_start(void);

/* A copy of the current process, READY, with the next ordinal; null when there is no room now. */
struct process *process_fork(void);

/* Ends the current process, and tells of it. */
void process_end(uint32_t exit_code);

/* The current process's child of an ordinal, or null. */
struct process *process_child(unsigned ordinal);

/* Takes what remains of an ended child. */
uint32_t process_collect(struct process *child);

/* Makes the current process another program. */
enum exec { NO_PROGRAM, NO_ROOM_NOW, BECOME };
enum exec process_exec(const char *name);

/* Prints for the current process, whole lines at a time. */
void process_put(char ch);
