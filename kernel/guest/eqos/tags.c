/* SPDX-License-Identifier: Apache-2.0 */
/* An entry of the TLB holds both, so whoever gets another domain must lose the entries of its ASID as well. */
#include "tags.h"

#include "arch.h"
#include "lender.h"
#include "mmu.h"
#include "process.h"

enum { FIRST_ASID = 2, EACH = 256 - FIRST_ASID, FEW = 3, FIRST_DOMAIN = 1, DOMAINS = 15 };

static struct lender asids, domains;
static bool one_asid, one_domain;

void tags_start(const struct options *options)
{
    one_asid = options->asids == ONE_ASID;
    one_domain = !options->domain_each;
    lender_start(&asids, FIRST_ASID, options->asids == FEW_ASIDS ? FEW : EACH);
    lender_start(&domains, FIRST_DOMAIN, DOMAINS);
}

bool tags_flush(void)
{
    return one_asid;
}

/* What the TLB holds of an ASID. The image eqos-stale is wrong on purpose: it leaves that out, to be caught by its hashes. */
static void forget_asid(unsigned asid)
{
    synchronization_barrier_write(0);
#ifndef WITHOUT_ASID_FLUSH
    tlb_invalidate_asid_write(asid);
#else
    (void)asid;
#endif
    synchronize();
}

bool tags_take(struct process *process)
{
    bool changed = false;

    if (one_asid)
        process->asid = THE_ASID;
    else
        changed = lend(&asids, process, &process->asid);
    if (one_domain)
        process->domain = KERNEL_DOMAIN;
    else
        changed |= lend(&domains, process, &process->domain);
    dacr_write(DOMAIN_CLIENT(KERNEL_DOMAIN) | DOMAIN_CLIENT(process->domain));
    if (changed)
        forget_asid(process->asid);
    return changed;
}

void tags_drop(struct process *process)
{
    give_back(&asids, process, process->asid);
    give_back(&domains, process, process->domain);
    process->asid = 0;
    process->domain = 0;
}
