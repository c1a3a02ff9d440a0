/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The MMU without tables: every walk finds nothing, and all that can be reached are sections pinned in the eight entries
 * of the TLB's lockdown region, written and read back through c15 (DDI 0301, 3.2.60).
 */
#include "arch.h"
#include "board.h"
#include "check.h"
#include "console.h"
#include "mmu.h"
#include "probe.h"

enum { MEMORY = 0x00300000, OTHER_MEMORY = 0x00400000, SHARED_VA = 0x00800000, UNMAPPED_VA = 0x00900000 };

enum {
    VA_GLOBAL = 1 << 9,
    PA_VALID = 1 << 0,
    PA_KERNEL = 1 << 1,
    PA_USER = 3 << 1,
    PA_MEGABYTE = 3 << 6,
    ATTRIBUTES_NORMAL = 1 << 3,
    ATTRIBUTES_NEVER_EXECUTE = 1 << 6,
    ATTRIBUTES_DOMAIN_1 = 1 << 7,
};

struct pin {
    uint32_t va;
    uint32_t pa;
    uint32_t attributes;
};

static const struct pin pins[] = {
    {0x00000000 | VA_GLOBAL, 0x00000000 | PA_MEGABYTE | PA_KERNEL | PA_VALID, ATTRIBUTES_NORMAL},
    {0x20000000 | VA_GLOBAL, 0x20000000 | PA_MEGABYTE | PA_KERNEL | PA_VALID, ATTRIBUTES_NEVER_EXECUTE},
    {0x20100000 | VA_GLOBAL, 0x20100000 | PA_MEGABYTE | PA_KERNEL | PA_VALID, ATTRIBUTES_NEVER_EXECUTE},
    {0x20200000 | VA_GLOBAL, 0x20200000 | PA_MEGABYTE | PA_KERNEL | PA_VALID, ATTRIBUTES_NEVER_EXECUTE},
    {SHARED_VA | 1, MEMORY | PA_MEGABYTE | PA_USER | PA_VALID, ATTRIBUTES_NORMAL | ATTRIBUTES_DOMAIN_1},
    {SHARED_VA | 2, OTHER_MEMORY | PA_MEGABYTE | PA_USER | PA_VALID, ATTRIBUTES_NORMAL | ATTRIBUTES_DOMAIN_1},
};
enum { PINS = sizeof pins / sizeof *pins, FIRST_USER_PIN = 4 };

static uint32_t no_table[TABLE_WORDS] TABLE;

/* The physical address comes last: it makes the entry valid. */
static void pin(uint32_t index, const struct pin *pin)
{
    lockdown_index_write(index);
    lockdown_va_write(pin->va);
    lockdown_attributes_write(pin->attributes);
    lockdown_pa_write(pin->pa);
}

static struct pin pinned(uint32_t index)
{
    struct pin pin;

    lockdown_index_write(index);
    pin.va = lockdown_va_read();
    pin.attributes = lockdown_attributes_read();
    pin.pa = lockdown_pa_read();
    return pin;
}

static void read_back(void)
{
    for (uint32_t k = 0; k < PINS; k++) {
        struct pin got = pinned(k);

        print("entry %u: ", k);
        check("virtual address", got.va, pins[k].va);
        print("entry %u: ", k);
        check("physical address", got.pa, pins[k].pa);
        print("entry %u: ", k);
        check("attributes", got.attributes, pins[k].attributes);
    }
    check("the entry selected", lockdown_index_read() & 7, PINS - 1);
}

void program(void)
{
    probe_start();
    store(MEMORY + 0x100, 0x1111);
    store(OTHER_MEMORY + 0x100, 0x2222);
    tlb_flush();
    for (uint32_t k = 0; k < PINS; k++)
        pin(k, &pins[k]);
    for (uint32_t k = PINS; k < 8; k++)
        pin(k, &(struct pin){0, 0, 0});
    read_back();

    mmu_on(no_table, 1);
    dacr_write(DOMAIN_CLIENT(0) | DOMAIN_CLIENT(1));
    synchronize();
    check("the kernel runs without a table", control_read() & CONTROL_M, CONTROL_M);
    check("ASID 1 sees its memory", load(SHARED_VA + 0x100), 0x1111);
    mmu_switch(no_table, 2);
    check("ASID 2 sees its memory", load(SHARED_VA + 0x100), 0x2222);
    mmu_switch(no_table, 3);
    check("ASID 3 sees none", probe(READ, SHARED_VA + 0x100).status & FAULT_STATUS, FAULT_SECTION_TRANSLATION);
    mmu_switch(no_table, 1);
    check("nothing is elsewhere", probe(READ, UNMAPPED_VA).status & FAULT_STATUS, FAULT_SECTION_TRANSLATION);
    check("user code has no access to the kernel", probe(USER_READ, 0x8000).status & FAULT_STATUS, FAULT_SECTION_PERMISSION);
    check("it has to its own", probe(USER_WRITE, SHARED_VA + 0x200).status, 0);

    dacr_write(DOMAIN_CLIENT(0));
    synchronize();
    check("a domain of no access", probe(READ, SHARED_VA).status & FAULT_STATUS, FAULT_SECTION_DOMAIN);
    dacr_write(DOMAIN_CLIENT(0) | DOMAIN_CLIENT(1));
    synchronize();

    tlb_flush();
    check("pinned entries outlive a flush", load(SHARED_VA + 0x100), 0x1111);
    mmu_switch(no_table, 2);
    tlb_invalidate_asid_write(2);
    synchronize();
    check("but not one of their ASID", probe(READ, SHARED_VA).status & FAULT_STATUS, FAULT_SECTION_TRANSLATION);
    mmu_switch(no_table, 1);
    check("another ASID's entry stays", load(SHARED_VA + 0x100), 0x1111);
    pin(FIRST_USER_PIN, &(struct pin){0, 0, 0});
    synchronize();
    check("unpinned", probe(READ, SHARED_VA).status & FAULT_STATUS, FAULT_SECTION_TRANSLATION);
    mmu_off();
}
