/* SPDX-License-Identifier: Apache-2.0 */
/* No MMU: the sections of the process that runs lie at the addresses of its program, copied there and back. */
#include "arch.h"
#include "board.h"
#include "mapping.h"
#include "record.h"

static struct process *home;       /* whose data lies at its address, or null */
static page home_code;             /* of which page a copy lies at home_code_address, or 0 */
static uint32_t home_code_address;

static page page_of(const struct process *process, enum part part)
{
    return record_of(process->place)->pages[part][0];
}

static void start(const struct options *options)
{
    (void)options;
    home = 0;
    home_code = 0;
}

static void put_back(void)
{
    if (home != 0)
        memory_copy(page_content(page_of(home, DATA)), home->address[DATA], SECTION_BYTES);
    home = 0;
}

static void begin(struct process *process)
{
    if (home_code == page_of(process, CODE))
        home_code = 0; /* another page had this number before */
}

static void end(struct process *process)
{
    if (home == process)
        home = 0;
}

static void enter(struct process *process)
{
    page code = page_of(process, CODE);
    uint32_t code_address = process->address[CODE], data_address = process->address[DATA];

    if (home == process)
        return;
    put_back();
    if (home_code != code || home_code_address != code_address) {
        memory_copy(code_address, page_content(code), SECTION_BYTES);
        home_code = code;
        home_code_address = code_address;
        instruction_cache_invalidate_write(0);
        branch_predictor_flush_write(0);
        synchronize();
    }
    memory_copy(data_address, page_content(page_of(process, DATA)), SECTION_BYTES);
    home = process;
}

/* Pages stay in their frames: there are as many as there are pages. */
static void forget(struct process *process, enum part part, unsigned index)
{
    (void)process, (void)part, (void)index;
}

const struct mapping identity_mapping = {
    .mmu = false,
    .border = memory_bytes,
    .start = start,
    .stop = put_back,
    .begin = begin,
    .end = end,
    .enter = enter,
    .put_back = put_back,
    .forget = forget,
};
