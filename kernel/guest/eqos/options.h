/* SPDX-License-Identifier: Apache-2.0 */
/* In which way the programs are run: what the command line tells. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* How user code comes to see its memory. */
enum scheme {
    NO_MMU,   /* identity: a process's memory is copied to its addresses and back */
    PINNED,   /* no tables: at most 8 locked TLB entries of 1 MB, the kernel's included */
    SECTIONS, /* tables of 1 MB */
    LARGE,    /* tables of pages of 64 KB */
    SMALL,    /* tables of pages of 4 KB */
};

enum asids {
    ONE_ASID,  /* all have the same, and the TLB is flushed at each switch */
    EACH_ASID, /* one of its own for each process */
    FEW_ASIDS, /* three, lent to the processes in turn */
};

/* Where numbers are drawn, 1 to 2 * steps - 1 are, all alike. */
struct turns {
    uint32_t steps; /* 0: until the process cannot go on, or the timer interrupts */
    bool random;
    uint32_t seed;
};

struct options {
    enum scheme scheme;
    enum asids asids;
    bool toggled;          /* the MMU is off whenever the kernel has the processor */
    struct turns turns;
    uint32_t microseconds; /* between interrupts that end turns; 0: none */
    bool random_order;     /* who is next is drawn */
    uint32_t order_seed;
    uint32_t frames;       /* that processes have; what does not fit is kept elsewhere; 0: no end of them */
    bool domain_each;      /* a domain of its own for each process, of 15 that are lent in turn */
};

/* Reads a command line. A panic tells what is wrong with it. */
struct options options_read(const char *line);
