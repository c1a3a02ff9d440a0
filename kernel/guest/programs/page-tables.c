/* SPDX-License-Identifier: Apache-2.0 */
/* Sections, supersections, pages and subpages; domains, ASIDs; each fault with its status, its cause and its address. */
#include "arch.h"
#include "board.h"
#include "check.h"
#include "console.h"
#include "exceptions.h"
#include "mmu.h"
#include "probe.h"

/* Physical memory to look at from several sides. */
enum { MEMORY = 0x00300000, OTHER_MEMORY = 0x00400000, SUPER_MEMORY = 0x01000000 };

/* Where the tests map it. */
enum {
    SECTION_VA = 0x40000000,
    READ_ONLY_VA = 0x40100000,
    KERNEL_VA = 0x40200000,
    USER_READS_VA = 0x40300000,
    DOMAIN_1_VA = 0x40400000,
    DOMAIN_2_VA = 0x40500000,
    NEVER_EXECUTE_VA = 0x40600000,
    UNMAPPED_VA = 0x40700000,
    PAGES_VA = 0x50000000,
    PAGES_DOMAIN_2_VA = 0x50100000,
    SUPER_VA = 0x60000000,
    ASID_VA = 0x70000000,
};

/* Pages of the MB at PAGES_VA, by number. The large page takes 16. */
enum { SMALL = 1, KERNEL_PAGE = 2, READ_ONLY_PAGE = 3, NEVER_EXECUTE_PAGE = 4, UNMAPPED_PAGE = 5, LARGE = 16 };

static const uint32_t return_at_once = 0xe12fff1e; /* bx lr */

static uint32_t table[TABLE_WORDS] TABLE, other_table[TABLE_WORDS] TABLE;
static uint32_t pages[PAGES_WORDS] PAGES;

static uint32_t page_va(uint32_t number)
{
    return PAGES_VA + (number << 12);
}

static void map_all(void)
{
    map_kernel(table, SECTION_KERNEL);
    map_section(table, MEMORY, MEMORY, SECTION_NORMAL | SECTION_KERNEL);
    map_section(table, OTHER_MEMORY, OTHER_MEMORY, SECTION_NORMAL | SECTION_KERNEL);
    map_section(table, SECTION_VA, MEMORY, SECTION_NORMAL | SECTION_USER);
    map_section(table, READ_ONLY_VA, MEMORY, SECTION_NORMAL | SECTION_KERNEL | SECTION_READ_ONLY);
    map_section(table, KERNEL_VA, MEMORY, SECTION_NORMAL | SECTION_KERNEL);
    map_section(table, USER_READS_VA, MEMORY, SECTION_NORMAL | SECTION_USER_READS);
    map_section(table, DOMAIN_1_VA, MEMORY, SECTION_NORMAL | SECTION_KERNEL | SECTION_READ_ONLY | SECTION_DOMAIN(1));
    map_section(table, DOMAIN_2_VA, MEMORY, SECTION_NORMAL | SECTION_USER | SECTION_DOMAIN(2));
    map_section(table, NEVER_EXECUTE_VA, MEMORY, SECTION_NORMAL | SECTION_USER | SECTION_NEVER_EXECUTE);
    for (uint32_t mb = 0; mb < 16; mb++) {
        uint32_t at = SUPER_VA + (mb << 20);
        map_section(table, at, SUPER_MEMORY, SECTION_NORMAL | SECTION_USER | SECTION_SUPER);
    }
    map_pages(table, PAGES_VA, pages, 0);
    map_pages(table, PAGES_DOMAIN_2_VA, pages, 2);
    pages[SMALL] = (MEMORY + 0x5000) | PAGE_USER | PAGE_NORMAL | PAGE_SMALL;
    pages[KERNEL_PAGE] = (MEMORY + 0x5000) | PAGE_KERNEL | PAGE_NORMAL | PAGE_SMALL;
    pages[READ_ONLY_PAGE] = (MEMORY + 0x5000) | PAGE_KERNEL | PAGE_READ_ONLY | PAGE_NORMAL | PAGE_SMALL;
    pages[NEVER_EXECUTE_PAGE] = MEMORY | PAGE_USER | PAGE_NORMAL | PAGE_NEVER_EXECUTE | PAGE_SMALL;
    for (uint32_t k = 0; k < 16; k++)
        pages[LARGE + k] = (MEMORY + 0x20000) | PAGE_USER | PAGE_LARGE;
}

static void mappings(void)
{
    store(SECTION_VA + 0x12340, 0x11111111);
    check("a section", load(MEMORY + 0x12340), 0x11111111);
    store(page_va(SMALL) + 0x124, 0x22222222);
    check("a small page", load(MEMORY + 0x5124), 0x22222222);
    store(page_va(LARGE) + 0xabc8, 0x33333333);
    check("a large page", load(MEMORY + 0x2abc8), 0x33333333);
    store(SUPER_VA + 0x345678, 0x44444444);
    mmu_off();
    check("a supersection", load(SUPER_MEMORY + 0x345678), 0x44444444);
    mmu_on(table, 1);
    translate_privileged_read_write(SECTION_VA + 0x12340);
    check("a section's physical address", physical_address_read() >> 12, (MEMORY + 0x12340) >> 12);
    translate_user_write_write(page_va(SMALL) + 0x124);
    check("a small page's physical address", physical_address_read() >> 12, (MEMORY + 0x5124) >> 12);
    translate_user_write_write(KERNEL_VA);
    check("a fault instead of a physical address", physical_address_read() & 1, 1);
}

/* The status wanted, the domain when the fault has one, and whether the fault address is right. */
static void faults(const char *name, enum access access, uint32_t address, uint32_t status, uint32_t domain)
{
    struct fault fault = probe(access, address);
    uint32_t write = access == WRITE || access == USER_WRITE ? FAULT_WRITE : 0;

    print("%s: ", name);
    check("status", fault.status & FAULT_STATUS, status);
    if (status == 0)
        return;
    print("%s: ", name);
    check("address", fault.address, address);
    if (access == EXECUTE)
        return;
    print("%s: ", name);
    check("write", fault.status & FAULT_WRITE, write);
    if (status != FAULT_SECTION_TRANSLATION && status != FAULT_ALIGNMENT) {
        print("%s: ", name);
        check("domain", fault.status >> 4 & 0xf, domain);
    }
}

static void all_faults(void)
{
    dacr_write(DOMAIN_CLIENT(0) | DOMAIN_MANAGER(1) | DOMAIN_NONE(2));
    synchronize();
    faults("section not mapped", READ, UNMAPPED_VA + 4, FAULT_SECTION_TRANSLATION, 0);
    faults("section not mapped, store", WRITE, UNMAPPED_VA + 8, FAULT_SECTION_TRANSLATION, 0);
    faults("page not mapped", READ, page_va(UNMAPPED_PAGE), FAULT_PAGE_TRANSLATION, 0);
    faults("user in the kernel's section", USER_READ, KERNEL_VA, FAULT_SECTION_PERMISSION, 0);
    faults("user writes a section to be read", USER_WRITE, USER_READS_VA, FAULT_SECTION_PERMISSION, 0);
    faults("user reads it", USER_READ, USER_READS_VA, 0, 0);
    faults("the kernel writes it", WRITE, USER_READS_VA, 0, 0);
    faults("the kernel writes a read-only section", WRITE, READ_ONLY_VA + 0x40, FAULT_SECTION_PERMISSION, 0);
    faults("the kernel reads it", READ, READ_ONLY_VA + 0x40, 0, 0);
    faults("user in the kernel's page", USER_READ, page_va(KERNEL_PAGE), FAULT_PAGE_PERMISSION, 0);
    faults("the kernel writes a read-only page", WRITE, page_va(READ_ONLY_PAGE), FAULT_PAGE_PERMISSION, 0);
    faults("a section of no access", READ, DOMAIN_2_VA, FAULT_SECTION_DOMAIN, 2);
    faults("a page of no access", WRITE, PAGES_DOMAIN_2_VA + (SMALL << 12), FAULT_PAGE_DOMAIN, 2);
    faults("a manager writes a read-only section", USER_WRITE, DOMAIN_1_VA, 0, 0);

    store(MEMORY, return_at_once);
    synchronize();
    instruction_cache_invalidate_write(0);
    faults("code in a section", EXECUTE, SECTION_VA, 0, 0);
    faults("code in a section never to execute", EXECUTE, NEVER_EXECUTE_VA, FAULT_SECTION_PERMISSION, 0);
    faults("code in a page never to execute", EXECUTE, page_va(NEVER_EXECUTE_PAGE), FAULT_PAGE_PERMISSION, 0);
    faults("code in a section not mapped", EXECUTE, UNMAPPED_VA, FAULT_SECTION_TRANSLATION, 0);
    faults("code in a section of no access", EXECUTE, DOMAIN_2_VA, FAULT_SECTION_DOMAIN, 2);

    control_write(control_read() | CONTROL_A);
    synchronize();
    faults("an odd address", READ, SECTION_VA + 1, FAULT_ALIGNMENT, 0);
    control_write(control_read() & ~CONTROL_A);
    dacr_write(DOMAIN_CLIENT(0));
    synchronize();
}

/* Two address spaces see different memory at one address, and switching between them flushes nothing. */
static void asids(void)
{
    map_kernel(other_table, SECTION_KERNEL);
    map_section(table, ASID_VA, MEMORY, SECTION_NORMAL | SECTION_USER | SECTION_OF_ASID);
    map_section(other_table, ASID_VA, OTHER_MEMORY, SECTION_NORMAL | SECTION_USER | SECTION_OF_ASID);
    store(MEMORY, 1);
    store(OTHER_MEMORY, 2);
    tlb_flush();
    for (int round = 0; round < 2; round++) {
        mmu_switch(table, 1);
        check("ASID 1 sees its memory", load(ASID_VA), 1);
        mmu_switch(other_table, 2);
        check("ASID 2 sees its memory", load(ASID_VA), 2);
    }
    mmu_switch(table, 1);
    map_section(table, ASID_VA, OTHER_MEMORY, SECTION_NORMAL | SECTION_USER | SECTION_OF_ASID);
    synchronization_barrier_write(0);
    tlb_invalidate_asid_write(1);
    synchronize();
    check("remapped, and its ASID flushed", load(ASID_VA), 2);
    map_section(table, ASID_VA, MEMORY, SECTION_NORMAL | SECTION_USER | SECTION_OF_ASID);
    synchronization_barrier_write(0);
    tlb_invalidate_address_write(ASID_VA | 1);
    synchronize();
    check("remapped, and its address flushed", load(ASID_VA), 1);
}

/* Without XP each quarter of a small page has rights of its own (DDI 0301, 6.11.1). */
static void subpages(void)
{
    enum { QUARTER = 0x400, KERNEL_FIRST = 1 << 4, USER_SECOND = 3 << 6, READS_THIRD = 2 << 8, KERNEL_LAST = 1 << 10 };

    mmu_off();
    pages[SMALL] = MEMORY | KERNEL_FIRST | USER_SECOND | READS_THIRD | KERNEL_LAST | PAGE_SMALL;
    control_write(control_read() & ~CONTROL_XP);
    tlb_flush();
    control_write(control_read() | CONTROL_M);
    synchronize();
    faults("user in the first quarter", USER_READ, page_va(SMALL), FAULT_PAGE_PERMISSION, 0);
    faults("user in the second quarter", USER_WRITE, page_va(SMALL) + QUARTER, 0, 0);
    faults("user reads the third quarter", USER_READ, page_va(SMALL) + 2 * QUARTER, 0, 0);
    faults("user writes the third quarter", USER_WRITE, page_va(SMALL) + 2 * QUARTER, FAULT_PAGE_PERMISSION, 0);
    faults("the kernel writes the last quarter", WRITE, page_va(SMALL) + 3 * QUARTER, 0, 0);
    mmu_off();
}

void program(void)
{
    probe_start();
    map_all();
    mmu_on(table, 1);
    mappings();
    all_faults();
    asids();
    subpages();
}
