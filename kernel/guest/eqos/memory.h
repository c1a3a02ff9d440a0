/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Physical memory behind the kernel, divided into blocks of one size: 1 MB, 64 KB or 4 KB. The first so many are frames,
 * in which processes have their pages; the others are the store to which pages go for which there is no frame. Beside
 * them each process has 4 KB for its tables. All of it is the kernel's only while the MMU is off.
 */
#pragma once

#include <stdint.h>

enum { SECTION_BYTES = 1 << 20, RECORD_BYTES = 4096, MOST_BLOCKS = 8192, SPACES = 512 };

/* Finds out how much memory there is. */
void memory_start(void);

/* Keeps the section at an address out of all blocks, where there is one. */
void memory_reserve(uint32_t address);

/* Makes blocks of so many bytes, and gives how many. */
unsigned memory_divide(uint32_t block_bytes);

/* Where a block is, and the tables of the process in a place, 0 to SPACES - 1. */
uint32_t block_address(unsigned block);
uint32_t record_address(unsigned place);

/* Fills whole blocks with zeros, or with what others hold; a multiple of 32 bytes. */
void memory_clear(uint32_t at, uint32_t bytes);
void memory_copy(uint32_t to, uint32_t from, uint32_t bytes);
