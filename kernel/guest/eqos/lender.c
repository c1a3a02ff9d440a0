/* SPDX-License-Identifier: Apache-2.0 */
/* In turn: the one whose number was lent longest ago loses it. */
#include "lender.h"

void lender_start(struct lender *lender, unsigned first, unsigned count)
{
    lender->first = first;
    lender->count = count;
    lender->next = 0;
    for (unsigned k = 0; k < MOST_LENT; k++)
        lender->holders[k] = 0;
}

bool lend(struct lender *lender, const struct process *process, unsigned *number)
{
    if (lender->holders[*number] == process)
        return false;
    *number = lender->first + lender->next;
    lender->next = lender->next + 1 == lender->count ? 0 : lender->next + 1;
    lender->holders[*number] = process;
    return true;
}

void give_back(struct lender *lender, const struct process *process, unsigned number)
{
    if (lender->holders[number] == process)
        lender->holders[number] = 0;
}
