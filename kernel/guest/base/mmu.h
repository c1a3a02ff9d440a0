/* SPDX-License-Identifier: Apache-2.0 */
/* Translation tables without subpages, and who may use what (DDI 0301, 6.11; ARM ARM B4.7). */
#pragma once

#include <stdint.h>

/* A first-level table: a word for each MB. */
enum { TABLE_WORDS = 4096, PAGES_WORDS = 256 };
#define TABLE __attribute__((aligned(0x4000)))
#define PAGES __attribute__((aligned(0x400)))

/* Sections */
#define SECTION_NEVER_EXECUTE (1u << 4)
#define SECTION_DOMAIN(n) ((uint32_t)(n) << 5)
#define SECTION_KERNEL (1u << 10) /* AP: privileged modes only */
#define SECTION_USER_READS (2u << 10)
#define SECTION_USER (3u << 10)
#define SECTION_NORMAL (1u << 12) /* memory, not cached; without it, strongly ordered */
#define SECTION_READ_ONLY (1u << 15)
#define SECTION_OF_ASID (1u << 17) /* not global */
#define SECTION_SUPER (1u << 18)   /* one of 16 equal words for 16 MB */

/* Pages */
#define PAGE_LARGE 1u /* one of 16 equal words for 64 KB */
#define PAGE_SMALL 2u
#define PAGE_NEVER_EXECUTE 1u /* of a small page */
#define PAGE_KERNEL (1u << 4)
#define PAGE_USER_READS (2u << 4)
#define PAGE_USER (3u << 4)
#define PAGE_NORMAL (1u << 6) /* of a small page */
#define PAGE_READ_ONLY (1u << 9)
#define PAGE_OF_ASID (1u << 11)

/* Domain access control: two bits for each of 16 domains */
#define DOMAIN_NONE(n) (0u << 2 * (n))
#define DOMAIN_CLIENT(n) (1u << 2 * (n))
#define DOMAIN_MANAGER(n) (3u << 2 * (n))

/* Maps the MB at va to the one at pa, both multiples of 1 MB. */
void map_section(uint32_t *table, uint32_t va, uint32_t pa, uint32_t attributes);

/* Lets a table of pages describe the MB at va. */
void map_pages(uint32_t *table, uint32_t va, uint32_t *pages, uint32_t domain);

/* Maps what the kernel needs, at its own addresses: itself and the devices. */
void map_kernel(uint32_t *table, uint32_t attributes);

/* Turns the MMU on with domain 0 as a client; no old entry is left. TTBCR is as it was: 0 unless a program has set it. */
void mmu_on(const uint32_t *table, uint32_t asid);
void mmu_off(void);

/* Goes to another address space: ARM1176 wants a reserved ASID between (DDI 0301, 3.2.44). */
void mmu_switch(const uint32_t *table, uint32_t asid);

/* Forgets every translation but the locked ones. */
void tlb_flush(void);
