/* SPDX-License-Identifier: Apache-2.0 */
/* A few numbers, such as ASIDs, for many processes: each is lent to one of them until its turn comes to be lent anew. */
#pragma once

#include <stdbool.h>

struct process;

enum { MOST_LENT = 256 };

struct lender {
    unsigned first, count; /* the numbers: first to first + count - 1, all below MOST_LENT */
    unsigned next;         /* below count: who is asked for his number next */
    const struct process *holders[MOST_LENT]; /* by number; null: nobody */
};

/* Begins anew: nobody has a number. */
void lender_start(struct lender *lender, unsigned first, unsigned count);

/* The number of a process, which has said which it had last. True means that it is another one from now on, and whatever
   is still known under that number belongs to another. */
bool lend(struct lender *lender, const struct process *process, unsigned *number);

/* The process ends; its number is free, and whatever is known under it stays until it is lent again. */
void give_back(struct lender *lender, const struct process *process, unsigned number);
